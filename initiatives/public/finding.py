"""Which initiative an address means, and the address of an initiative in each language.

`/aloitteet/a-2026-7k3m-penkki-pysakille/`: the reference at the beginning says which; the
words after it are for people, and may be others than today's.
"""

import re

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import get_language

from core import purposes
from initiatives.enums import Stage
from initiatives.models import Initiative

REFERENCE = re.compile(r"[a-z]-\d{4}-[0-9a-z]{4,8}(?=-|$)", re.IGNORECASE)
# So many joinings are followed: more than anybody makes, and never in a circle.
MOST_JOINED = 5


def reference_in(slug: str) -> str:
    """`A-2026-7K3M`, or "" where the address begins otherwise."""
    found = REFERENCE.match(slug)
    return found.group().upper() if found else ""


def find(slug: str, among: "QuerySet[Initiative] | None" = None) -> Initiative:
    """The public initiative of this address; `among`: with what the caller reads besides.

    Raises Http404 for one that there is not, or that nobody may read (yet, or any more):
    the two cannot be told apart.
    """
    rows = Initiative.objects.public() if among is None else among
    found = rows.filter(reference=reference_in(slug) or None).first()
    if found is None:
        raise Http404
    return found


def shown_instead(initiative: Initiative) -> Initiative:
    """The one to which it was joined, or itself; what is not public leads nowhere."""
    here = initiative
    for _step in range(MOST_JOINED):
        if here.stage != Stage.MERGED or not here.merged_into_id:
            break
        further = Initiative.objects.public().filter(pk=here.merged_into_id).first()
        if further is None:
            break
        here = further
    return here


def page_of(language: str | None = None) -> str:
    """The address of the initiatives' page in the language, or in Finnish; "" without one."""
    pages = purposes.urls_by_language(purposes.INITIATIVES)
    wanted = language or get_language() or settings.LANGUAGE_CODE
    return pages.get(wanted) or pages.get(settings.LANGUAGE_CODE, "")


def own_path(initiative: Initiative) -> str:
    """Its address in its own language: the canonical one."""
    return f"{page_of(initiative.language) or '/'}{initiative.slug}/"
