"""The form of support, and those who let their names be shown."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from core.languages import html_language
from core.listing import page_of
from initiatives.enums import Stage
from initiatives.models import Initiative, InitiativeSettings
from initiatives.public.finding import find
from moderation.intake import Limits, Verdict, guard, usual_limits
from users.identification import Claim, claim, offer

from .forms import YES, SupportForm
from .identified import lock
from .services import AlreadySupported, NotCollecting, give_support

if TYPE_CHECKING:
    from initiatives.models import InitiativesPage

NAMES_PER_PAGE = 50
# A library, a school or a crowd at a stall share one address.
MANY = 10


@require_http_methods(["GET", "HEAD", "POST"])
def support(request: HttpRequest, page: "InitiativesPage", slug: str) -> HttpResponse:
    """The form; what is sent waits for the mail to be answered."""
    initiative = find(slug)
    if initiative.is_suggestion:
        from initiatives.suggestions.views import tap

        return tap(request, page, initiative)
    if request.method != "POST":
        return show(request, page, initiative, form_for(claim(request)))
    found = claim(request)
    form = form_for(found, request.POST)
    verdict, already = None, False
    if initiative.can_support and form.is_valid():
        now = timezone.now()
        verdict = guard(request, form, scope="support", now=now, limits=limits())
        if not verdict.stopped:
            try:
                send(initiative, form, verdict, found)
            except NotCollecting:
                initiative = find(slug)
            except AlreadySupported:
                already = True
            else:
                return redirect(f"{request.path}?lahetetty")
    return show(request, page, initiative, form, verdict, already=already)


def form_for(found: Claim | None, *sent: Any) -> SupportForm:
    """With what is known of an identified person, which cannot be changed."""
    form = SupportForm(*sent)
    lock(form, found, name="name", municipality="municipality")
    return form


def limits() -> Limits:
    usual = usual_limits()
    return Limits(usual.per_hour, usual.per_day * MANY)


def send(
    initiative: Initiative, form: SupportForm, verdict: Verdict, found: Claim | None
) -> None:
    given = form.cleaned_data
    give_support(
        initiative=initiative,
        email=given["email"],
        name=given["name"],
        name_public=given["name_public"] == YES,
        municipality=form.chosen_municipality(),
        language=get_language() or initiative.language,
        nonce=verdict.nonce,
        now=timezone.now(),
        person=found.person if found else "",
    )


def show(
    request: HttpRequest,
    page: "InitiativesPage",
    initiative: Initiative,
    form: SupportForm,
    verdict: Verdict | None = None,
    *,
    already: bool = False,
) -> HttpResponse:
    """The form with all that was typed; where the mail went; or why it is not possible."""
    posted = request.method == "POST"
    status = 200
    if posted:
        status = verdict.status if verdict and verdict.stopped else 422
        status = 409 if already or not initiative.can_support else status
    identification = offer(request)
    context = {
        **shared_context(request, page, initiative),
        "form": form,
        "verdict": verdict,
        "already": already,
        "offer": identification,
        "sent": not posted and "lahetetty" in request.GET,
        "withdrawn": not posted and "peruttu" in request.GET,
        # Published, and its collecting has not been opened by the clock yet.
        "begins_soon": initiative.stage == Stage.PUBLISHED,
        "kept_months": InitiativeSettings.current().supports_kept_months,
    }
    response = TemplateResponse(
        request, "initiatives/supporting/support.html", context, status=status
    )
    private = posted or (identification and identification.claim)
    response.headers["Cache-Control"] = "no-store" if private else "no-cache"
    return response


@require_safe
def supporters(
    request: HttpRequest, page: "InitiativesPage", slug: str
) -> HttpResponse:
    """Names, the newest first. Without the municipality: beside a name it would tell who
    is in a sum that is not shown."""
    initiative = find(slug)
    named = initiative.supports.named()
    paging = page_of(request, named.count(), NAMES_PER_PAGE)
    # Decrypted are those of this page alone.
    names = named.order_by("-pk").values_list("name", flat=True)
    context = {
        **shared_context(request, page, initiative),
        "names": list(names[paging.start : paging.end]),
        "paging": paging,
    }
    response = TemplateResponse(
        request, "initiatives/supporting/supporters.html", context
    )
    # A name that was taken away is gone at once.
    response.headers["Cache-Control"] = "no-cache"
    return response


def shared_context(
    request: HttpRequest, page: "InitiativesPage", initiative: Initiative
) -> dict[str, Any]:
    return {
        **page.get_context(request),
        "initiative": initiative,
        "initiative_url": f"{page.get_url(request)}{initiative.slug}/",
        "text_language": html_language(initiative.language),
    }
