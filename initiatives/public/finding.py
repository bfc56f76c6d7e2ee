"""Which initiative an address means."""

import re

from django.http import Http404

from core import purposes
from initiatives.models import Initiative

REFERENCE = re.compile(r"[a-z]-\d{4}-[0-9a-z]{4,8}(?=-|$)")


def find(slug: str) -> Initiative:
    """The public initiative whose reference stands first; raises Http404."""
    match = REFERENCE.match(slug)
    reference = match.group().upper() if match else None
    found = Initiative.objects.public().filter(reference=reference).first()
    if found is None:
        raise Http404
    return found


def page_of(language: str) -> str:
    """The address of the initiatives' page in the language; "" without one."""
    return purposes.urls_by_language(purposes.INITIATIVES).get(language, "")
