"""Pages whose address is a secret in itself, such as those behind the links in mails."""

from typing import TypeVar

from django.http import HttpResponseBase

Response = TypeVar("Response", bound=HttpResponseBase)


def kept_private(response: Response) -> Response:
    """Out of caches, search engines and the Referer header.

    The view says `sends_no_referrer = True` of itself: see `NoReferrerMiddleware`.
    """
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
