"""Reading initiatives: the list, one, its feed, its files, and what is shared of it."""

from collections.abc import Callable
from functools import wraps
from io import BytesIO
from typing import TYPE_CHECKING, Any

import segno
from csp.constants import NONE
from csp.decorators import csp_replace
from django.core.files.storage import storages
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
)
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.cache import cache_control
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from core.feeds import serve_feed
from core.printing import can_print
from core.routing import Crumb
from core.share import HEIGHT, WIDTH, SharePicture
from initiatives.models import Attachment, Initiative

from .cards import card as card_of
from .feeds import list_channel, one_channel
from .filters import filters_of, said_otherwise
from .finding import find, shown_instead
from .lists import list_context
from .one import context_of, whole
from .picture import share_png
from .situations import with_outcome

if TYPE_CHECKING:
    from initiatives.models import InitiativesPage

# Seconds for which a picture of today's count may be kept by others.
PICTURE_KEPT = 3600
# Opened in the browser; everything else is downloaded, since no reader of documents works
# in the sandbox.
SHOWN_TYPES = {"image/jpeg", "image/png"}
EMBEDDING = (
    '<iframe src="{}" title="{}" width="400" height="320" loading="lazy" '
    'style="border:0;max-width:100%"></iframe>'
)
View = Callable[..., Any]


@require_safe
def initiative_list(request: HttpRequest, page: "InitiativesPage") -> HttpResponse:
    """Initiatives and suggestions, as the address narrows them and puts them in order."""
    filters = filters_of(request.GET)
    if said_otherwise(request.GET, filters):
        return redirect(f"{request.path}?{filters.query}".rstrip("?"))
    if filters.query:
        # The language switch keeps what is chosen.
        request.kept_query = f"?{filters.query}"  # type: ignore[attr-defined]
    context = {
        **page.get_context(request),
        **list_context(page, request, filters, timezone.now()),
    }
    return TemplateResponse(request, page.template, context)


@require_safe
def feed(request: HttpRequest, page: "InitiativesPage") -> HttpResponse:
    return serve_feed(request, list_channel(page, request))


def at_its_address(read: Callable[[], Any]) -> Callable[[View], View]:
    """For a view of one public initiative, which `read` gives with what the view shows.

    An address with other words than today's leads on to the right one, that of an
    initiative that was joined to another to that one. Unknown ones are not found.
    """

    def decorate(view: View) -> View:
        @require_safe
        @wraps(view)
        def found_first(
            request: HttpRequest, page: "InitiativesPage", slug: str, *more: Any
        ) -> Any:
            initiative = find(slug, read())
            here = shown_instead(initiative).slug
            if here != slug:
                return redirect(request.path.replace(f"/{slug}/", f"/{here}/", 1))
            return view(request, page, initiative, *more)

        return found_first

    return decorate


def with_policy(**directives: Any) -> Callable[[View], View]:
    """Other directives of the security policy than the site's; django-csp's own decorator
    with the types of a view that takes more than a request."""
    policy = {name.replace("_", "-"): value for name, value in directives.items()}
    return csp_replace(policy)  # type: ignore[return-value]


def plain() -> Any:
    return with_outcome(Initiative.objects.public())


def share_picture_of(initiative: Initiative, request: HttpRequest) -> SharePicture:
    url = f"{request.path.rstrip('/')}/kuva.png"
    return SharePicture(
        request.build_absolute_uri(url), initiative.title, WIDTH, HEIGHT, own=True
    )


@at_its_address(whole)
def initiative(
    request: HttpRequest, page: "InitiativesPage", initiative: Any
) -> HttpResponse:
    """One initiative or suggestion, with its whole way until the answer."""
    context = {
        **page.get_context(request),
        **context_of(initiative, page, request, timezone.now()),
        "share_picture": share_picture_of(initiative, request),
        "can_print": can_print(),
    }
    return TemplateResponse(request, "initiatives/initiative.html", context)


@at_its_address(whole)
def initiative_feed(
    request: HttpRequest, page: "InitiativesPage", initiative: Any
) -> HttpResponse:
    return serve_feed(request, one_channel(initiative, page, request))


@at_its_address(plain)
def share(
    request: HttpRequest, page: "InitiativesPage", initiative: Initiative
) -> HttpResponse:
    """Its address to be copied, as a QR code, and as a card for other pages."""
    page_url = page.get_url(request) or "/"
    url = f"{page_url}{initiative.slug}/"
    context = page.get_context(request)
    context["route"].crumbs.append(Crumb(initiative.title, url))
    address = request.build_absolute_uri(url)
    context |= {
        "initiative": initiative,
        "url": url,
        "address": address,
        "embedding": format_html(EMBEDDING, f"{address}kortti/", initiative.title),
        "card": card_of(initiative, page_url, timezone.now()),
    }
    return TemplateResponse(request, "initiatives/share.html", context)


@at_its_address(plain)
def qr(
    request: HttpRequest, page: "InitiativesPage", initiative: Initiative
) -> HttpResponse:
    """The code of its address, dark on white with its quiet zone, to be printed."""
    url = f"{page.get_url(request) or '/'}{initiative.slug}/"
    code = segno.make(request.build_absolute_uri(url), error="q", micro=False)
    out = BytesIO()
    code.save(out, kind="svg", border=4, dark="#000", light="#fff", xmldecl=False)
    return HttpResponse(out.getvalue(), content_type="image/svg+xml")


@with_policy(frame_ancestors=["*"])
@xframe_options_exempt
@at_its_address(plain)
def card(
    request: HttpRequest, page: "InitiativesPage", initiative: Initiative
) -> HttpResponse:
    """Title, situation and supporters, in a frame on anybody's page: the only address that
    can be framed. No script, no cookie, one style sheet."""
    page_url = page.get_url(request) or "/"
    context = {"card": card_of(initiative, page_url, timezone.now()), "page": page}
    return TemplateResponse(request, "initiatives/card.html", context)


@cache_control(public=True, max_age=PICTURE_KEPT)
@at_its_address(plain)
def share_picture(
    request: HttpRequest, page: "InitiativesPage", initiative: Initiative
) -> HttpResponse:
    return HttpResponse(share_png(initiative), content_type="image/png")


# What is served of residents’ files can do nothing where it is opened.
@with_policy(default_src=[NONE], sandbox=True)
@at_its_address(plain)
def attachment(
    request: HttpRequest, page: "InitiativesPage", initiative: Initiative, pk: int
) -> HttpResponseBase:
    """A file of the makers', as it was made anew when it came in."""
    found = Attachment.objects.filter(initiative=initiative, pk=pk).first()
    if found is None or not storages["private"].exists(found.file.name or ""):
        raise Http404
    shown = found.content_type in SHOWN_TYPES
    response = FileResponse(
        found.file.open("rb"),
        as_attachment=not shown,
        filename=found.name,
        content_type=found.content_type if shown else "application/octet-stream",
    )
    # Taken down with the initiative: nobody else keeps it.
    response["Cache-Control"] = "private, max-age=0, no-cache"
    response["X-Robots-Tag"] = "noindex"
    return response
