"""Wagtail's search on Elasticsearch 9, for the entries of the public search alone.

All words come encoded (`search.words.tokens`), so that nothing is left to analyse: no
stemming, no folding. What differs from Wagtail's backend: each word of a query may stand in
another field, words may be asked for by their beginning, an index is replaced in one step,
and whatever goes wrong is an `EngineAway`.
"""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from copy import copy
from threading import Thread
from typing import Any, TypeVar
from urllib.parse import ParseResult, unquote

from django.db.models import Model, prefetch_related_objects
from elasticsearch import ApiError, TransportError
from elasticsearch.helpers import BulkIndexError
from modelsearch.backends.base import BaseIndex
from modelsearch.backends.elasticsearchbase import ElasticsearchAtomicIndexRebuilder
from wagtail.search.backends.elasticsearch9 import (
    Elasticsearch9AutocompleteQueryCompiler,
    Elasticsearch9Mapping,
    Elasticsearch9SearchBackend,
    Elasticsearch9SearchQueryCompiler,
    Elasticsearch9SearchResults,
)
from wagtail.search.query import And, Or, SearchQuery

from search.backends.filters import FiltersManyToMany
from search.backends.query import Prefix
from search.backends.ranked import MOST_RANKED
from search.engines import EngineAway
from search.models import SearchEntry

T = TypeVar("T")

# Nobody waits for what is written: seconds for a batch of changes, and for each step of a
# rebuild.
WRITING = 5.0
REBUILDING = 60.0
# An old index is kept so long for the searches that have just begun on it.
STILL_SEARCHED = 1.0
# The letters of a title's words that suggestions are found by; ä is three letters here.
LONGEST_BEGINNING = 40
ANALYSIS = {
    "analyzer": {
        "default": {"tokenizer": "whitespace", "filter": ["lowercase"]},
        "beginnings": {"tokenizer": "whitespace", "filter": ["lowercase", "beginning"]},
    },
    "filter": {
        "beginning": {
            "type": "edge_ngram",
            "min_gram": 1,
            "max_gram": LONGEST_BEGINNING,
            "preserve_original": True,
        }
    },
}
# The client's own errors, and what its code or ours raises over an answer that no
# Elasticsearch gives.
FAILURES = (
    ApiError,
    TransportError,
    BulkIndexError,
    ArithmeticError,
    AttributeError,
    LookupError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
)


@contextmanager
def failing_as_away() -> Iterator[None]:
    try:
        yield
    except FAILURES as failure:
        # Never the answer itself, which may repeat what somebody looked for.
        status = f" {failure.meta.status}" if isinstance(failure, ApiError) else ""
        raise EngineAway(f"{type(failure).__name__}{status}") from failure


def within(seconds: float, call: Callable[[], T]) -> T:
    """What `call` gives, or a TimeoutError after so many seconds, whatever it waits for.

    The client's own limit holds for connecting and then for each piece of an answer: a
    server that lets its answer drip would hold us for ever. The call that is given up goes
    on in its thread until the server ends or is silent.
    """
    future: Future[T] = Future()

    def run() -> None:
        try:
            future.set_result(call())
        except BaseException as error:  # noqa: BLE001 - raised where it is waited for
            future.set_exception(error)

    Thread(target=run, name="search-engine", daemon=True).start()
    return future.result(timeout=seconds)


class Mapping(Elasticsearch9Mapping):  # type: ignore[misc]
    edgengram_analyzer_config = {
        "analyzer": "beginnings",
        "search_analyzer": "default",
    }

    def get_mapping(self) -> dict[str, Any]:
        """Without the copies of all texts in one field: the fields are searched together."""
        properties = super().get_mapping()["properties"]
        kept = {
            name: {key: value for key, value in field.items() if key != "copy_to"}
            for name, field in properties.items()
            if not name.startswith("_all_text")
        }
        return {"dynamic": "strict", "properties": kept}


class CompilesOurQueries(FiltersManyToMany):
    mapping_class = Mapping
    DEFAULT_OPERATOR = "and"


class Compiler(CompilesOurQueries, Elasticsearch9SearchQueryCompiler):  # type: ignore[misc]
    def _remap_fields(self, fields: list[str] | None) -> Any:
        every = [field.field_name for field in self.get_searchable_fields()]
        return super()._remap_fields(fields or every)

    def _join_and_compile_queries(
        self, query: SearchQuery, fields: list[Any], boost: float = 1.0
    ) -> dict[str, Any]:
        if isinstance(query, (And, Or)):
            parts = [
                self._join_and_compile_queries(part, fields, boost)
                for part in query.subqueries
            ]
            return {"bool": {"must" if isinstance(query, And) else "should": parts}}
        return super()._join_and_compile_queries(query, fields, boost)

    def _compile_query(
        self, query: SearchQuery, field: Any, boost: float = 1.0
    ) -> dict[str, Any]:
        if isinstance(query, Prefix):
            asked = {"value": query.query_string, "boost": boost * field.boost}
            return {"prefix": {field.field_name: asked}}
        return super()._compile_query(query, field, boost)


class AutocompleteCompiler(
    CompilesOurQueries,
    Elasticsearch9AutocompleteQueryCompiler,  # type: ignore[misc]
):
    pass


class Results(Elasticsearch9SearchResults):  # type: ignore[misc]
    def ids(self) -> list[int]:
        """Primary keys of the results, the best first; without the objects.

        Answers or raises EngineAway within the backend's time limit, once the query is
        written. Of very many matches only the first MOST_RANKED can be had, as many as
        Elasticsearch gives without a scroll.
        """
        stop = min(MOST_RANKED if self.stop is None else self.stop, MOST_RANKED)
        size = stop - self.start
        if size <= 0:
            return []
        index = self.backend.get_index_for_model(self.model).name
        asked = {
            **self._get_es_body(),
            # Of the same score in an order that stays.
            "sort": ["_score", {"pk": "desc"}],
            "from_": self.start,
            "size": size,
            "track_total_hits": False,
            # Keys come from their column: no text is read.
            "source": False,
            "stored_fields": "_none_",
            "docvalue_fields": ["pk"],
        }

        def ask() -> list[int]:
            hits = self.backend.es.search(index=index, **asked)["hits"]["hits"]
            return [int(hit["fields"]["pk"][0]) for hit in hits]

        with failing_as_away():
            return within(self.backend.timeout, ask)

    def _do_search(self) -> list[Any]:
        with failing_as_away():
            return list(super()._do_search())

    def _do_count(self) -> int:
        with failing_as_away():
            return int(super()._do_count())


class Rebuilder(ElasticsearchAtomicIndexRebuilder):  # type: ignore[misc]
    """Fills an index that nobody sees yet; with more patience than a reader has."""

    def __init__(self, index: Any) -> None:
        patient = copy(index.backend)
        patient.es = patient.es.options(request_timeout=REBUILDING)
        super().__init__(patient.index_class(patient, index.name))

    def finish(self) -> None:
        """In one step the alias leads to the new index; then the old one goes."""
        if not self.alias.is_alias():
            super().finish()
            return
        self.index.refresh()
        name, old = self.alias.name, self.alias.aliased_indices()
        self.index.es.indices.update_aliases(
            actions=[
                {"add": {"index": self.index.name, "alias": name}},
                *({"remove": {"index": each.name, "alias": name}} for each in old),
            ]
        )
        time.sleep(STILL_SEARCHED)
        for each in old:
            each.delete()


class ElasticsearchBackend(Elasticsearch9SearchBackend):  # type: ignore[misc]
    """`TIMEOUT` (seconds) bounds a search as a whole."""

    mapping_class = Mapping
    query_compiler_class = Compiler
    autocomplete_query_compiler_class = AutocompleteCompiler
    results_class = Results
    atomic_rebuilder_class = Rebuilder
    settings = {"settings": {"analysis": ANALYSIS, "index": {"number_of_shards": 1}}}

    def __init__(self, params: dict[str, Any]) -> None:
        # One try each: the caller knows better what to do than to ask again.
        options = {"max_retries": 0, **params.get("OPTIONS", {})}
        super().__init__({**params, "OPTIONS": options})

    def _get_options_from_host_urls(self, urls: list[ParseResult]) -> dict[str, Any]:
        options: dict[str, Any] = super()._get_options_from_host_urls(urls)
        if "basic_auth" in options:
            options["basic_auth"] = tuple(
                unquote(part or "") for part in options["basic_auth"]
            )
        return options

    def get_index_for_model(self, model: type[Model]) -> Any:
        """Entries have an index; of other models nothing is kept here."""
        if issubclass(model, SearchEntry):
            return super().get_index_for_model(model)
        return BaseIndex(self)

    def apply(self, entries: list[SearchEntry], gone_ids: set[int]) -> None:
        """Write these entries and remove those; raises EngineAway if any of it fails.

        All in one request, which can be repeated. It never makes an index: before the first
        `update_index` there is nothing to write into.
        """
        prefetch_related_objects(entries, "municipalities")
        mapping = self.mapping_class(SearchEntry)
        operations: list[dict[str, Any]] = []
        for entry in entries:
            key = mapping.get_document_id(entry)
            operations += [{"index": {"_id": key}}, mapping.get_document(entry)]
        operations += [{"delete": {"_id": str(pk)}} for pk in sorted(gone_ids)]

        def write() -> list[Any]:
            answer = self.es.options(request_timeout=WRITING).bulk(
                index=self.get_index_for_model(SearchEntry).name,
                operations=operations,
                require_alias=True,
            )
            return [outcome for item in answer["items"] for outcome in item.values()]

        with failing_as_away():
            outcomes = within(WRITING, write)
            refused = {each["status"] for each in outcomes if not is_done(each)}
        if refused or len(outcomes) != len(entries) + len(gone_ids):
            raise EngineAway(f"Entries were refused: {sorted(refused)}")


def is_done(outcome: dict[str, Any]) -> bool:
    """What is to be removed may be missing already."""
    return outcome["status"] < 300 or outcome.get("result") == "not_found"


SearchBackend = ElasticsearchBackend
