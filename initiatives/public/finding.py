"""From the end of an address to the initiative that it names."""

import re

from django.conf import settings
from django.http import Http404

from core import purposes
from initiatives.models import Initiative

REFERENCE = re.compile(r"[a-z]-\d{4}-[0-9a-z]{4,8}")


def find(slug: str) -> Initiative:
    """The public initiative whose reference stands first in the address.

    Raises Http404 where there is none.
    """
    match = REFERENCE.match(slug.lower())
    reference = match.group().upper() if match else ""
    found: Initiative | None = (
        Initiative.objects.public().filter(reference=reference).first()
    )
    if found is None:
        raise Http404
    return found


def page_of(language: str) -> str:
    """The address of the page of initiatives in this language, or in Finnish."""
    pages = purposes.urls_by_language(purposes.INITIATIVES)
    return pages.get(language) or pages.get(settings.LANGUAGE_CODE, "/")
