"""Answers counted in the database, once, in the smallest groups that any table needs."""

from collections.abc import Callable, Hashable, Iterable
from datetime import date
from typing import Any, NamedTuple

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


class Year(YearMonth):
    """`2026` of a date."""

    template = "%(function)s(%(expressions)s, 1, 4)"

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(
            compiler,
            connection,
            template="to_char(%(expressions)s, 'YYYY')",
            **context,
        )


class Cell(NamedTuple):
    """The answers of one month by one measurement, at one place, by one channel.

    What a reading does not divide by is 0, None or empty.
    """

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


PLACE = ("service_area_id", "municipality_id", "unit_id")
COUNTS = {
    "answers": Count("pk"),
    "promoters": Count("pk", filter=Q(score__gte=PROMOTER_FROM)),
    "detractors": Count("pk", filter=Q(score__lte=DETRACTOR_TO)),
}


def read_cells(start: date, end: date) -> list[Cell]:
    """All answers from `start` up to but not on `end`, by all sides at once; one query."""
    rows = _answers(start, end, YearMonth("answered_on"), *PLACE, "channel")
    return [
        Cell(
            measure,
            int(when[:4]),
            int(when[5:]),
            area,
            town,
            unit,
            channel,
            Scores(*scores),
        )
        for measure, when, area, town, unit, channel, scores in map(_with_scores, rows)
    ]


def read_places(start: date, end: date) -> list[Cell]:
    """By year and place: far fewer rows than by all sides."""
    rows = _answers(start, end, Year("answered_on"), *PLACE)
    return [
        Cell(measure, int(when), 0, area, town, unit, "", Scores(*scores))
        for measure, when, area, town, unit, scores in map(_with_scores, rows)
    ]


def read_times(start: date, end: date) -> list[Cell]:
    """By month and channel."""
    rows = _answers(start, end, YearMonth("answered_on"), "channel")
    return [
        Cell(
            measure,
            int(when[:4]),
            int(when[5:]),
            None,
            None,
            None,
            channel,
            Scores(*scores),
        )
        for measure, when, channel, scores in map(_with_scores, rows)
    ]


def _answers(start: date, end: date, when: Func, *sides: str) -> Any:
    return (
        Recommendation.objects.counted()
        .filter(answered_on__gte=start, answered_on__lt=end)
        .annotate(when=when)
        .order_by()
        .values_list("measure", "when", *sides)
        .annotate(**COUNTS)
    )


def _with_scores(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """The three counts at its end as one."""
    return (*row[:-3], row[-3:])


def sums(cells: Iterable[Cell], key: Callable[[Cell], Hashable]) -> dict[Any, Scores]:
    found: dict[Any, list[int]] = {}
    for cell in cells:
        name, scores = key(cell), cell.scores
        if name in found:
            counts = found[name]
            counts[0] += scores.answers
            counts[1] += scores.promoters
            counts[2] += scores.detractors
        else:
            found[name] = [scores.answers, scores.promoters, scores.detractors]
    return {name: Scores(*counts) for name, counts in found.items()}


def total(cells: Iterable[Cell]) -> Scores:
    return sums(cells, lambda cell: None).get(None, Scores())
