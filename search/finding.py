"""Finding entries by words and filters, on whichever backend answers."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet
from modelsearch.backends.base import BaseSearchResults
from wagtail.search.query import SearchQuery

from core.aggregates import split_ids
from search.engines import (
    EngineAway,
    database,
    engine,
    engine_failed,
    engine_to_ask,
)
from search.models import SearchEntry, SearchEntryQuerySet
from search.query import Asked, parse
from search.words import encode

Answer = TypeVar("Answer")

# So many of the best matches are filtered, counted and shown; of more it is said that there
# are more, and filters are handed to the backend.
MOST = 1_000
MOST_NEAR = 10
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
    """How the words were taken: in any of their forms, or also what only begins so and
    compounds whose parts stand apart."""

    EXACTLY = "exactly"
    WIDELY = "widely"


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
    let through; `unfiltered` are all that the counts of filters are made from, also those
    that are offered only to who chooses their language."""

    asked: Asked
    how: How = How.EXACTLY
    rows: list[Row] = field(default_factory=list)
    unfiltered: list[Row] = field(default_factory=list)
    # Where no text has all words: the best of those that have some.
    nearest: list[Row] = field(default_factory=list)
    # Whether there may be more than was looked at.
    more: bool = False
    # Whether the filters were the backend's, and `unfiltered` is filtered already.
    narrowed: bool = False
    # Whether the database answered in the engine's place.
    fell_back: bool = False

    @property
    def total(self) -> int:
        return len(self.rows)


class Scope:
    """Where is looked: in all public entries of the site, on the backend that answers."""

    def indexed(self) -> QuerySet[SearchEntry]:
        """The entries that the index is asked for."""
        return SearchEntry.objects.all()

    def readable(self) -> SearchEntryQuerySet:
        """Those of them that may be shown."""
        return SearchEntry.objects.public()

    def engine(self) -> Any | None:
        return engine_to_ask()


def find(
    text: str,
    language: str,
    chosen: Mapping[str, str] | None = None,
    scope: Scope | None = None,
) -> Found:
    """All entries that the words find for a reader of the language.

    `chosen` are values by the names of COLUMNS. Without a word of sense nothing is found.
    """
    chosen = chosen or {}
    scope = scope or Scope()
    asked = parse(text, language)
    found = Found(asked)
    if not asked.terms:
        return found
    look(found, asked.exactly(), language, chosen, scope)
    if nothing_offered(found, chosen):
        found.how = How.WIDELY
        look(found, asked.widely(), language, chosen, scope)
    if nothing_offered(found, chosen) and len(asked.terms) > 1:
        near = Found(asked)
        look(near, asked.partly(), language, {}, scope)
        found.nearest = near.rows[:MOST_NEAR]
        found.fell_back = found.fell_back or near.fell_back
    return found


def look(
    found: Found,
    query: SearchQuery,
    language: str,
    chosen: Mapping[str, str],
    scope: Scope,
) -> None:
    entries = scope.indexed()
    if chosen and ask(scope, found, query, entries, BaseSearchResults.count) > MOST:
        found.narrowed = True
        filters = {COLUMNS[name]: value for name, value in chosen.items()}
        entries = entries.filter(**filters)
    ids = ask(scope, found, query, entries, lambda results: list(results.ids()))
    found.more = len(ids) > MOST
    found.unfiltered = rows_of(ids[:MOST], language, found.asked, scope)
    found.rows = [
        row for row in found.unfiltered if is_offered(row, chosen) and fits(row, chosen)
    ]


def is_offered(row: Row, chosen: Mapping[str, str]) -> bool:
    """Whether the reader is shown it, who may have asked for texts in a language."""
    return row.offered or "language" in chosen


def nothing_offered(found: Found, chosen: Mapping[str, str]) -> bool:
    return not any(is_offered(row, chosen) for row in found.unfiltered)


def fits(row: Row, chosen: Mapping[str, str]) -> bool:
    return all(value in row.values_of(name) for name, value in chosen.items())


def ask(
    scope: Scope,
    found: Found,
    query: SearchQuery,
    entries: QuerySet[SearchEntry],
    read: Callable[[Any], Answer],
) -> Answer:
    """What is read of the best matches, at most one more than MOST: of the engine's, or
    while it is away of the database's."""
    if backend := scope.engine():
        try:
            return read(backend.search(query, entries)[: MOST + 1])
        except EngineAway as away:
            engine_failed(away)
    found.fell_back = engine() is not None
    return read(database().search(query, entries)[: MOST + 1])


def rows_of(ids: list[int], language: str, asked: Asked, scope: Scope) -> list[Row]:
    """Rows of the entries that are public now, in the order of their keys; before the others
    those whose title is what was asked for, or has its words as they stand."""
    entries = (
        scope.readable()
        .filter(pk__in=ids)
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
    ranked.sort(key=lambda values: -in_title(values[-1], asked))
    return [row_of(values) for values in ranked]


def keys_matching(
    text: str, language: str, models: Iterable[type[Model]]
) -> QuerySet[Any]:
    """Keys of the models' objects that the words find, in no order: for a list with filters
    of its own. Asked of the database's index, which a query can be joined with."""
    types = [ContentType.objects.get_for_model(model).pk for model in models]
    entries = SearchEntry.objects.filter(content_type__in=types)
    asked = parse(text, language)
    if not asked.terms:
        return entries.none().values("item_id")
    results = database().search(asked.exactly(), entries)
    return results.query_compiler.found().values("item_id")  # type: ignore[no-any-return]


def row_of(values: tuple[Any, ...]) -> Row:
    pk, kind, language, area, state, year, places, offered, _name = values
    return Row(
        pk, kind, language, area, state, year, tuple(split_ids(places)), bool(offered)
    )


def in_title(title: str, asked: Asked) -> int:
    """2 if the title is the words, 1 if it has all of them as they stand, else 0."""
    lowered = title.lower()
    if not all(term.text.lower() in lowered for term in asked.terms):
        return 0
    encoded, words = encode(title), [term.encoded for term in asked.terms]
    if encoded == " ".join(words):
        return 2
    padded = f" {encoded} "
    return int(all(f" {word} " in padded for word in words))
