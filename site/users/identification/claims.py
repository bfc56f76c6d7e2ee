"""What is known of an identified resident, and for how long."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

SESSION_KEY = "identified"
LASTS = timedelta(minutes=15)
LONGEST_NAME = 100


@dataclass(frozen=True)
class Claim:
    """A person, by the word of the provider. The identifier itself is kept nowhere."""

    # 64 hexadecimal digits: the same for the same person, and for nobody else.
    person: str
    given_name: str
    family_name: str
    # Of Statistics Finland, three digits; empty where the provider does not tell it.
    municipality_code: str
    # How surely the person was identified, in the provider's words.
    acr: str
    # ISO 8601.
    authenticated_at: str

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def expires_at(self) -> datetime:
        return datetime.fromisoformat(self.authenticated_at) + LASTS


def hash_of(identifier: str) -> str:
    """The keyed hash of a personal identity code, or of the provider's own identifier.

    Under LOOKUP_KEY, since anybody could try all identity codes against a plain hash.
    """
    # A provider's own identifiers are only unique among themselves.
    whose = settings.OIDC_ISSUER if settings.OIDC_CLAIM_PERSON == "sub" else ""
    return salted_hmac(
        f"users.identification:{whose}",
        identifier,
        secret=settings.LOOKUP_KEY,
        algorithm="sha256",
    ).hexdigest()


def keep(request: HttpRequest, found: Claim) -> None:
    """Into the session, encrypted: sessions lie in the database until they are cleared."""
    text = json.dumps(asdict(found)).encode()
    token = _cipher().encrypt_at_time(text, int(timezone.now().timestamp()))
    # Who knew the session before must not find a person in it.
    request.session.cycle_key()
    request.session[SESSION_KEY] = token.decode()


def claim(request: HttpRequest) -> Claim | None:
    """Who was identified within the last quarter of an hour; None: nobody, or no longer."""
    token = request.session.get(SESSION_KEY) if settings.OIDC_ISSUER else None
    if not token:
        return None
    try:
        text = _cipher().decrypt_at_time(
            token,
            ttl=int(LASTS.total_seconds()),
            current_time=int(timezone.now().timestamp()),
        )
    except InvalidToken:
        return None
    return Claim(**json.loads(text))


def forget(request: HttpRequest) -> None:
    request.session.pop(SESSION_KEY, None)


def _cipher() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.FIELD_KEYS])
