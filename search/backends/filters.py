"""Filters that Wagtail's search would refuse."""

from typing import Any

from django.db.models import QuerySet
from wagtail.search.index import FilterField, RelatedFields


class FiltersManyToMany:
    """Mixed into a query compiler: `municipalities=5` is a filter too.

    Django leaves out the last join where only a relation's key is asked for, and looks at
    the table between. Wagtail does not find that table in `search_fields`.
    """

    queryset: QuerySet[Any]

    def _get_filter_field_path_for_column(self, column: Any) -> list[Any]:
        model = self.queryset.model
        table = self.queryset.query.alias_map[column.alias]
        for related in model.get_search_fields():
            if not isinstance(related, RelatedFields):
                continue
            relation = related.get_field(model)
            if not relation.many_to_many:
                continue
            here, there = (path.join_field for path in relation.path_infos)
            if here == getattr(table, "join_field", None) and column.target == there:
                return [related, FilterField(relation.related_model._meta.pk.attname)]
        return super()._get_filter_field_path_for_column(column)  # type: ignore[misc]
