"""Initiatives by the end of their address, and where the page of initiatives is."""

import re

from django.conf import settings
from django.http import Http404
from django.utils import translation

from core import purposes
from initiatives.models import Initiative

REFERENCE = re.compile(r"a-\d{4}-[a-z0-9]{4}(?=-|\Z)")


def find(slug: str) -> Initiative:
    """The public initiative whose reference the slug begins with; raises Http404."""
    found = REFERENCE.match(slug)
    if found is None:
        raise Http404
    try:
        initiative: Initiative = Initiative.objects.public().get(
            reference=found[0].upper()
        )
    except Initiative.DoesNotExist:
        raise Http404 from None
    return initiative


def page_of(language: str = "") -> str:
    """The path of the page of initiatives in the language, or in Finnish."""
    pages = purposes.urls_by_language(purposes.INITIATIVES)
    language = language or translation.get_language()
    return pages.get(language) or pages.get(settings.LANGUAGE_CODE, "/")
