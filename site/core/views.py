"""Error pages, the county's colours, and the pattern that stands for a missing picture."""

import sys
from typing import Any

from django.db.utils import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from core.brand import current_brand
from core.pattern import draw

DAY = 24 * 3600
# Of what another setting would change, in seconds.
FOR_A_WHILE = 300

# Never carried along to be sent again.
NOT_KEPT = {
    "csrfmiddlewaretoken",
    "password",
    "oldpassword",
    "password1",
    "password2",
    "code",
}


def typed_fields(request: HttpRequest) -> list[tuple[str, str]]:
    """What the resident had typed, to be shown and sent again."""
    if request.method != "POST":
        return []
    return [
        (name, value)
        for name, values in request.POST.lists()
        if name not in NOT_KEPT
        for value in values
    ]


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form had been open too long, or cookies are off: nothing typed is lost."""
    context = {"fields": typed_fields(request)}
    return render(request, "core/form_kept.html", context, status=403)


def unavailable(request: HttpRequest) -> HttpResponse:
    """A page in words while the database is away; needs no query itself."""
    context = {"fields": typed_fields(request), "csrf_token": get_token(request)}
    response = render(None, "503.html", context, status=503)  # type: ignore[arg-type]
    response.headers["Retry-After"] = "60"
    return response


def pattern(request: HttpRequest, page_id: int) -> HttpResponse:
    """The calm picture of a page that has none; the same id always gives the same picture.

    Its address names the county's colours as `v`: with the right one it never changes.
    """
    brand = current_brand()
    response = HttpResponse(draw(page_id, brand.pattern), content_type="image/svg+xml")
    if request.GET.get("v", "") == brand.version:
        patch_cache_control(response, public=True, max_age=30 * DAY, immutable=True)
    else:
        patch_cache_control(response, public=True, max_age=FOR_A_WHILE)
    # The picture carries its own small style for light and dark.
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'unsafe-inline'"
    )
    return response


@require_safe
def brand_css(request: HttpRequest, version: str) -> HttpResponse:
    """The county's colours; an address from before the last change leads to today's."""
    brand = current_brand()
    if not brand.css:
        raise Http404
    if version != brand.version:
        moved = redirect(brand.address)
        patch_cache_control(moved, public=True, max_age=FOR_A_WHILE)
        return moved
    response = HttpResponse(brand.css, content_type="text/css; charset=utf-8")
    patch_cache_control(response, public=True, max_age=365 * DAY, immutable=True)
    return response


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return render(request, "403.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Needs neither database nor context processors: both may be what failed."""
    # A middleware or another error page met the database that is away.
    if isinstance(sys.exception(), OperationalError | InterfaceError):
        return unavailable(request)
    return render(None, "500.html", status=500)  # type: ignore[arg-type]
