"""The mark of a browser that has supported a suggestion, and how often an address may.

The cookie is set by the tap itself and sent to the addresses of taps alone: pages that
are read never see it, and stay in the page cache. It holds a random id, signed, and the
database its keyed hash.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from core.crypto import keyed_hash
from initiatives.models import Initiative, InitiativeSettings
from moderation.counting import count, next_day
from users.address import client_address

COOKIE = "kannatus"
SALT = "initiatives.suggestions"
KEPT = timedelta(days=365)
# From here on a question in words is asked.
UNASKED_AN_HOUR = 5
UNASKED_A_MINUTE = 10
# An address supports no more in a day than so many suggestions' limit.
SUGGESTIONS_OF_AN_ADDRESS = 5


def mark_of(request: HttpRequest) -> str:
    """The browser's mark; "" where it has none, or one that is not ours."""
    try:
        return signing.Signer(salt=SALT).unsign(request.COOKIES.get(COOKIE, ""))
    except signing.BadSignature:
        return ""


def keep_mark(response: HttpResponse, mark: str) -> None:
    response.set_cookie(
        COOKIE,
        signing.Signer(salt=SALT).sign(mark),
        max_age=KEPT,
        path=reverse("initiatives:tap", args=["x"]).removesuffix("x/"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def hash_of(mark: str) -> str:
    """The same for all suggestions: of two that are joined a browser counts once."""
    return keyed_hash("tap", mark)


@dataclass(frozen=True)
class Flow:
    """What the number of an address's taps says of one more."""

    wait_until: datetime | None = None
    is_suspicious: bool = False


def count_tap(
    request: HttpRequest, suggestion: Initiative, nonce: uuid.UUID, now: datetime
) -> Flow:
    """Count one more tap of this address; the same form (its nonce) counts once."""
    address, most = client_address(request), InitiativeSettings.current().taps_per_day
    in_hour, in_day = count(f"suggestion:{suggestion.pk}", address, now, nonce)
    _hour, in_all = count("suggestions", address, now, nonce)
    if in_day > most or in_all > most * SUGGESTIONS_OF_AN_ADDRESS:
        return Flow(wait_until=next_day(now))
    in_minute, _day = count(f"suggestions:{now:%H%M}", address, now, nonce)
    return Flow(is_suspicious=in_hour > UNASKED_AN_HOUR or in_minute > UNASKED_A_MINUTE)
