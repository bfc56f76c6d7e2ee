"""OpenID Connect by django-allauth, with the checks that it leaves out.

allauth does discovery, state, PKCE and the exchange of the code. It takes an id_token from
the token endpoint at its word, since TLS vouches for it, and knows no nonce. Both are
checked here, by PyJWT: whoever reads the connection to the provider (a proxy that opens
TLS) could otherwise put another person in.
"""

from typing import Any

import jwt
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import (
    OpenIDConnectProvider,
)
from allauth.socialaccount.providers.openid_connect.views import (
    OpenIDConnectOAuth2Adapter,
)
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from .claims import hash_of

PROVIDER = "openid_connect"
# Of public keys alone: a shared secret would let the provider's other clients sign.
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384"]
REQUIRED = ["iss", "sub", "aud", "exp", "iat", "nonce"]
# Clocks differ.
LEEWAY_SECONDS = 30
TIMEOUT_SECONDS = 10


class Refused(OAuth2Error):  # type: ignore[misc]
    """What the provider sent does not stand; the text is a code, for the log."""


class ProtocolAdapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    @property
    def openid_config(self) -> dict[str, Any]:
        """The provider's own description. Raises Refused when it is another's."""
        found: dict[str, Any] = super().openid_config
        # OpenID Connect Discovery 1.0, section 4.3.
        if str(found.get("issuer")).rstrip("/") != settings.OIDC_ISSUER.rstrip("/"):
            raise Refused("issuer")
        needed = {"authorization_endpoint", "token_endpoint", "jwks_uri"}
        if not needed.issubset(found):
            raise Refused("configuration")
        return found

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        return request.build_absolute_uri(reverse("identification_callback"))

    def complete_login(
        self, request: HttpRequest, app: Any, token: Any, **kwargs: Any
    ) -> Any:
        """The person as allauth sees it, never saved; see `adapters`."""
        config = self.openid_config
        id_token = kwargs["response"].get("id_token") or ""
        claims = verified(id_token, config, app.client_id)
        if "userinfo_endpoint" in config:
            more = self._fetch_user_info(token.token)
            # Core 1.0, section 5.3.2: else another person's could be put in.
            if more.get("sub") != claims["sub"]:
                raise Refused("userinfo")
            claims = {**more, **claims}
        return self.get_provider().sociallogin_from_response(request, claims)


class Provider(OpenIDConnectProvider):  # type: ignore[misc]
    oauth2_adapter_class = ProtocolAdapter

    def extract_uid(self, data: dict[str, Any]) -> str:
        """Hashed from the first moment on: the identifier goes no further than here."""
        identifier = str(data.get(settings.OIDC_CLAIM_PERSON) or "")
        if not identifier:
            raise Refused("person")
        return hash_of(identifier)

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        return {}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[Any]:
        return []


def verified(id_token: str, config: dict[str, Any], client_id: str) -> dict[str, Any]:
    """The claims of a token whose signature, issuer, audience and times hold (Core 1.0,
    section 3.1.3.7); the nonce is compared where the state is known.

    Raises Refused.
    """
    try:
        claims: dict[str, Any] = jwt.decode(
            id_token,
            key_of(id_token, config["jwks_uri"]),
            algorithms=ALGORITHMS,
            audience=client_id,
            issuer=config["issuer"],
            leeway=LEEWAY_SECONDS,
            options={"require": REQUIRED},
        )
    except jwt.PyJWTError as error:
        raise Refused(type(error).__name__) from error
    if claims.get("azp", client_id) != client_id:
        raise Refused("azp")
    wanted = settings.OIDC_ACR_VALUES
    if wanted and claims.get("acr") not in wanted:
        raise Refused("acr")
    return claims


def key_of(id_token: str, address: str) -> jwt.PyJWK:
    """The provider's key that the token names; it need not name one where there is only one
    (Core 1.0, section 10.1). Raises jwt.PyJWTError."""
    client = jwt.PyJWKClient(address, timeout=TIMEOUT_SECONDS)
    name = jwt.get_unverified_header(id_token).get("kid")
    if name:
        return client.get_signing_key(name)
    keys = client.get_signing_keys()
    if len(keys) != 1:
        raise jwt.PyJWKClientError("no kid")
    return keys[0]
