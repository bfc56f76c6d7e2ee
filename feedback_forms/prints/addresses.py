"""The address at which a unit gets its feedback, as it stands on what is printed."""

from django.conf import settings

from core import purposes
from core.models import ServiceUnit

PICTURES = "kuvat/"


def has_page(language: str) -> bool:
    """Whether there is a feedback page to lead to in the language, or in Finnish."""
    pages = purposes.urls_by_language(purposes.FEEDBACK)
    return language in pages or settings.LANGUAGE_CODE in pages


def unit_address(unit: ServiceUnit, language: str, below: str = "") -> str:
    """The whole address in that language, or in Finnish where the page is not in it.

    Raises LookupError while no feedback page is published.
    """
    pages = purposes.urls_by_language(purposes.FEEDBACK)
    page = pages.get(language) or pages.get(settings.LANGUAGE_CODE)
    if not page:
        raise LookupError("no feedback page is published")
    return f"{settings.BASE_URL.rstrip('/')}{page}{unit.slug}/{below}"


def in_words(address: str) -> str:
    """As one types it: without what every browser adds by itself."""
    return address.split("://", 1)[-1].rstrip("/")
