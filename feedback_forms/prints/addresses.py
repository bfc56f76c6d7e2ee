"""The address at which a unit gets its feedback, as it stands on what is printed."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from core.models import ServiceUnit
from feedback_forms.short_address import feedback_url

PICTURES = "kuvat/"
IN_DEPTH = "laaja/"


def has_page(language: str) -> bool:
    """Whether there is a feedback page to lead to in the language, or in Finnish."""
    return bool(feedback_url(language))


def unit_address(unit: ServiceUnit, language: str, below: str = "") -> str:
    """The whole short address, which leads to the page in that language, or in Finnish
    where the page is not in it.

    Raises LookupError while no feedback page is published.
    """
    if not feedback_url(language):
        raise LookupError("no feedback page is published")
    with translation.override(language):
        short = reverse("feedback_short")
    return f"{settings.BASE_URL.rstrip('/')}{short}{unit.slug}/{below}"


def in_words(address: str) -> str:
    """As one types it: without what every browser adds by itself."""
    return address.split("://", 1)[-1].rstrip("/")
