"""Wagtail's search on PostgreSQL, made to use its indexes.

The stock backend joins the index to every object before it looks for words, and ranks all
that match. Here the index's own table is asked first, through one GIN index on title and
body together (`search` migration 0002), and only the most likely matches are ranked.
"""

from typing import Any

from django.contrib.postgres.search import SearchQuery as TsQuery
from django.contrib.postgres.search import SearchRank
from django.db.models import Case, F, QuerySet, When
from django.db.models.expressions import CombinedExpression
from modelsearch.backends.database.postgres.postgres import (
    IndexEntry,
    PostgresAutocompleteQueryCompiler,
    PostgresIndex,
    PostgresSearchBackend,
    PostgresSearchQueryCompiler,
)
from modelsearch.backends.database.postgres.query import Lexeme
from modelsearch.utils import get_descendants_content_types_pks
from wagtail.search.query import Not, Phrase, PlainText

from search.backends.query import Prefix
from search.backends.ranked import RankedCompiler, RankedResults

# Ranking reads the words of a whole text: of more matches than these only some are ranked,
# those with the words in their titles before others.
MOST_WEIGHED = 2_000
# Words of staff and of visitors alike are searched as they stand: no stemming of PostgreSQL's.
CONFIG = "simple"
NOTHING = "nothing"


class CompilesForTsVectors(RankedCompiler):
    key_path = "object_id"
    # The columns of the index that are searched.
    columns: tuple[str, ...] = ("title", "body")

    def build_tsquery_content(
        self, query: Any, config: str | None = None, invert: bool = False
    ) -> Any:
        if isinstance(query, Prefix):
            word = Lexeme(query.query_string, invert=invert, prefix=True)
            return TsQuery(word, search_type="raw", config=config)
        if isinstance(query, (PlainText, Phrase)):
            # PostgreSQL refuses NUL, and a query without words.
            text = query.query_string.replace("\0", "").strip()
            if not any(letter.isalnum() for letter in text):
                return TsQuery(NOTHING, config=config)
            query = (
                Phrase(text)
                if isinstance(query, Phrase)
                else PlainText(text, operator=query.operator)
            )
        return super().build_tsquery_content(query, config=config, invert=invert)  # type: ignore[misc]

    def tsquery(self) -> Any:
        query = self.query.subquery if isinstance(self.query, Not) else self.query
        return self.build_tsquery_content(query, config=CONFIG)

    def vector(self) -> Any:
        vector: Any = F(self.columns[0])
        for column in self.columns[1:]:
            vector = CombinedExpression(vector, "||", F(column))
        return vector

    def index_rows(self) -> QuerySet[Any]:
        types = get_descendants_content_types_pks(self.queryset.model)
        rows = IndexEntry._default_manager.filter(content_type__in=types)
        # `_vector @@ query`, in the very words of the index on the table.
        return rows.alias(_vector=self.vector()).filter(_vector=self.tsquery())


class Compiler(CompilesForTsVectors, PostgresSearchQueryCompiler):  # type: ignore[misc]
    def by_rank(self, rows: QuerySet[Any], stop: int) -> QuerySet[Any]:
        """In two steps: those with the words in their titles before the newest others, and
        of so many the best."""
        query = self.tsquery()
        titled = Case(When(title=query, then=1), default=0)
        likely = rows.order_by(titled.desc(), "-id").values("pk")[:MOST_WEIGHED]
        weighed = IndexEntry._default_manager.filter(pk__in=likely)
        score = SearchRank(self.vector(), query, weights=self.sql_weights)
        best = weighed.annotate(score=score).order_by("-score", "-id")
        return best.values_list(self.key_path, "score")[:stop]


class AutocompleteCompiler(CompilesForTsVectors, PostgresAutocompleteQueryCompiler):  # type: ignore[misc]
    columns = ("autocomplete",)

    def by_rank(self, rows: QuerySet[Any], stop: int) -> QuerySet[Any]:
        score = SearchRank(self.vector(), self.tsquery())
        best = rows.annotate(score=score).order_by("-score", "-id")
        return best.values_list(self.key_path, "score")[:stop]


class Index(PostgresIndex):  # type: ignore[misc]
    def _refresh_title_norms(self, full: bool = False) -> None:
        """Nothing: titles weigh by their own words, and no table is rewritten."""


class PostgresBackend(PostgresSearchBackend):  # type: ignore[misc]
    query_compiler_class = Compiler
    autocomplete_query_compiler_class = AutocompleteCompiler
    index_class = Index
    results_class = RankedResults

    def __init__(self, params: dict[str, Any]) -> None:
        super().__init__({"SEARCH_CONFIG": CONFIG, **params})
