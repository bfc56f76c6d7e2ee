"""Aggregates that both databases know, under names of their own."""

from typing import Any

from django.db.models import (
    Aggregate,
    CharField,
    Count,
    F,
    JSONField,
    OuterRef,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Cast, JSONObject


class JoinedIds(Aggregate):
    """The ids of related rows as `1,7,12`: many-to-many relations without a query of their own."""

    function = "STRING_AGG"
    template = "%(function)s(%(expressions)s, ',')"
    output_field = CharField()

    def __init__(self, expression: str, **extra: Any) -> None:
        super().__init__(Cast(F(expression), CharField()), **extra)

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return super().as_sql(
            compiler,
            connection,
            function="GROUP_CONCAT",
            template="%(function)s(%(expressions)s)",
        )


def joined_ids(through: QuerySet[Any], owner: str, target: str) -> Subquery:
    """The `target` ids of the rows of `through` that belong to the outer row."""
    rows = through.filter(**{owner: OuterRef("pk")}).order_by().values(owner)
    return Subquery(rows.annotate(ids=JoinedIds(target)).values("ids"))


def split_ids(joined: str | None) -> list[int]:
    return [int(number) for number in joined.split(",")] if joined else []


class JoinedRows(Aggregate):
    """Related rows as a JSON array of objects."""

    function = "JSONB_AGG"
    output_field = JSONField()

    def __init__(self, **columns: Any) -> None:
        super().__init__(JSONObject(**columns))

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return super().as_sql(
            compiler, connection, function="JSON_GROUP_ARRAY", **context
        )


def joined_rows(rows: QuerySet[Any], owner: str, **columns: Any) -> Subquery:
    """Short lists of what belongs to the outer row, each with these columns, without a query
    of their own; in no order, and None where there are none.

    Columns come as the database has them: what is encrypted stays so, and SQLite has no
    booleans."""
    of_one = rows.filter(**{owner: OuterRef("pk")}).order_by().values(owner)
    return Subquery(of_one.annotate(rows=JoinedRows(**columns)).values("rows"))


class GroupedCounts(Subquery):
    """Rows of two columns, a group and its number, as a JSON array of pairs."""

    output_field = JSONField()

    template = (
        "(SELECT JSONB_AGG(JSONB_BUILD_ARRAY(grouped.owned, grouped.number)) "
        "FROM (%(subquery)s) grouped)"
    )

    def as_sqlite(self, compiler: Any, connection: Any) -> Any:
        template = self.template.replace("JSONB_AGG", "JSON_GROUP_ARRAY")
        template = template.replace("JSONB_BUILD_ARRAY", "JSON_ARRAY")
        return self.as_sql(compiler, connection, template=template)


def grouped_counts(rows: QuerySet[Any], owner: str, by: str) -> GroupedCounts:
    """How many rows belong to the outer row, for each value of the column `by`: pairs in no
    order, without a query of their own."""
    of_one = rows.filter(**{owner: OuterRef("pk")}).order_by().values(owned=F(by))
    return GroupedCounts(of_one.annotate(number=Count("pk")))
