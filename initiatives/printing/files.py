"""A public PDF: made once while nothing changes, and said in words where none can be made."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation

from core import caching
from core.printing import CannotPrint
from initiatives.mails import public_url
from initiatives.models import Initiative
from moderation.services.base import PUBLISHED


def pdf(
    request: HttpRequest, initiative: Initiative, what: str, make: Callable[[], bytes]
) -> HttpResponse:
    """`what` is the name of the file, and under which it is kept with its language.

    It takes a second to make, so nobody gets the server to make it in a row: it is kept
    until anything that the site shows changes, at most for an hour.
    """
    now = timezone.now()
    key = f"{what} {initiative.pk} {translation.get_language()} {caching.state()}"
    # It tells days and not moments, so it holds until the end of the day.
    midnight = timezone.localtime(now).replace(hour=23, minute=59, second=59)
    try:
        made = caching.cached_while(PUBLISHED, key, now, lambda: (make(), midnight))
    except CannotPrint:
        context = {"url": public_url(initiative)}
        response = render(request, "initiatives/no_print.html", context, status=503)
        response.headers["Retry-After"] = "3600"
        return response
    name = f"{initiative.reference.lower()}-{what}.pdf"
    return HttpResponse(
        made,
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'inline; filename="{name}"',
            # It says what its page says: the page is what is to be found.
            "X-Robots-Tag": "noindex",
        },
    )
