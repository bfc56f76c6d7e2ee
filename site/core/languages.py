"""The languages of the site, and texts that exist in several of them."""

from typing import Any

from django.conf import settings
from django.utils.translation import get_language

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
