"""A tablet in a lobby: many people, one after the other, and no trace of the last one."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare
from django.utils.translation import get_language

from core.crypto import keyed_hash
from core.models import ServiceUnit

from .models import FeedbackSettings

# Seconds after which a screen gives way to the first one. Without JavaScript nobody
# sees that one is still writing, so a screen to write on waits longer there.
AFTER_THANKS = 10
IDLE = 60
IDLE_WHILE_WRITING = 180
KEY_LENGTH = 24


def kiosk_key(unit: ServiceUnit) -> str:
    """What a link from the admin carries: it raises the limits for this unit's tablet.

    Derived, not stored; raising `FeedbackSettings.kiosk_links` makes all old ones void.
    """
    number = FeedbackSettings.current().kiosk_links
    return keyed_hash("kiosk", str(unit.pk), str(number))[:KEY_LENGTH]


def kiosk_query(unit: ServiceUnit) -> str:
    return f"?{urlencode({'laite': kiosk_key(unit)})}"


@dataclass(frozen=True)
class Kiosk:
    """What the addresses of one tablet carry along."""

    key: str
    # The language that it goes back to after each person.
    language: str
    home_url: str
    has_key: bool

    @property
    def query(self) -> dict[str, str]:
        kept = {"laite": self.key} if self.key else {}
        return {**kept, "koti": self.language}


def kiosk_of(request: HttpRequest, unit: ServiceUnit) -> Kiosk:
    """The tablet that asks; a key that is not ours leaves the limits of everybody."""
    key = request.GET.get("laite", "")[:KEY_LENGTH]
    here = get_language() or settings.LANGUAGE_CODE
    route = request.route  # type: ignore[attr-defined]
    asked = request.GET.get("koti", here)
    language = asked if asked in route.translations else here
    translation = route.translations.get(language)
    rest = "".join(f"{part}/" for part in route.path)
    home = f"{translation.url}{rest}" if translation else request.path
    query = f"?{urlencode({'laite': key})}" if key else ""
    return Kiosk(
        key=key,
        language=language,
        home_url=f"{home}{query}",
        has_key=constant_time_compare(key, kiosk_key(unit)),
    )
