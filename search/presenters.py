"""What the search page shows beside its results: how many, and what to narrow them by."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.languages import other_language
from core.listing import Paging
from search.filters import FACETS, KIND, LANGUAGE, TEXT, Facet, Filters
from search.finding import MOST, Found, How, fits, is_offered
from search.registry import Words

HOW: dict[How, Words] = {
    How.EXACTLY: gettext_lazy("We also looked for other forms of the words."),
    How.WIDELY: gettext_lazy(
        "Nothing has the words just as you wrote them. These results have longer words "
        "that begin in the same way, or the parts of a compound word."
    ),
}


@dataclass(frozen=True)
class Choice:
    """`count` is None where nobody has counted all of them."""

    value: str
    label: str
    count: int | None
    chosen: bool
    url: str


@dataclass(frozen=True)
class Question:
    """A facet with the choices that lead to something, or are chosen."""

    parameter: str
    label: str
    choices: list[Choice]
    # The address without any of them, and how many there are then.
    anything_url: str
    everything: int | None

    @property
    def chosen(self) -> str:
        """The value that is chosen, if there is one."""
        return next((each.value for each in self.choices if each.chosen), "")


@dataclass(frozen=True)
class Change:
    """A link that takes one filter away, or adds one."""

    label: str
    url: str


def link(filters: Filters) -> str:
    return f"?{filters.query}"


def question(facet: Facet, filters: Filters, found: Found) -> Question:
    """Each choice with how many there are of it when the other filters stay as they are."""
    others = filters.choose(facet).by_name
    rows = [row for row in found.unfiltered if fits(row, others)]
    offered = [row for row in rows if is_offered(row, others)]
    # Who chooses a language is shown all that there is in it.
    counted = Counter(
        value
        for row in (rows if facet is LANGUAGE else offered)
        for value in row.values_of(facet.name)
    )
    value_chosen = filters.of(facet)

    def choice(value: str, label: str, number: int) -> Choice:
        url = link(filters.choose(facet, value))
        return Choice(
            value, label, None if found.more else number, value == value_chosen, url
        )

    choices = [
        choice(value, label, counted[facet.in_rows(value)])
        for value, label in facet.choices().items()
        if value == value_chosen
        or (counted[facet.in_rows(value)] and not found.narrowed)
    ]
    everything = None if found.more or found.narrowed else len(offered)
    anything_url = link(filters.choose(facet))
    return Question(
        facet.parameter, str(facet.label), choices, anything_url, everything
    )


def questions(filters: Filters, found: Found) -> Iterator[Question]:
    """Those in which there is something to choose, or something is chosen."""
    for facet in FACETS:
        asked = question(facet, filters, found)
        if len(asked.choices) > 1 or asked.chosen:
            yield asked


def changes(filters: Filters) -> list[Change]:
    """A link for each choice to take it away; the kind is taken away by its tabs."""
    return [
        Change(facet.choices()[value], link(filters.choose(facet)))
        for facet in FACETS
        if facet is not KIND and (value := filters.of(facet))
    ]


def elsewhere(filters: Filters, found: Found) -> list[Change]:
    """Where the reader is offered nothing: a link for each other language that has the words."""
    counted = Counter(row.language for row in found.unfiltered)
    links = []
    for language, number in sorted(counted.items()):
        if other := other_language(language):
            url = link(filters.choose(LANGUAGE, language))
            links.append(Change(f"{other.words} ({number})", url))
    return links


def how_many(found: Found) -> str:
    if found.more:
        most = number_format(MOST, force_grouping=True)
        return _("More than %(count)s results") % {"count": most}
    words = ngettext("%(count)s result", "%(count)s results", found.total)
    return words % {"count": found.total}


def window_title(filters: Filters, found: Found, paging: Paging) -> str:
    """What was looked for and how much was found: heard before the page is."""
    parts = []
    if filters.text:
        parts.append(filters.text)
        parts.append(how_many(found) if found.total else _("no results"))
    if paging.has_previous:
        place = _("page %(page)s of %(pages)s")
        parts.append(place % {"page": paging.number, "pages": paging.pages})
    words = ", ".join(parts)
    return f"{words} – {_('Search')}" if words else _("Search")


def search_context(filters: Filters, found: Found, paging: Paging) -> dict[str, Any]:
    asked = list(questions(filters, found)) if found.unfiltered else []
    chips = changes(filters)
    return {
        "window_title": window_title(filters, found, paging),
        "text": filters.text,
        "text_name": TEXT,
        "filters": filters,
        "total": found.total,
        "how_many": how_many(found),
        "how": HOW[found.how],
        "fell_back": found.fell_back,
        "paging": paging,
        "kinds": next((one for one in asked if one.parameter == KIND.parameter), None),
        "questions": [one for one in asked if one.parameter != KIND.parameter],
        "chips": chips,
        "unfiltered_url": link(Filters(filters.text)),
        "elsewhere": [] if found.total else elsewhere(filters, found),
    }
