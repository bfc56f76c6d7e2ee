"""What keeps figures from being made up: numbers without words, which nobody reads.

Each form and card has the limits of `FeedbackSettings` for one address and unit, since a
waiting room shares an address. Beside them stand a limit for an address on all units
together, or every unit would be a way past it; and a look at where an answer comes from.
"""

import uuid
from datetime import datetime
from urllib.parse import urlsplit

from django.http import HttpRequest

from moderation.counting import count, next_day
from users.address import client_address

from .models import FeedbackSettings

# The guests' network of a hospital shares an address among several units.
UNITS_OF_AN_ADDRESS = 5


def too_many_everywhere(
    request: HttpRequest, nonce: uuid.UUID | None, now: datetime
) -> datetime | None:
    """Count one number; until when to wait, where the address has sent too many today."""
    _hour, in_day = count("numbers", client_address(request), now, nonce)
    most = UNITS_OF_AN_ADDRESS * FeedbackSettings.current().taps_per_day
    return next_day(now) if in_day > most else None


def from_another_site(request: HttpRequest) -> bool:
    """Whether a page of another site has sent it: browsers say so, and without a cookie
    nothing else does. Such a page could have each of its visitors answer."""
    told = request.META.get("HTTP_SEC_FETCH_SITE")
    if told:
        return told not in {"same-origin", "none"}
    origin = request.META.get("HTTP_ORIGIN", "null")
    # An old browser that tells nothing is believed.
    return origin != "null" and _host(origin) != request.get_host()


def _host(origin: str) -> str:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""
