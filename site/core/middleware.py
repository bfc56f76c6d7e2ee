"""What every response of the site obeys."""

import logging
import re
from collections.abc import Callable
from typing import Any

from csp.constants import SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware, PolicyParts
from django.db.utils import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from core.views import unavailable

logger = logging.getLogger("osallistu.database")

ADMIN = ("/admin/",)
# Wagtail's editor writes styles and shows previews and pasted pictures in place.
ADMIN_POLICY = {
    "style-src": [SELF, UNSAFE_INLINE],
    "script-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "frame-ancestors": [SELF],
    "frame-src": [SELF],
}


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """The public site's strict policy; Wagtail's admin gets the few things that it needs."""

    def get_policy_parts(
        self,
        request: HttpRequest,
        response: HttpResponseBase,
        report_only: bool = False,
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if request.path.startswith(ADMIN):
            parts.replace = {**(parts.replace or {}), **ADMIN_POLICY}
        elif getattr(request, "is_preview", False):
            # The page itself, as strict as ever, in a frame of the editor.
            parts.replace = {**(parts.replace or {}), "frame-ancestors": [SELF]}
        return parts


class UnavailableMiddleware:
    """A database that is away gives a page in words that keeps what was typed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> Any:
        if isinstance(error, OperationalError | InterfaceError):
            return unavailable(request)
        return None


# What of pages' addresses is private. All pages have one view: it says nothing of them.
_private_parts: list[re.Pattern[str]] = []


def send_no_referrer(part: str) -> None:
    """Addresses that match are those of pages which send no Referer."""
    _private_parts.append(re.compile(part))


class NoReferrerMiddleware:
    """Lets a form be sent from a page that sends no Referer; ahead of the CSRF check.

    `Referrer-Policy: no-referrer` also makes browsers send `Origin: null`, which
    Django takes for a stranger's. The address of such a page is a secret in itself,
    and the form's token is checked as everywhere. A view says it of itself by
    `sends_no_referrer = True`, a page of a part of its address by `send_no_referrer`.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> None:
        if request.META.get("HTTP_ORIGIN") == "null" and (
            getattr(view, "sends_no_referrer", False)
            or any(private.search(request.path) for private in _private_parts)
        ):
            request.META["HTTP_ORIGIN"] = f"{request.scheme}://{request.get_host()}"
