"""How well the search finds: labelled texts go through its index and its queries.

Nothing of it stays: the rows are rolled back, an engine's index is a throw-away one.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import QuerySet
from wagtail.search.backends import get_search_backend

from search.engines import ENGINE, database, engine
from search.entries import values_of
from search.finding import Scope, find
from search.models import SearchEntry, SearchEntryQuerySet
from search.registry import Content, Source

KIND = "measured"


@dataclass(frozen=True)
class LabelledText:
    id: str
    title: str
    body: str
    language: str


@dataclass(frozen=True)
class LabelledQuery:
    query: str
    relevant: frozenset[str]


@dataclass(frozen=True)
class Measured:
    """What one query found, against what it should have found."""

    query: str
    found: frozenset[str]
    relevant: frozenset[str]

    @property
    def recall(self) -> float:
        return len(self.found & self.relevant) / len(self.relevant)

    @property
    def precision(self) -> float | None:
        """None where nothing was found, of which nothing can be wrong."""
        if not self.found:
            return None
        return len(self.found & self.relevant) / len(self.found)


class MeasuredTexts(Source):
    model = SearchEntry
    kind = KIND


class MeasuredScope(Scope):
    def __init__(self, backend: Any | None) -> None:
        self.backend = backend

    def indexed(self) -> QuerySet[SearchEntry]:
        return SearchEntry.objects.filter(kind=KIND)

    def readable(self) -> SearchEntryQuerySet:
        found: SearchEntryQuerySet = SearchEntry.objects.filter(kind=KIND)
        return found

    def engine(self) -> Any | None:
        return self.backend


def measure(
    texts: Iterable[LabelledText], queries: Iterable[LabelledQuery]
) -> list[Measured]:
    """Index the texts, ask the queries, and forget both.

    Raises KeyError for a relevant text that is not among the texts, and whatever the
    backend raises: an engine that is away is not replaced by the database.
    """
    by_key = dict(enumerate(texts, start=1))
    known = {text.id for text in by_key.values()}
    reader = commonest_language(by_key.values())
    results = []
    with transaction.atomic(), throw_away_engine() as backend:
        ids = write(by_key, backend)
        scope = MeasuredScope(backend)
        for labelled in queries:
            if unknown := labelled.relevant - known:
                raise KeyError(f"{labelled.query}: {', '.join(sorted(unknown))}")
            found = find(labelled.query, reader, scope=scope)
            if found.fell_back:
                raise ConnectionError("The search engine is away.")
            shown = frozenset(ids[row.pk] for row in found.rows)
            results.append(Measured(labelled.query, shown, labelled.relevant))
        transaction.set_rollback(True)
    return results


def commonest_language(texts: Iterable[LabelledText]) -> str:
    counted = Counter(text.language for text in texts)
    return counted.most_common(1)[0][0] if counted else settings.LANGUAGE_CODE


def write(texts: dict[int, LabelledText], backend: Any | None) -> dict[int, str]:
    """The texts' ids by the keys of their entries."""
    source = MeasuredTexts()
    content_type = ContentType.objects.get_for_model(SearchEntry)
    entries = SearchEntry.objects.bulk_create(
        SearchEntry(
            content_type=content_type,
            item_id=key,
            **values_of(source, Content(text.title, "", text.language, text=text.body)),
        )
        for key, text in texts.items()
    )
    target = backend or database()
    target.add_bulk(SearchEntry, entries)
    target.get_index_for_model(SearchEntry).refresh()
    return {entry.pk: texts[entry.item_id].id for entry in entries}


@contextmanager
def throw_away_engine() -> Iterator[Any | None]:
    """The configured engine with an index of its own, which is deleted after."""
    if engine() is None:
        yield None
        return
    prefix = settings.WAGTAILSEARCH_BACKENDS[ENGINE]["INDEX_PREFIX"]
    backend = get_search_backend(ENGINE, INDEX_PREFIX=f"{prefix}measured_")
    index = backend.get_index_for_model(SearchEntry)
    index.reset()
    try:
        index.add_model(SearchEntry)
        yield backend
    finally:
        index.delete()
