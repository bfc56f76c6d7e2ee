"""The languages of the site, and texts that exist in several of them."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

# Languages that registers and settings have columns for. Easy Finnish reads Finnish.
CONTENT_LANGUAGES = ("fi", "sv", "en")


def content_language(language: str | None = None) -> str:
    """The language of the column to read: `fi`, `sv` or `en`."""
    code = (language or get_language() or settings.LANGUAGE_CODE).split("-")[0]
    return code if code in CONTENT_LANGUAGES else settings.LANGUAGE_CODE


def html_language(language: str | None = None) -> str:
    """The value of `lang`: easy Finnish is Finnish to a screen reader."""
    return (language or get_language() or settings.LANGUAGE_CODE).split("-")[0]


def in_language(instance: Any, field: str, language: str | None = None) -> str:
    """The text of `field_fi`, `_sv` or `_en`; Finnish where the language has none."""
    text: str = getattr(instance, f"{field}_{content_language(language)}")
    return text or getattr(instance, f"{field}_{settings.LANGUAGE_CODE}")


# As spoken in Finland; English as we write it.
TERRITORIES = {"fi": "fi_FI", "sv": "sv_FI", "en": "en_GB"}


def territory(language: str) -> str:
    """The language as Open Graph names it."""
    return TERRITORIES[content_language(language)]


@dataclass(frozen=True)
class OtherLanguage:
    """Of a text that is not in the reader's language: its `lang`, if it must be said, and
    the words that say so to everyone."""

    lang: str
    words: str


def other_language(shown: str, reader: str | None = None) -> OtherLanguage | None:
    """How a text in the language `shown` is marked for the reader; None if it need not be."""
    reader = reader or get_language() or settings.LANGUAGE_CODE
    if shown == reader:
        return None
    words = {
        "fi": _("In Finnish"),
        "sv": _("In Swedish"),
        "en": _("In English"),
        "fi-simple": _("In easy Finnish"),
    }
    lang = html_language(shown)
    # Easy Finnish beside Finnish is the same language to a screen reader.
    return OtherLanguage(
        "" if lang == html_language(reader) else lang, words.get(shown, "")
    )
