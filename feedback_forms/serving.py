"""The one way in which the forms of feedback are served."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone

from moderation.intake import IntakeForm, Limits, Verdict, examine
from moderation.references import receipt_path
from moderation.services.base import in_days
from moderation.services.sender import Receipt

from .enums import FormKind
from .floods import too_many_everywhere
from .models import FeedbackSettings

if TYPE_CHECKING:
    from .models import FeedbackPage

# Returns the receipt; None of what is counted and has no words.
Send = Callable[[Verdict], Receipt | None]


def thanks(submission: Any) -> str:
    return f"{receipt_path(submission)}?kiitos"


def here(request: HttpRequest, **query: str) -> str:
    """This address with another query."""
    return f"{request.path}?{urlencode(query)}" if query else request.path


def reply_by(form: FormKind, now: datetime) -> datetime:
    """Until when a reply is promised on this form."""
    return in_days(FeedbackSettings.current().days_of_form(form), now)


def serve_form(
    request: HttpRequest,
    form: IntakeForm,
    *,
    scope: str,
    send: Send,
    done: str,
    show: Callable[[Verdict | None], HttpResponse],
    limits: Limits | None = None,
) -> HttpResponse:
    """Show the form, or store what was sent: with words its receipt follows, without them
    `done`. Whoever is stopped sees the form again."""
    if request.method != "POST" or not form.is_valid():
        return show(None)
    now = timezone.now()
    verdict = examine(request, form, scope=scope, now=now, limits=limits)
    wordless = not form.cleaned_data[form.text_field]
    if wordless and not verdict.stopped:
        verdict.too_many_until = too_many_everywhere(request, verdict.nonce, now)
    if verdict.existing:
        return redirect(thanks(verdict.existing))
    if verdict.stopped:
        return show(verdict)
    receipt = send(verdict)
    return redirect(thanks(receipt.submission) if receipt else done)


def show_page(
    request: HttpRequest,
    page: "FeedbackPage",
    template: str,
    context: dict[str, Any],
    verdict: Verdict | None = None,
    status: int = 0,
) -> HttpResponse:
    """A screen of this page; what was sent, and could not be stored, is kept nowhere."""
    posted = request.method == "POST"
    status = status or (verdict.status if verdict else 422 if posted else 200)
    shown = {**page.get_context(request), "verdict": verdict, **context}
    response = TemplateResponse(request, template, shown, status=status)
    response.headers["Cache-Control"] = "no-store" if posted else "no-cache"
    return response
