"""Answers counted in the database, once, in the smallest groups that any table needs."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import reduce
from typing import Any

from django.db.models import CharField, Count, Func, Q

from feedback_forms.models import Recommendation

from .nps import DETRACTOR_TO, PROMOTER_FROM, Scores


class YearMonth(Func):
    """`2026-03` of a date. Django's own truncation calls Python for each row on SQLite."""

    function = "SUBSTR"
    template = "%(function)s(%(expressions)s, 1, 7)"
    output_field = CharField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(
            compiler,
            connection,
            template="to_char(%(expressions)s, 'YYYY-MM')",
            **context,
        )


@dataclass(frozen=True, slots=True)
class Cell:
    """The answers of one month by one measurement, at one place, by one channel."""

    measure: str
    year: int
    month: int
    area: int | None
    municipality: int | None
    unit: int | None
    channel: str
    scores: Scores

    @property
    def place(self) -> tuple[int | None, int | None, int | None]:
        """The unit as part of one service area and one municipality: a unit that moved
        in between is two, or its parts could be worked out from the totals."""
        return (self.area, self.municipality, self.unit)


def read_cells(start: date, end: date) -> list[Cell]:
    """All answers from `start` up to but not on `end`; one query, grouped."""
    rows = (
        Recommendation.objects.counted()
        .filter(answered_on__gte=start, answered_on__lt=end)
        .annotate(in_month=YearMonth("answered_on"))
        .values_list(
            "measure",
            "in_month",
            "service_area_id",
            "municipality_id",
            "unit_id",
            "channel",
        )
        .order_by()
        .annotate(
            answers=Count("pk"),
            promoters=Count("pk", filter=Q(score__gte=PROMOTER_FROM)),
            detractors=Count("pk", filter=Q(score__lte=DETRACTOR_TO)),
        )
    )
    return [
        Cell(
            measure,
            int(in_month[:4]),
            int(in_month[5:7]),
            area,
            municipality,
            unit,
            channel,
            Scores(*scores),
        )
        for measure, in_month, area, municipality, unit, channel, *scores in rows
    ]


def sums(cells: Iterable[Cell], key: Callable[[Cell], Hashable]) -> dict[Any, Scores]:
    found: dict[Any, Scores] = {}
    for cell in cells:
        name = key(cell)
        found[name] = found.get(name, Scores()) + cell.scores
    return found


def total(cells: Iterable[Cell]) -> Scores:
    return reduce(lambda sum_, cell: sum_ + cell.scores, cells, Scores())
