"""Public pages before a draft: the right channel, and what making an initiative takes."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from core import purposes
from core.forms import ResidentForm
from core.forms.fields import without_controls
from initiatives.models import InitiativeSettings
from moderation.carried import MARK, carried, carry, text_written
from moderation.counting import count, next_day
from moderation.intake import usual_limits
from users.address import client_address

from . import services
from .drafts import page_token
from .questions import question
from .steps import FIRST

if TYPE_CHECKING:
    from initiatives.models import InitiativesPage

__all__ = ["begin", "personal_matter", "question", "triage"]
INITIATIVE, SUGGESTION, FEEDBACK, OWN = "aloite", "ehdotus", "palaute", "oma"


class TriageForm(ResidentForm):
    choice = forms.ChoiceField(
        choices=[(name, name) for name in (INITIATIVE, SUGGESTION, FEEDBACK, OWN)],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose the one that is closest to your matter."),
            "invalid_choice": _("Choose the one that is closest to your matter."),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def triage(request: HttpRequest, page: "InitiativesPage") -> HttpResponse:
    """Four choices; each leads on, and what was already written goes along."""
    # Sent from here, or from a form that turned out to be the wrong one.
    chosen = request.method == "POST" and MARK in request.POST
    form = TriageForm(request.POST if chosen else None)
    if chosen and form.is_valid():
        return carry(request, where(page, form.cleaned_data["choice"]))
    return shown(
        request,
        page,
        "triage",
        {
            "form": form,
            "text": text_written(request),
            "typed_here": chosen or request.method != "POST",
        },
        status=422 if chosen else 200,
    )


def where(page: "InitiativesPage", choice: str) -> str:
    """The address that a choice leads to; one's own matter where the site has no page."""
    url = page.get_url()
    routes = {
        INITIATIVE: page.reverse_subpage("begin"),
        SUGGESTION: page.reverse_subpage("suggest"),
    }
    if choice in routes:
        return f"{url}{routes[choice]}"
    feedback = purposes.url_for(purposes.FEEDBACK, page)
    if choice == FEEDBACK and feedback:
        return feedback
    return f"{url}{page.reverse_subpage('personal_matter')}"


@require_http_methods(["GET", "HEAD", "POST"])
def personal_matter(request: HttpRequest, page: "InitiativesPage") -> HttpResponse:
    """Whom to call or write about one's own care, service or decision."""
    context = {
        "text": text_written(request),
        "feedback_url": purposes.url_for(purposes.FEEDBACK, page),
    }
    return shown(request, page, "personal-matter", context)


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, page: "InitiativesPage") -> HttpResponse:
    """What is asked and who sees it; the button opens a draft."""
    context: dict[str, Any] = {
        "text": text_written(request),
        "days": InitiativeSettings.current().draft_days,
    }
    if request.method != "POST" or carried(request) is not None:
        return shown(request, page, "begin", context)
    now = timezone.now()
    if request.POST.get("website"):
        # Filled in by a machine, or by a browser that fills in everything.
        return shown(request, page, "begin", {**context, "trap": True}, status=422)
    in_day = count("draft", client_address(request), now)[1]
    if in_day > usual_limits().per_day:
        context["too_many_until"] = next_day(now)
        return shown(request, page, "begin", context, status=429)
    language = get_language() or settings.LANGUAGE_CODE
    text = without_controls(request.POST.get("proposal", "")).strip()
    draft = services.begin(language=language, now=now, text=text)
    step = page.reverse_subpage("draft", args=[draft.uuid, page_token(draft), FIRST])
    return redirect(f"{page.get_url()}{step}")


def shown(
    request: HttpRequest,
    page: "InitiativesPage",
    template: str,
    context: dict[str, Any],
    status: int = 200,
) -> HttpResponse:
    """One of these pages; what was written is kept nowhere."""
    url = page.get_url(request)
    addresses = {
        f"{name}_url": f"{url}{page.reverse_subpage(name)}"
        for name in ("triage", "begin", "suggest", "personal_matter")
    }
    context = {**page.get_context(request), "url": url, **addresses, **context}
    response = TemplateResponse(
        request, f"initiatives/making/{template}.html", context, status=status
    )
    response.headers["Cache-Control"] = (
        "no-store" if request.method == "POST" else "no-cache"
    )
    return response
