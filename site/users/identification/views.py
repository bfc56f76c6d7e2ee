"""To the provider and back, outside the languages: each speaks that of the page it came from."""

import logging
import secrets
from collections.abc import Callable
from functools import wraps
from typing import cast
from urllib.parse import urlsplit

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from csp.constants import SELF
from csp.decorators import csp_update
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import translation
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from requests import RequestException

from .claims import forget
from .offers import available, offer, way_back
from .protocol import PROVIDER, ProtocolAdapter

logger = logging.getLogger("osallistu.identification")
View = Callable[[HttpRequest], HttpResponse]


def private(view: View) -> View:
    """Not there without a provider; kept out of caches and search engines."""

    @wraps(view)
    def opened(request: HttpRequest) -> HttpResponse:
        if not available():
            raise Http404
        response = view(request)
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return opened


@private
@require_http_methods(["GET", "HEAD", "POST"])
def identification(request: HttpRequest) -> HttpResponse:
    """What is asked of the provider and for what, and the button that leads there; or who
    has been identified, and the button that ends it."""
    back = way_back(request.GET.get("next", ""))
    if request.method == "POST":
        return to_provider(request, back)
    response = page(
        request, "users/identification.html", back, offer=offer(request, back)
    )
    # The way leads over the provider's pages on to a bank's: a browser holds all of them
    # against the form's policy.
    host = urlsplit(settings.OIDC_ISSUER)
    origin = f"{host.scheme}://{host.netloc}"
    allow = csp_update({"form-action": [SELF, "https:", origin]})
    return cast("HttpResponse", allow(lambda request: response)(request))


def to_provider(request: HttpRequest, back: str) -> HttpResponse:
    provider = get_adapter().get_provider(request, PROVIDER)
    nonce = secrets.token_urlsafe(24)
    params = {**provider.get_auth_params(), "nonce": nonce}
    try:
        response: HttpResponse = provider.redirect(
            request, AuthProcess.LOGIN, next_url=back, nonce=nonce, auth_params=params
        )
    except (OAuth2Error, RequestException) as error:
        logger.warning("identification is away: %s", type(error).__name__)
        return failed(request, back, status=503)
    return response


@private
@require_GET
def callback(request: HttpRequest) -> HttpResponse:
    """Back from the provider: allauth checks state and code, `adapters` does the rest."""
    view = OAuth2CallbackView.adapter_view(ProtocolAdapter(request, "identification"))
    response: HttpResponse = view(request)
    return response


@private
@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """Forget who was identified: somebody else uses the same machine."""
    forget(request)
    return redirect(way_back(request.GET.get("next", "")))


def failed(
    request: HttpRequest, back: str, *, cancelled: bool = False, status: int = 403
) -> HttpResponse:
    """Cancelled is no fault; else the browser, the provider or somebody else went astray."""
    response = page(
        request,
        "users/identification_failed.html",
        back,
        cancelled=cancelled,
        away=status == 503,
        service=settings.OIDC_NAME,
    )
    response.status_code = 200 if cancelled else status
    return response


def page(
    request: HttpRequest, template: str, back: str, **context: object
) -> HttpResponse:
    back = way_back(back)
    language = translation.get_language_from_path(back) or settings.LANGUAGE_CODE
    with translation.override(language):
        more = {"back": back, "noindex": True, **context}
        return HttpResponse(render_to_string(template, more, request))
