"""After the reply, on the receipt: did it help, did things get better, and no publication.

A GET shows the question and changes nothing.
"""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from core.forms import sent

from . import services
from .enums import Helped, Later
from .follow_up_forms import later_form, rating_form
from .models import Submission
from .views import address, page, private, too_many


@require_http_methods(["GET", "HEAD", "POST"])
@private
def rate(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Whether the reply helped; said with a text, it may bring the message back."""

    def write(data: dict[str, Any]) -> str:
        came_back = services.rate_reply(
            submission=submission,
            helped=Helped(data["helped"]),
            text=data["more"].strip(),
            ask_later=data.get("ask_later") == "yes",
        )
        return "palasi" if came_back else "arvio"

    form = rating_form(submission, timezone.now(), sent(request))
    return answered(request, submission, form, write, "auttoiko")


@require_http_methods(["GET", "HEAD", "POST"])
@private
def tell_change(request: HttpRequest, submission: Submission) -> HttpResponse:
    """How things are some weeks after the reply."""

    def write(data: dict[str, Any]) -> str:
        services.tell_change(
            submission=submission,
            outcome=Later(data["outcome"]),
            text=data["more"].strip(),
        )
        return "parantui"

    form = later_form(submission, timezone.now(), sent(request))
    return answered(request, submission, form, write, "parantuiko")


def answered(
    request: HttpRequest,
    submission: Submission,
    form: Any,
    write: Callable[[dict[str, Any]], str],
    part: str,
) -> HttpResponse:
    """The form on a page of its own, with what is to be mended; once it is stored, the
    receipt. `write` stores it and returns the notice."""
    if request.method != "POST" and form is None:
        return redirect(address(request, submission))
    missed, wait_until = form is None, None
    if request.method == "POST" and form is not None and form.is_valid():
        wait_until = too_many(submission)
        if not wait_until:
            try:
                return redirect(address(request, submission, write(form.cleaned_data)))
            except services.NotAllowedNow:
                missed = True
    status = 200
    if request.method == "POST":
        status = 409 if missed else 429 if wait_until else 422
    context = {
        "form": form,
        "part": part,
        "missed": missed,
        "wait_until": wait_until,
        "typed": request.POST.get("more", ""),
    }
    template = "receipt_follow_up.html"
    return page(request, template, submission, context, status)


@require_http_methods(["GET", "HEAD", "POST"])
@private
def withdraw_consent(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Ask once more, then publish it no more; the message itself stays."""
    if request.method == "POST":
        # Twice is as good as once.
        with suppress(services.NotAllowedNow):
            services.withdraw_consent(submission=submission)
        return redirect(address(request, submission, "ei-julki"))
    if not submission.can_withdraw_consent:
        return redirect(address(request, submission))
    return page(request, "receipt_consent.html", submission, {})
