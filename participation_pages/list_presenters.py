"""What the list shows beside its cards: tabs, the filter, and what is chosen in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from core.list_words import in_short, quoted, window_title
from core.listing import Paging
from core.narrowing import TEXT, Loosening, most_first
from core.news import TOPIC, news_title

from .counting import Counts
from .filters import (
    BY_PARAMETER,
    FACETS,
    STATE,
    Facet,
    Filters,
)
from .lists import AHEAD

if TYPE_CHECKING:
    from .models import OpportunityIndexPage

TOWN = BY_PARAMETER["kunta"]
TOPICS = BY_PARAMETER[TOPIC]


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    count: int
    chosen: bool
    url: str


@dataclass(frozen=True)
class Question:
    """A facet with the choices that lead to something, or are chosen."""

    parameter: str
    label: str
    choices: list[Choice]

    @property
    def chosen(self) -> list[Choice]:
        return [choice for choice in self.choices if choice.chosen]

    @property
    def others(self) -> list[Choice]:
        return [choice for choice in self.choices if not choice.chosen]


def link(filters: Filters) -> str:
    """An address on the same page; the page's own, where nothing is asked."""
    return f"?{filters.query}"


def question(facet: Facet, filters: Filters, counts: Counts) -> Question:
    found, chosen = counts.choices[facet.parameter], filters.of(facet)
    choices = [
        Choice(
            value,
            label,
            found.get(value, 0),
            value in chosen,
            link(filters.choose(facet, value)),
        )
        for value, label in facet.choices().items()
        if found.get(value) or value in chosen
    ]
    return Question(facet.parameter, str(facet.label), choices)


def changes(filters: Filters) -> Iterator[Loosening]:
    """A link for each choice to take it away; the states are taken away by their tabs."""
    if filters.text:
        yield Loosening(quoted(filters.text), link(filters.without_text()))
    for facet in filters.narrowed:
        labels = facet.choices()
        for value in filters.of(facet) if facet is not STATE else ():
            yield Loosening(labels[value], link(filters.without(facet, value)))


def looser(filters: Filters, counts: Counts) -> list[Loosening]:
    """What to leave out where nothing is left, and how much that gives."""
    found = []
    for parameter, number in counts.fewer.items():
        if parameter == TEXT:
            words, without = filters.text, filters.without_text()
        else:
            facet = BY_PARAMETER[parameter]
            words, without = named(facet, filters), filters.choose(facet)
        found.append(Loosening(words, link(without), number))
    return most_first(found)


def named(facet: Facet, filters: Filters) -> str:
    labels = facet.choices()
    return ", ".join(labels[value] for value in filters.of(facet))


def list_title(page: "OpportunityIndexPage", filters: Filters) -> str:
    """The list and what it is narrowed by."""
    title: str = page.seo_title or page.title
    return f"{title}: {chosen_words(filters)}" if filters else title


def chosen_words(filters: Filters) -> str:
    return in_short(chosen_names(filters))


def chosen_names(filters: Filters) -> list[str]:
    names = [quoted(filters.text)] if filters.text else []
    for facet in filters.narrowed:
        labels = facet.choices()
        names += [labels[value] for value in filters.of(facet)]
    return names


def topic_context(filters: Filters) -> dict[str, str]:
    """The feed of the whole site about the topics that are chosen, if any are."""
    topics = Filters().choose(TOPICS, *filters.of(TOPICS))
    if not topics:
        return {}
    return {
        "topic_query": f"?{topics.query}",
        "topic_title": news_title(int(value) for value in topics.of(TOPICS)),
    }


def filter_context(
    page: "OpportunityIndexPage", filters: Filters, counts: Counts, paging: Paging
) -> dict[str, Any]:
    chips = list(changes(filters))
    questions = [
        question(facet, filters, counts)
        for facet in FACETS
        if facet not in {STATE, TOWN}
    ]
    return {
        "window_title": window_title(
            page.seo_title or page.title, chosen_names(filters), paging
        ),
        "filters": filters,
        "states": question(STATE, filters, counts),
        "any_state_url": link(filters.choose(STATE)),
        "everything": counts.in_any_state,
        "towns": question(TOWN, filters, counts),
        "questions": [one for one in questions if one.choices],
        "chips": chips,
        "looser": looser(filters, counts),
        "closes_first": any(state in counts.states for state in AHEAD),
        # Only tabs lead to lists of one state; other lists are for people alone.
        "may_be_found": not chips,
        "query": f"?{filters.query}" if filters else "",
        **topic_context(filters),
    }
