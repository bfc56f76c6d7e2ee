"""Suggesting, and the way from a suggestion's page to its tap."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from initiatives.making.similar import similar
from initiatives.models import Initiative
from moderation.intake import Verdict, examine
from moderation.models import ModerationSettings
from moderation.references import receipt_path
from moderation.services.base import in_days

from .forms import SuggestionForm
from .services import send_suggestion
from .taps import tap_url

if TYPE_CHECKING:
    from initiatives.models import InitiativesPage

SCOPE = "suggestion"


@require_http_methods(["GET", "HEAD", "POST"])
def suggest(request: HttpRequest, page: "InitiativesPage") -> HttpResponse:
    """The form; before anything is stored, what others have suggested already."""
    now = timezone.now()
    if request.method != "POST" or "form_id" not in request.POST:
        # What was written on the way here comes along by POST: addresses are logged.
        kept = {"proposal": request.POST.get("proposal", "")}
        return show(request, page, SuggestionForm(initial=kept), now=now, status=200)
    form = SuggestionForm(request.POST)
    if not form.is_valid():
        return show(request, page, form, now=now)
    if "seen" not in request.POST:
        language = get_language() or ""
        if alike := similar(form.cleaned_data["text"], language):
            return show(request, page, form, now=now, alike=alike)
    verdict = examine(request, form, scope=SCOPE, now=now)
    if verdict.stopped:
        return show(request, page, form, now=now, verdict=verdict)
    submission: Any = verdict.existing
    if submission is None:
        submission = send_suggestion(form=form, verdict=verdict).submission
    return redirect(f"{receipt_path(submission)}?kiitos")


def show(
    request: HttpRequest,
    page: "InitiativesPage",
    form: SuggestionForm,
    *,
    now: datetime,
    alike: list[Initiative] | None = None,
    verdict: Verdict | None = None,
    status: int = 422,
) -> HttpResponse:
    """The form, empty or with all that was typed and what to do about it."""
    page_url = page.get_url(request) or "/"
    context = {
        **page.get_context(request),
        "form": form,
        "verdict": verdict,
        "alike": [(each, f"{page_url}{each.slug}/") for each in alike or []],
        "seen": alike or "seen" in request.POST,
        "checked_by": in_days(ModerationSettings.current().screening_days, now),
        "page_url": page_url,
        "begin_url": f"{page_url}{page.reverse_subpage('begin')}",
    }
    status = verdict.status if verdict else status
    response = TemplateResponse(
        request, "initiatives/suggest.html", context, status=status
    )
    response.headers["Cache-Control"] = (
        "no-store" if request.method == "POST" else "no-cache"
    )
    return response


def tap(
    request: HttpRequest, page: "InitiativesPage", initiative: Initiative
) -> HttpResponse:
    """To the one address at which suggestions are supported; a tap is taken along."""
    address = tap_url(initiative, get_language() or "")
    return redirect(address, preserve_request=request.method == "POST")
