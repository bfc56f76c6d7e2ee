"""Pages behind the links in the mail of initiators. A GET changes nothing."""

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core import purposes
from core.private import kept_private
from initiatives.links import opens
from initiatives.mails import public_url
from initiatives.models import Initiative, Initiator
from initiatives.services import NotPossible
from moderation.models import Submission
from moderation.views import address, chosen_language, language_links, page, private

from .receipt import can_send_now, send_now_url
from .services import confirm, leave, send_now

PURPOSE = "initiator"


def own_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Find the initiator by the link in their mail, speak their language, and keep the page
    out of caches, search engines and the Referer header."""

    @wraps(view)
    def opened(request: HttpRequest, uuid: UUID, token: str) -> HttpResponse:
        rows = Initiator.objects.select_related("initiative", "municipality")
        initiator = rows.filter(uuid=uuid).first()
        if initiator is None or not opens(PURPOSE, uuid, token):
            raise Http404
        with translation.override(chosen_language(request) or initiator.language):
            response = view(request, initiator, token)
        return kept_private(response)

    # For NoReferrerMiddleware.
    opened.sends_no_referrer = True  # type: ignore[attr-defined]
    return opened


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def confirm_initiator(
    request: HttpRequest, initiator: Initiator, token: str
) -> HttpResponse:
    """What one would confirm, with the buttons to do so and to leave."""
    own_url = reverse("initiatives:confirm_initiator", args=[initiator.uuid, token])
    language = chosen_language(request)
    query = f"?kieli={language}" if language else ""
    if request.method == "POST" and request.POST.get("answer") == "confirm":
        confirm(initiator=initiator, now=timezone.now())
        return redirect(f"{own_url}{query}{'&' if query else '?'}kiitos")
    if request.method == "POST" and request.POST.get("answer") == "leave":
        with suppress(NotPossible):
            leave(initiator=initiator)
            return shown(request, "initiator_gone.html", {})
    context = {
        "initiator": initiator,
        "initiative": initiator.initiative,
        "own_url": own_url,
        "language_query": query,
        "confirmed_now": "kiitos" in request.GET and initiator.confirmed_at,
        **_words(initiator),
        "public_link": _public_link(initiator.initiative),
    }
    return shown(request, "initiator.html", context)


def _words(initiator: Initiator) -> dict[str, str]:
    if initiator.confirmed_at:
        return {
            "heading": _("You are an initiator of this initiative"),
            "lead": _("We tell you by email what happens to it."),
        }
    return {
        "heading": _("Are you one of these initiators?"),
        "lead": _(
            "You have been named as one of those who make this initiative. "
            "Nobody sees your name before you say yes."
        ),
    }


def _public_link(initiative: Initiative) -> str:
    there = purposes.urls_by_language(purposes.INITIATIVES)
    return public_url(initiative) if initiative.is_public and there else ""


def shown(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """Rendered at once, while the person's language is active."""
    context = {"language_links": language_links(request), "noindex": True, **context}
    return HttpResponse(render_to_string(f"initiatives/{template}", context, request))


@require_http_methods(["GET", "HEAD", "POST"])
@private
def send_it_now(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Ask once more, then send it to the county with the support that it has."""
    if not isinstance(submission, Initiative):
        raise Http404
    if request.method == "POST":
        # Twice is as good as once.
        with suppress(NotPossible):
            send_now(initiative=submission, now=timezone.now())
    if request.method == "POST" or not can_send_now(submission):
        return redirect(address(request, submission))
    context = {
        "send_now_url": send_now_url(submission),
        "threshold_ahead": submission.threshold > submission.support_count,
    }
    return page(request, "receipt_send.html", submission, context)
