"""Results of a database's index: the best matches by its own ranking, then the objects.

Stock results annotate every object with its rank. Here the index is asked once for the keys
of the best, in order, and those are looked up; what is only counted is not ranked at all.
"""

from collections import OrderedDict
from typing import Any

from django.db.models import Count, QuerySet, TextField
from django.db.models.functions import Cast
from modelsearch.backends.base import BaseSearchResults, FilterFieldError
from wagtail.search.query import MatchAll, Not

from search.backends.filters import FiltersManyToMany

# Nobody turns more pages than these; who has more matches adds a word.
MOST_RANKED = 10_000


class RankedCompiler(FiltersManyToMany):
    """Mixed into a query compiler, which gives `index_rows` and `by_rank`."""

    queryset: QuerySet[Any]
    query: Any
    fields: list[str] | None
    order_by_relevance: bool
    # The path from a row of the index to the key of its object, which is a text.
    key_path: str

    def index_rows(self) -> QuerySet[Any]:
        """The rows of the index that match, of the queryset's model."""
        raise NotImplementedError

    def by_rank(self, rows: QuerySet[Any], stop: int) -> QuerySet[Any]:
        """Keys and scores of the best rows."""
        raise NotImplementedError

    @property
    def is_ranked(self) -> bool:
        return self.order_by_relevance and not isinstance(self.query, (MatchAll, Not))

    def found(self) -> QuerySet[Any]:
        """The matching objects, unranked."""
        if isinstance(self.query, MatchAll):
            return self.queryset
        if isinstance(self.query, Not) and isinstance(self.query.subquery, MatchAll):
            return self.queryset.none()
        pk = self.queryset.model._meta.pk
        keys = self.index_rows().values_list(Cast(self.key_path, pk), flat=True)
        if isinstance(self.query, Not):
            return self.queryset.exclude(pk__in=keys)
        return self.queryset.filter(pk__in=keys)

    def ranked(self, stop: int) -> list[tuple[Any, float]]:
        """Primary keys and scores of the best matches."""
        rows = self.index_rows()
        if self.queryset.query.where:
            among = self.queryset.order_by().values_list(
                Cast("pk", TextField()), flat=True
            )
            rows = rows.filter(**{f"{self.key_path}__in": among})
        to_python = self.queryset.model._meta.pk.to_python
        return [(to_python(key), score) for key, score in self.by_rank(rows, stop)]


class RankedResults(BaseSearchResults):  # type: ignore[misc]
    supports_facet = True

    def ids(self) -> list[Any]:
        """Primary keys of the results, the best first; without the objects."""
        compiler = self.query_compiler
        if not compiler.is_ranked:
            found = self.in_order(compiler.found())
            return list(found.values_list("pk", flat=True)[self.start : self.stop])
        stop = self.stop if self.stop is not None else MOST_RANKED
        return [key for key, score in compiler.ranked(stop)[self.start :]]

    def _do_search(self) -> list[Any]:
        compiler = self.query_compiler
        if not compiler.is_ranked:
            return list(self.in_order(compiler.found())[self.start : self.stop])
        stop = self.stop if self.stop is not None else MOST_RANKED
        ranked = compiler.ranked(stop)[self.start :]
        by_key = {
            item.pk: item
            for item in compiler.queryset.order_by().filter(
                pk__in=[key for key, score in ranked]
            )
        }
        found = []
        for key, score in ranked:
            if item := by_key.get(key):
                if self._score_field:
                    setattr(item, self._score_field, score)
                found.append(item)
        return found

    def in_order(self, found: QuerySet[Any]) -> QuerySet[Any]:
        # Without an order the same object may stand on two pages of a list.
        return found if found.query.order_by else found.order_by("-pk")

    def _do_count(self) -> int:
        compiler = self.query_compiler
        if compiler.is_ranked and not compiler.queryset.query.where:
            # Of all objects the index alone knows the number, and may stop counting.
            return int(compiler.index_rows()[self.start : self.stop].count())
        return int(compiler.found()[self.start : self.stop].count())

    def facet(self, field_name: str) -> "OrderedDict[Any, int]":
        compiler = self.query_compiler
        if compiler._get_filterable_field(field_name) is None:
            model = compiler.queryset.model.__name__
            raise FilterFieldError(
                f'Cannot facet search results with field "{field_name}". Please add '
                f"index.FilterField('{field_name}') to {model}.search_fields.",
                field_name=field_name,
            )
        counted = (
            compiler.found()
            .order_by()
            .values(field_name)
            .annotate(count=Count("pk"))
            .order_by("-count")
        )
        return OrderedDict((row[field_name], row["count"]) for row in counted)
