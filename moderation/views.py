"""The receipt: where a resident follows what was sent, answers, corrects, withdraws.

Whoever has the link has the right; the link is kept out of caches, logs, search
engines and the Referer header. A GET never changes anything.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.views.decorators.http import require_http_methods

from core.forms import sent
from core.languages import html_language
from core.private import kept_private

from . import services
from .counting import count, next_hour
from .enums import MailTemplate, SubmissionState
from .follow_up_forms import follow_up_context
from .models import Submission
from .receipt_notices import done_words
from .receipts import kind_of, receipt_context, templates
from .references import find, receipt_path, receipt_url
from .sender_forms import (
    AdditionForm,
    AnswerForm,
    ReviewForm,
    TextForm,
)
from .services.review import can_ask_for_review
from .services.sender import is_returned
from .services.undoing import as_sender_sees

View = Callable[..., HttpResponse]
LANGUAGES = dict(settings.LANGUAGES)
MOST_WRITES_AN_HOUR = 20


def private(view: View) -> View:
    """Find the submission by its secret link, speak its language, and keep it private."""

    @wraps(view)
    def opened(request: HttpRequest, reference: str, token: str) -> HttpResponse:
        submission = find(reference, token)
        if submission is None:
            raise Http404
        submission = as_sender_sees(submission, timezone.now())
        with translation.override(chosen_language(request) or submission.language):
            response = view(request, submission)
        return kept_private(response)

    # For NoReferrerMiddleware.
    opened.sends_no_referrer = True  # type: ignore[attr-defined]
    return opened


def chosen_language(request: HttpRequest) -> str:
    """The language that the reader has chosen in place of the message's own, or nothing."""
    asked = request.GET.get("kieli", "")
    return asked if asked in LANGUAGES else ""


def address(request: HttpRequest, submission: Submission, notice: str = "") -> str:
    """The receipt, in the language that the reader has chosen, with a notice."""
    language = chosen_language(request)
    query = [notice] if notice else []
    query += [f"kieli={language}"] if language else []
    return f"{receipt_path(submission)}{'?' if query else ''}{'&'.join(query)}"


def language_links(request: HttpRequest) -> list[dict[str, Any]]:
    """The same page in each language: its address has no prefix for one."""
    current = translation.get_language()
    return [
        {
            "code": code,
            "lang": html_language(code),
            "name": name,
            "url": f"?kieli={code}{'&kiitos' if 'kiitos' in request.GET else ''}",
            "current": code == current,
            "translated": False,
        }
        for code, name in settings.LANGUAGES
    ]


def page(
    request: HttpRequest,
    template: str,
    submission: Submission,
    context: dict[str, Any],
    status: int = 200,
) -> HttpResponse:
    """Rendered at once, while the submission's language is active; `template` by its name
    alone, since a kind may have its own."""
    language = chosen_language(request)
    context = {
        "submission": submission,
        "receipt_url": receipt_path(submission),
        "language_query": f"?kieli={language}" if language else "",
        "language_links": language_links(request),
        "noindex": True,
        **kind_of(submission).words(submission),
        **context,
    }
    names = templates(submission, template)
    return HttpResponse(render_to_string(names, context, request), status=status)


def text_form(submission: Submission) -> type[TextForm] | None:
    """What the sender can write here now. What was returned is put right on a page of its
    own: whoever wrote the correction as an addition would miss the date."""
    if is_returned(submission):
        return None
    if submission.state == SubmissionState.WAITING:
        return AnswerForm
    return AdditionForm if submission.can_add else None


def too_many(submission: Submission) -> datetime | None:
    """Until when to wait, for whoever writes on one receipt without end; else None."""
    now = timezone.now()
    in_hour, _in_day = count("receipt", submission.reference, now)
    return next_hour(now) if in_hour > MOST_WRITES_AN_HOUR else None


@require_http_methods(["GET", "HEAD", "POST"])
@private
def receipt(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Where it is; with a form to answer our question or to add something."""
    form_class = text_form(submission)
    form = form_class() if form_class else None
    missed, wait_until = False, None
    if request.method == "POST":
        form = (form_class or AdditionForm)(request.POST)
        if form_class and form.is_valid():
            wait_until = too_many(submission)
        if form_class and form.is_valid() and not wait_until:
            write = (
                services.answer_question if form_class is AnswerForm else services.add
            )
            done = "vastattu" if form_class is AnswerForm else "lisatty"
            try:
                write(submission=submission, text=form.cleaned_data["text"])
            except services.NotAllowedNow:
                missed = True
            else:
                return redirect(address(request, submission, done))
        missed = missed or form_class is None
    context = {
        **receipt_context(submission, timezone.now()),
        **follow_up_context(submission, timezone.now()),
        "form": form,
        "missed": missed,
        "wait_until": wait_until,
        "new": "kiitos" in request.GET,
        # A link that was printed cannot be pressed.
        "whole_address": receipt_url(submission),
        "done": done_words(request.GET),
        "mail_sent": submission.outbox.filter(template=MailTemplate.RECEIPT).exists(),
    }
    wrong = form is not None and bool(form.errors)
    status = 409 if missed else 429 if wait_until else 422 if wrong else 200
    return page(request, "receipt.html", submission, context, status)


@require_http_methods(["GET", "HEAD", "POST"])
@private
def correct(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Put one's own text right; it is checked anew."""
    data = sent(request)
    form = kind_of(submission).correction(submission, data)
    missed, wait_until = not submission.can_correct, None
    if request.method == "POST" and not missed and form.is_valid():
        wait_until = too_many(submission)
    if request.method == "POST" and not (missed or wait_until) and form.is_valid():
        try:
            services.correct(submission=submission, **form.cleaned_data)
        except services.NotAllowedNow:
            missed = True
        else:
            return redirect(address(request, submission, "korjattu"))
    status = 409 if missed else 429 if wait_until else 422 if form.errors else 200
    context = {"form": form, "missed": missed, "wait_until": wait_until}
    return page(request, "receipt_correct.html", submission, context, status)


@require_http_methods(["GET", "HEAD", "POST"])
@private
def review(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Ask that another person looks at the decision; once, and within the time."""
    form = ReviewForm(sent(request))
    missed, wait_until = not can_ask_for_review(submission, timezone.now()), None
    if request.method == "POST" and not missed and form.is_valid():
        wait_until = too_many(submission)
    if request.method == "POST" and not (missed or wait_until) and form.is_valid():
        try:
            services.ask_for_review(
                submission=submission, text=form.cleaned_data["text"]
            )
        except services.NotAllowedNow:
            missed = True
        else:
            return redirect(address(request, submission, "tarkistus"))
    status = 409 if missed else 429 if wait_until else 422 if form.errors else 200
    context = {"form": form, "missed": missed, "wait_until": wait_until}
    return page(request, "receipt_review.html", submission, context, status)


@require_http_methods(["GET", "HEAD", "POST"])
@private
def withdraw(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Ask once more, then take it back."""
    if request.method == "POST":
        # Twice is as good as once.
        with suppress(services.NotAllowedNow):
            services.withdraw(submission=submission)
    if request.method == "POST" or not submission.can_withdraw:
        return redirect(address(request, submission))
    return page(request, "receipt_withdraw.html", submission, {})
