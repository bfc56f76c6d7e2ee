"""Where allauth would sign somebody in or up: here a resident gets a claim, and no more."""

import logging
import secrets
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.base.constants import AuthError
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils import timezone

from .claims import LONGEST_NAME, Claim, keep
from .offers import way_back
from .protocol import PROVIDER, Provider, Refused

logger = logging.getLogger("osallistu.identification")


class IdentificationAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def list_apps(
        self, request: HttpRequest, provider: Any = None, client_id: Any = None
    ) -> list[SocialApp]:
        """The one of the environment; never those of the database."""
        if not settings.OIDC_ISSUER:
            return []
        params = {"prompt": "login"}
        if settings.OIDC_ACR_VALUES:
            params["acr_values"] = " ".join(settings.OIDC_ACR_VALUES)
        own = SocialApp(
            provider=PROVIDER,
            provider_id="identification",
            name=settings.OIDC_NAME,
            client_id=settings.OIDC_CLIENT_ID,
            secret=settings.OIDC_CLIENT_SECRET,
            settings={
                "server_url": settings.OIDC_ISSUER.rstrip("/"),
                "oauth_pkce_enabled": True,
                "scope": settings.OIDC_SCOPES,
                "auth_params": params,
            },
        )
        return [own]

    def get_provider(
        self, request: HttpRequest, provider: Any, client_id: Any = None
    ) -> Provider:
        return Provider(request, app=self.get_app(request, provider=PROVIDER))

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Always ends here: with a claim in the session and the way back to the form.

        The nonce ties the token to this browser's own beginning: a code that was caught
        elsewhere brings a token with another one. Raises Refused.
        """
        said: dict[str, Any] = sociallogin.account.extra_data
        wanted = str(sociallogin.state.get("nonce") or "")
        if not wanted or not secrets.compare_digest(
            wanted.encode(), str(said.get("nonce")).encode()
        ):
            raise Refused("nonce")
        keep(request, made(sociallogin.account.uid, said))
        raise ImmediateHttpResponse(redirect(way_back(sociallogin.state["next"])))

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Any = None,
        extra_context: Any = None,
    ) -> None:
        """A page in words; the log gets a code, and nothing of what the provider said."""
        from .views import failed

        cancelled = error == AuthError.CANCELLED
        if not cancelled:
            code = str(exception) if isinstance(exception, Refused) else ""
            logger.warning(
                "identification refused: %s", code or type(exception).__name__
            )
        state = (extra_context or {}).get("state") or {}
        raise ImmediateHttpResponse(
            failed(request, state.get("next", "/"), cancelled=cancelled)
        )


def made(person: str, said: dict[str, Any]) -> Claim:
    def text(name: str) -> str:
        return str(said.get(name) or "").strip()[:LONGEST_NAME]

    return Claim(
        person=person,
        given_name=text(settings.OIDC_CLAIM_GIVEN_NAME),
        family_name=text(settings.OIDC_CLAIM_FAMILY_NAME),
        municipality_code=text(settings.OIDC_CLAIM_MUNICIPALITY),
        acr=text("acr"),
        authenticated_at=timezone.now().isoformat(),
    )
