"""The way to the receipt for who has it on paper: a reference and a code to type."""

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.views.decorators.http import require_http_methods

from core.forms import sent
from users.address import client_address

from .counting import count, next_hour
from .references import find_by_code, receipt_path
from .sender_forms import CodeForm
from .views import chosen_language, language_links

# Of one slip, and from one address: a library's readers share it.
MOST_TRIES_OF_REFERENCE = 10
MOST_TRIES_OF_ADDRESS = 30


@require_http_methods(["GET", "HEAD", "POST"])
def by_code(request: HttpRequest) -> HttpResponse:
    """The form; a right code leads to the receipt. What is wrong, and whether there is
    such a message at all, is not told."""
    language = chosen_language(request)
    with translation.override(language or settings.LANGUAGE_CODE):
        form = CodeForm(sent(request))
        wait_until, unknown = None, False
        if request.method == "POST" and form.is_valid():
            reference: str = form.cleaned_data["reference"]
            wait_until = too_many(reference, client_address(request))
            if not wait_until:
                submission = find_by_code(reference, form.cleaned_data["code"])
                if submission:
                    query = f"?kieli={language}" if language else ""
                    return private(redirect(f"{receipt_path(submission)}{query}"))
                unknown = True
        context = {
            "form": form,
            "wait_until": wait_until,
            "unknown": unknown,
            "language_query": f"?kieli={language}" if language else "",
            "language_links": language_links(request),
            "noindex": True,
        }
        text = render_to_string("moderation/by_code.html", context, request)
    wrong = unknown or bool(form.errors)
    return private(
        HttpResponse(text, status=429 if wait_until else 422 if wrong else 200)
    )


def too_many(reference: str, address: str) -> datetime | None:
    """Until when to wait, for whoever guesses; else None. Every try counts, of references
    that exist and of those that do not."""
    now = timezone.now()
    of_reference, _day = count("code of", reference, now)
    of_address, _day = count("codes from", address, now)
    beyond = (
        of_reference > MOST_TRIES_OF_REFERENCE or of_address > MOST_TRIES_OF_ADDRESS
    )
    return next_hour(now) if beyond else None


def private(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
