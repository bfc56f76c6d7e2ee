"""Texts that staff keep in four languages, easy Finnish among them."""

from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

LANGUAGES = ("fi", "sv", "en", "fi_simple")


def in_four_languages(instance: Any, field: str, language: str = "") -> str:
    """The text of `field_fi`, `_sv`, `_en` or `_fi_simple`, in the language of the moment
    unless another is named; Finnish where it has none."""
    text: str = getattr(instance, column(field, language), "")
    return text or getattr(instance, f"{field}_{settings.LANGUAGE_CODE}")


def column(field: str, language: str = "") -> str:
    """Where the text of this language stands."""
    code = language or get_language() or settings.LANGUAGE_CODE
    return f"{field}_{code.replace('-', '_')}"


def only_in_finnish(name: str, *texts: str) -> str:
    """The name of something to choose; it says so where a text is missing, in whose place
    the Finnish one is used."""
    if all(texts):
        return name
    return _("%(name)s (only in Finnish)") % {"name": name}
