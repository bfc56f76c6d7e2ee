"""Finding entries by words and filters, on whichever backend answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from django.db.models import QuerySet
from wagtail.search.query import SearchQuery

from core.aggregates import split_ids
from search.engines import (
    EngineAway,
    database,
    engine,
    engine_failed,
    engine_to_ask,
)
from search.models import SearchEntry
from search.query import Asked, parse
from search.words import encode

# So many of the best matches are filtered, counted and shown; of more it is said that there
# are more, and filters are handed to the backend.
MOST = 1_000
# Filters, and the columns that they look at.
COLUMNS = {
    "kind": "kind",
    "area": "service_area_id",
    "place": "municipalities",
    "state": "state",
    "year": "year",
    "language": "language",
}


class How(Enum):
    """How the words were taken: all of them; all of them, widely; or at least one."""

    EXACTLY = "exactly"
    WIDELY = "widely"
    PARTLY = "partly"


@dataclass(frozen=True)
class Row:
    """What filters and counts look at; `places` are ids of municipalities."""

    pk: int
    kind: str
    language: str
    area: int | None
    state: str
    year: int | None
    places: tuple[int, ...]
    offered: bool

    def values_of(self, name: str) -> tuple[str, ...]:
        """What the row has for a filter, as it stands in addresses."""
        found = self.places if name == "place" else (getattr(self, name),)
        return tuple(str(value) for value in found if value)


@dataclass
class Found:
    """`rows` are the best first, those that the reader is offered and that the filters
    let through; `unfiltered` are all that the counts of filters are made from."""

    asked: Asked
    how: How = How.EXACTLY
    rows: list[Row] = field(default_factory=list)
    unfiltered: list[Row] = field(default_factory=list)
    # Whether there may be more than was looked at.
    more: bool = False
    # Whether the filters were the backend's, and `unfiltered` is filtered already.
    narrowed: bool = False
    # Whether the database answered in the engine's place.
    fell_back: bool = False

    @property
    def total(self) -> int:
        return len(self.rows)


def find(text: str, language: str, chosen: Mapping[str, str] | None = None) -> Found:
    """All public entries that the words find for a reader of the language.

    `chosen` are values by the names of COLUMNS. Without a word of sense nothing is found.
    """
    chosen = chosen or {}
    asked = parse(text, language)
    found = Found(asked)
    if not asked.terms:
        return found
    for how, query in (
        (How.EXACTLY, asked.exactly),
        (How.WIDELY, asked.widely),
        (How.PARTLY, asked.partly),
    ):
        if how == How.PARTLY and len(asked.terms) == 1:
            break
        look(found, query(), language, chosen)
        found.how = how
        if found.unfiltered:
            break
    return found


def look(
    found: Found, query: SearchQuery, language: str, chosen: Mapping[str, str]
) -> None:
    entries = SearchEntry.objects.all()
    ids = best(found, query, entries)
    found.more = len(ids) > MOST
    if found.more and chosen:
        found.narrowed = True
        filters = {COLUMNS[name]: value for name, value in chosen.items()}
        ids = best(found, query, entries.filter(**filters))
        found.more = len(ids) > MOST
    rows = rows_of(ids[:MOST], language, found.asked)
    found.unfiltered = [row for row in rows if row.offered or "language" in chosen]
    found.rows = [row for row in found.unfiltered if fits(row, chosen)]


def fits(row: Row, chosen: Mapping[str, str]) -> bool:
    return all(value in row.values_of(name) for name, value in chosen.items())


def best(found: Found, query: SearchQuery, entries: QuerySet[SearchEntry]) -> list[int]:
    """Keys of the best matches, at most one more than MOST."""
    if backend := engine_to_ask():
        try:
            return list(backend.search(query, entries)[: MOST + 1].ids())
        except EngineAway as away:
            engine_failed(away)
    found.fell_back = engine() is not None
    return list(database().search(query, entries)[: MOST + 1].ids())


def rows_of(ids: list[int], language: str, asked: Asked) -> list[Row]:
    """Rows of the entries that are public now, in the order of their keys; before the others
    those whose title is what was asked for, or has its words as they stand."""
    entries = (
        SearchEntry.objects.filter(pk__in=ids)
        .public()
        .with_offered(language)
        .with_places()
        .values_list(
            "pk",
            "kind",
            "language",
            "service_area_id",
            "state",
            "year",
            "place_ids",
            "offered",
            "name",
        )
    )
    by_id = {values[0]: values for values in entries}
    ranked = [by_id[pk] for pk in ids if pk in by_id]
    words = [term.encoded for term in asked.terms]
    ranked.sort(key=lambda values: -in_title(values[-1], words))
    return [row_of(values) for values in ranked]


def row_of(values: tuple[Any, ...]) -> Row:
    pk, kind, language, area, state, year, places, offered, _name = values
    return Row(
        pk, kind, language, area, state, year, tuple(split_ids(places)), bool(offered)
    )


def in_title(title: str, words: list[str]) -> int:
    """2 if the title is the words, 1 if it has all of them, else 0."""
    encoded = encode(title)
    if encoded == " ".join(words):
        return 2
    padded = f" {encoded} "
    return int(all(f" {word} " in padded for word in words))
