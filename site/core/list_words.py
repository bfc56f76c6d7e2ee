"""What a list that can be narrowed says of itself: heard before the page is."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .listing import Paging

# A title that names more would be cut off before its end.
MOST_NAMED = 3


def window_title(title: str, chosen: Sequence[str], paging: Paging) -> str:
    """The list; what it is narrowed by and how much there is; and which page of it."""
    if chosen:
        title += f": {in_short(chosen)}, {results(paging.total)}"
    if paging.has_previous:
        place = _("page %(page)s of %(pages)s")
        title += ", " + place % {"page": paging.number, "pages": paging.pages}
    return title


def in_short(chosen: Sequence[str]) -> str:
    """What is chosen, by name, or how many choices there are."""
    if len(chosen) <= MOST_NAMED:
        return ", ".join(chosen)
    words = ngettext("%(count)s filter chosen", "%(count)s filters chosen", len(chosen))
    return words % {"count": len(chosen)}


def quoted(text: str) -> str:
    """The words that were looked for, as one of the choices."""
    return _("“%(words)s”") % {"words": text}


def results(number: int) -> str:
    if not number:
        return _("no results")
    words = ngettext("%(count)s result", "%(count)s results", number)
    return words % {"count": number}
