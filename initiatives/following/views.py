"""Following one initiative by mail: the form, and the pages that its mails lead to."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from core.forms import sent
from core.private import kept_private
from initiatives.links import opens
from initiatives.models import Follower, Initiative
from initiatives.public.finding import find, page_of, shown_instead
from moderation.counting import count, next_day
from moderation.intake import usual_limits
from moderation.views import chosen_language, language_links
from users.address import client_address

from . import services
from .forms import FollowForm

if TYPE_CHECKING:
    from initiatives.models import InitiativesPage

# Followers of one library or school share an address.
PERSONS = 4


@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, page: "InitiativesPage", slug: str) -> HttpResponse:
    """Ask for the address; whatever is known of it, the answer is the same."""
    initiative = find(slug)
    page_url = page.get_url(request) or "/"
    here = shown_instead(initiative)
    if here != initiative:
        return redirect(f"{page_url}{here.slug}/seuraa/")
    form = FollowForm(sent(request))
    context: dict[str, Any] = {
        **page.get_context(request),
        "initiative": initiative,
        "initiative_url": f"{page_url}{initiative.slug}/",
        "can_follow": services.can_follow(initiative),
        "form": form,
    }
    status = 200
    if request.method == "POST":
        status = _asked(request, initiative, form, context)
    response = TemplateResponse(
        request, "initiatives/follow.html", context, status=status
    )
    posted = request.method == "POST"
    response.headers["Cache-Control"] = "no-store" if posted else "no-cache"
    return response


def _asked(
    request: HttpRequest,
    initiative: Initiative,
    form: FollowForm,
    context: dict[str, Any],
) -> int:
    """What was sent; fills in what the page says, and returns its status."""
    now = timezone.now()
    if not context["can_follow"]:
        return 409
    if not form.is_valid():
        return 422
    _hour, today = count("follow", client_address(request), now)
    if today > PERSONS * usual_limits().per_day:
        context["wait_until"] = next_day(now)
        return 429
    if not form.cleaned_data["website"]:
        services.ask_to_follow(
            initiative=initiative,
            email=form.cleaned_data["email"],
            language=get_language() or settings.LANGUAGE_CODE,
            now=now,
        )
    context["sent"] = True
    return 200


View = Callable[[HttpRequest, uuid.UUID, Follower | None], HttpResponse]


def private(view: View) -> Callable[[HttpRequest, uuid.UUID, str], HttpResponse]:
    """Opened by the link of a mail alone, in its reader's language; `follower` is None
    once they have left."""

    @wraps(view)
    def opened(request: HttpRequest, key: uuid.UUID, token: str) -> HttpResponse:
        if not opens("follower", key, token):
            raise Http404
        rows = Follower.objects.select_related("initiative")
        follower = rows.filter(uuid=key).first()
        language = chosen_language(request)
        if not language:
            language = follower.language if follower else settings.LANGUAGE_CODE
        with translation.override(language):
            response = view(request, key, follower)
        return kept_private(response)

    # For NoReferrerMiddleware.
    opened.sends_no_referrer = True  # type: ignore[attr-defined]
    return opened


def page(
    request: HttpRequest, template: str, follower: Follower | None, **context: Any
) -> HttpResponse:
    """Rendered at once, while the reader's language is active."""
    page_url = page_of(get_language() or settings.LANGUAGE_CODE)
    initiative = follower.initiative if follower else None
    if initiative and not initiative.is_public:
        initiative = None
    shown = {
        "initiative": initiative,
        "initiative_url": f"{page_url}{initiative.slug}/" if initiative else "",
        "page_url": page_url,
        "action": request.get_full_path(),
        "language_links": language_links(request),
        "noindex": True,
        **context,
    }
    return HttpResponse(render_to_string(template, shown, request))


@require_http_methods(["GET", "HEAD", "POST"])
@private
def confirm_follow(
    request: HttpRequest, key: uuid.UUID, follower: Follower | None
) -> HttpResponse:
    """A button, and then thanks."""
    if request.method == "POST" and follower:
        follower.confirmed_at = follower.confirmed_at or timezone.now()
        services.confirm(follower=follower, now=follower.confirmed_at)
    confirmed = bool(follower and follower.confirmed_at)
    return page(
        request, "initiatives/confirm_follow.html", follower, confirmed=confirmed
    )


@private
def leaving(
    request: HttpRequest, key: uuid.UUID, follower: Follower | None
) -> HttpResponse:
    """A button, and then a word of goodbye."""
    if request.method == "POST":
        services.leave(key=key)
    left = request.method == "POST" or follower is None
    return page(request, "initiatives/leave.html", follower, left=left)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, key: uuid.UUID, token: str) -> HttpResponse:
    """Also by one press in a mail program (RFC 8058), whose POST has no cookie to compare.
    The button of our own page is checked as everywhere."""
    if request.POST.get("List-Unsubscribe") == "One-Click":
        return leaving(request, key, token)
    return csrf_protect(leaving)(request, key, token)


# Ahead of csrf_protect, whose check looks where the form came from.
leave.sends_no_referrer = True  # type: ignore[attr-defined]
