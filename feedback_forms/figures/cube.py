"""Answers counted in the database, in the smallest groups that any table needs.

The readings of everything go along an index from group to group (`recommendation_places` and
`recommendation_days`), since sorting the answers took most of the time.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.db.models import (
    Case,
    CharField,
    Count,
    Func,
    IntegerField,
    Q,
    Value,
    When,
)

from feedback_forms.models import Recommendation

from .nps import DETRACTOR_TO, PROMOTER_FROM, Scores
from .periods import Period


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


# In the order of the index.
PLACE = ("service_area_id", "municipality_id", "unit_id", "measure")
PLACE_OF = {
    "area": "service_area_id",
    "municipality": "municipality_id",
    "unit": "unit_id",
}
PROMOTERS, DETRACTORS = Q(score__gte=PROMOTER_FROM), Q(score__lte=DETRACTOR_TO)
COUNTS = {
    "all": Count("score"),
    "up": Count("score", filter=PROMOTERS),
    "down": Count("score", filter=DETRACTORS),
}


def read_places(periods: Sequence[Period], *, by_channel: bool = False) -> list[Cell]:
    """By year and place; one query. The years are columns: as rows they would have to
    be sorted."""
    sides = (*PLACE, "channel") if by_channel else PLACE
    counts = {}
    for period in periods:
        own = Q(answered_on__gte=period.start, answered_on__lt=period.end)
        for name, which in (("all", own), ("up", own & PROMOTERS)):
            counts[f"{name}_{period.year}"] = Count("score", filter=which)
        counts[f"down_{period.year}"] = Count("score", filter=own & DETRACTORS)
    rows = (
        Recommendation.objects.counted()
        .order_by()
        .values_list(*sides)
        .annotate(**counts)
    )
    cells = []
    for area, town, unit, measure, *more in rows:
        channel = more.pop(0) if by_channel else ""
        for number, period in enumerate(periods):
            scores = Scores(*more[3 * number : 3 * number + 3])
            if scores.answers:
                cells.append(
                    Cell(measure, period.year, 0, area, town, unit, channel, scores)
                )
    return cells


def read_times(periods: Sequence[Period], measure: str) -> list[Cell]:
    """By month and channel; one query, which counts by day as the index does."""
    rows = _answers(periods, measure).values_list("answered_on", "channel")
    found: dict[tuple[int, int, str], list[int]] = {}
    for day, channel, *scores in rows.annotate(**COUNTS):
        counts = found.setdefault((day.year, day.month, channel), [0, 0, 0])
        for number, more in enumerate(scores):
            counts[number] += more
    return [
        Cell(measure, year, month, None, None, None, channel, Scores(*counts))
        for (year, month, channel), counts in found.items()
    ]


def read_times_within(
    periods: Sequence[Period], measure: str, chosen: Mapping[str, int]
) -> list[Cell]:
    """The same of the answers of any place that is chosen (by the names of PLACE_OF), and
    by which of them each belongs to; other places are None."""
    anywhere = Q()
    places = {}
    for name, value in chosen.items():
        here = Q(**{PLACE_OF[name]: value})
        anywhere |= here
        places[f"in_{name}"] = Case(
            When(here, then=Value(value)), output_field=IntegerField()
        )
    rows = (
        _answers(periods, measure)
        .filter(anywhere)
        .annotate(when=YearMonth("answered_on"), **places)
        .values_list("when", "channel", *places)
        .annotate(**COUNTS)
    )
    cells = []
    for when, channel, *values in rows:
        where = dict(zip(chosen, values, strict=False))
        area, town, unit = (where.get(name) for name in PLACE_OF)
        cells.append(
            Cell(
                measure,
                int(when[:4]),
                int(when[5:]),
                area,
                town,
                unit,
                channel,
                Scores(*values[-3:]),
            )
        )
    return cells


def _answers(periods: Sequence[Period], measure: str) -> Any:
    return (
        Recommendation.objects.counted()
        .filter(
            measure=measure,
            answered_on__gte=min(period.start for period in periods),
            answered_on__lt=max(period.end for period in periods),
        )
        .order_by()
    )


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
