"""Wagtail's search on SQLite, made to answer at 100,000 pages.

The stock backend asks for the rank of each row by itself and rewrites the lengths of all
titles at each save. Here FTS5 is asked once for the best matches, in order, and they are
joined after that; lengths of titles are FTS5's own business.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import ExpressionWrapper, F, IntegerField, QuerySet
from django.db.models.lookups import Lookup
from modelsearch.backends.database.sqlite.query import BM25
from modelsearch.backends.database.sqlite.sqlite import (
    SQLiteAutocompleteQueryCompiler,
    SQLiteFTSIndexEntry,
    SQLiteIndex,
    SQLiteSearchBackend,
    SQLiteSearchQueryCompiler,
)
from modelsearch.utils import get_descendants_content_types_pks
from wagtail.search.query import And, Boost, Not, Or, Phrase, PlainText, SearchQuery

from search.backends.query import Prefix
from search.backends.ranked import RankedCompiler, RankedResults

# How much a match in each column weighs, in the order of the index's columns.
WEIGHTS = {"autocomplete": 1.0, "body": 1.0, "title": 8.0}
NOTHING = '""'


class Match(Lookup):  # type: ignore[type-arg]
    """`table MATCH '{columns} : (expression)'`."""

    lookup_name = "match"

    def __init__(self, columns: Iterable[str], expression: str) -> None:
        self.columns = " ".join(columns)
        self.expression = expression
        super().__init__(None, None)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        table = SQLiteFTSIndexEntry._meta.db_table
        return f"{table} MATCH %s", [f"{{{self.columns}}} : ({self.expression})"]


class WeightedBM25(BM25):  # type: ignore[misc]
    def as_sql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        table = SQLiteFTSIndexEntry._meta.db_table
        weights = ", ".join(str(weight) for weight in WEIGHTS.values())
        return f"bm25({table}, {weights})", []


def quoted(text: str) -> str:
    return '"' + text.replace("\0", "").replace('"', '""') + '"'


def expression_of(query: SearchQuery, last_is_prefix: bool = False) -> str:
    """The query in FTS5's own language, which has no NOT for a query by itself."""
    if isinstance(query, (And, Or)):
        return combined(query, last_is_prefix)
    if isinstance(query, Boost):
        return expression_of(query.subquery, last_is_prefix)
    if isinstance(query, Phrase):
        return quoted(query.query_string)
    if isinstance(query, Prefix):
        return f"{quoted(query.query_string)}*"
    if isinstance(query, PlainText):
        words = [quoted(word) for word in query.query_string.split()]
        if words and last_is_prefix:
            words[-1] += "*"
        return f"({f' {query.operator.upper()} '.join(words)})" if words else NOTHING
    raise NotImplementedError(f"{query!r} is not supported on SQLite.")


def combined(query: And | Or, last_is_prefix: bool) -> str:
    wanted = [each for each in query.subqueries if not isinstance(each, Not)]
    unwanted = [each.subquery for each in query.subqueries if isinstance(each, Not)]
    if unwanted and (isinstance(query, Or) or not wanted):
        raise NotImplementedError(f"{query!r} is not supported on SQLite.")
    word = " AND " if isinstance(query, And) else " OR "
    parts = [expression_of(each, last_is_prefix) for each in wanted] or [NOTHING]
    text = word.join(parts)
    for each in unwanted:
        text = f"({text}) NOT {expression_of(each, last_is_prefix)}"
    return f"({text})"


class CompilesForFTS5(RankedCompiler):
    key_path = "index_entry__object_id"
    last_is_prefix = False
    FTS_TABLE_FIELDS: list[str]

    def index_rows(self) -> QuerySet[Any]:
        query = self.query.subquery if isinstance(self.query, Not) else self.query
        columns = self.fields or self.FTS_TABLE_FIELDS
        # A sum has no index: where few texts match, SQLite would begin with all rows of the
        # type and ask FTS5 about each of them, for minutes at 100,000.
        type_id = ExpressionWrapper(
            F("index_entry__content_type_id") + 0, IntegerField()
        )
        rows: QuerySet[Any] = SQLiteFTSIndexEntry.objects.alias(type_id=type_id).filter(
            Match(columns, expression_of(query, self.last_is_prefix)),
            type_id__in=get_descendants_content_types_pks(self.queryset.model),
        )
        return rows

    def by_rank(self, rows: QuerySet[Any], stop: int) -> QuerySet[Any]:
        scored = rows.annotate(score=WeightedBM25())
        # The less, the better; of the same the newer object first.
        best = scored.order_by("score", "-index_entry__id")
        return best.values_list(self.key_path, "score")[:stop]


class Compiler(CompilesForFTS5, SQLiteSearchQueryCompiler):  # type: ignore[misc]
    pass


class AutocompleteCompiler(CompilesForFTS5, SQLiteAutocompleteQueryCompiler):  # type: ignore[misc]
    last_is_prefix = True


class Index(SQLiteIndex):  # type: ignore[misc]
    def _refresh_title_norms(self, full: bool = False) -> None:
        """Nothing: bm25 knows the length of each title, and no table is rewritten."""


class SQLiteBackend(SQLiteSearchBackend):  # type: ignore[misc]
    query_compiler_class = Compiler
    autocomplete_query_compiler_class = AutocompleteCompiler
    index_class = Index
    results_class = RankedResults
