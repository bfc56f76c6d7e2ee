"""Texts that staff keep in four languages, easy Finnish among them."""

from typing import Any

from django.conf import settings
from django.utils.translation import get_language

LANGUAGES = ("fi", "sv", "en", "fi_simple")


def in_four_languages(instance: Any, field: str, language: str = "") -> str:
    """The text of `field_fi`, `_sv`, `_en` or `_fi_simple`, in the language of the moment
    unless another is named; Finnish where it has none."""
    code = (language or get_language() or settings.LANGUAGE_CODE).replace("-", "_")
    text: str = getattr(instance, f"{field}_{code}", "")
    return text or getattr(instance, f"{field}_{settings.LANGUAGE_CODE}")
