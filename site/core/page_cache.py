"""Whole pages for readers whom the site does not know, ahead of session and login.

A page is kept for PAGE_CACHE_SECONDS at most, since its words change with the clock
("closes today"), and no longer than until anything is changed: its key holds the
versions of all cached values, which publishing, registers, settings and the menu
raise (see core.caching). Only what `core.routing.serve` answers is kept, and never
what sets a cookie, was made for a visitor with a cookie of ours, or forbids it.
"""

import hashlib
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import DisallowedHost
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, has_vary_header

from core import caching

ALIAS = "pages"
# A longer query is somebody's trial, and would push out what many read.
LONGEST_QUERY = 300
FORBIDS = ("no-store", "no-cache", "private")


class PageCacheMiddleware:
    """Stands first: what it keeps has passed all the others, headers included."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = key_of(request)
        if not key:
            return self.get_response(request)
        kept = caches[ALIAS].get(key)
        if kept is not None:
            return not_modified(request, kept)
        response = self.get_response(request)
        if not may_be_kept(response):
            return response
        response.headers["ETag"] = (
            f'"{hashlib.blake2b(response.content, digest_size=16).hexdigest()}"'
        )
        # Without what clings to the answer of one request; read back it is ready to be sent.
        kept = HttpResponse(response.content, headers=dict(response.headers.items()))
        caches[ALIAS].set(key, kept, settings.PAGE_CACHE_SECONDS)
        return not_modified(request, response)


def key_of(request: HttpRequest) -> str:
    """Where the page is kept, or nothing where the request is not a plain reader's."""
    if (
        not settings.PAGE_CACHE_SECONDS
        or request.method != "GET"
        or request.path_info.startswith((settings.STATIC_URL, settings.MEDIA_URL))
        or len(request.META.get("QUERY_STRING", "")) > LONGEST_QUERY
        or has_cookie_of_ours(request)
    ):
        return ""
    try:
        host, state = request.get_host(), caching.state()
    except (DisallowedHost, DatabaseError):
        # The request's own way tells what is wrong.
        return ""
    address = f"{request.scheme}://{host}{request.get_full_path()}"
    return hashlib.blake2b(f"{state} {address}".encode(), digest_size=20).hexdigest()


def has_cookie_of_ours(request: HttpRequest) -> bool:
    """Somebody at a form, or staff; a cookie of another site on the same host is none."""
    return "HTTP_COOKIE" in request.META and not OURS.isdisjoint(request.COOKIES)


OURS = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "messages"}


def may_be_kept(response: Any) -> bool:
    return (
        getattr(response, "may_be_kept", False)
        and response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not has_vary_header(response, "Cookie")
        and not any(word in response.get("Cache-Control", "") for word in FORBIDS)
    )


def not_modified(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """A visitor's browser that has this very page gets 304 and no page."""
    if "HTTP_IF_NONE_MATCH" not in request.META:
        return response
    answer = get_conditional_response(
        request, etag=response.headers["ETag"], response=response
    )
    return answer or response
