"""Answers counted in the database, in the smallest groups that any table needs.

Both readings go along an index from group to group (`recommendation_places` and
`recommendation_days`), since sorting the answers took most of the time.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Q

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


# In the order of the index.
PLACE = ("service_area_id", "municipality_id", "unit_id", "measure")
PLACE_OF = {
    "area": "service_area_id",
    "municipality": "municipality_id",
    "unit": "unit_id",
}
PROMOTERS, DETRACTORS = Q(score__gte=PROMOTER_FROM), Q(score__lte=DETRACTOR_TO)


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
        Recommendation.objects.counted().order_by().values_list(*sides).annotate(**counts)
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


def read_times(
    periods: Sequence[Period], measure: str, within: Mapping[str, int] | None = None
) -> list[Cell]:
    """By month and channel; one query, which counts by day as the index does.

    `within` names places (by the names of PLACE_OF): then only answers of any of them, and
    also by place.
    """
    rows = Recommendation.objects.counted().order_by().filter(measure=measure)
    sides = ["answered_on", "channel"]
    if within:
        anywhere = Q()
        for name, value in within.items():
            anywhere |= Q(**{PLACE_OF[name]: value})
        rows = rows.filter(anywhere)
        sides += PLACE_OF.values()
    rows = rows.filter(
        answered_on__gte=min(period.start for period in periods),
        answered_on__lt=max(period.end for period in periods),
    )
    counted = rows.values_list(*sides).annotate(
        all=Count("score"),
        up=Count("score", filter=PROMOTERS),
        down=Count("score", filter=DETRACTORS),
    )
    return _by_month(counted, measure)


def _by_month(
    rows: Iterable[tuple[date, str, *tuple[int, ...]]], measure: str
) -> list[Cell]:
    found: dict[tuple[Any, ...], list[int]] = {}
    for day, channel, *place, answers, up, down in rows:
        counts = found.setdefault((day.year, day.month, channel, *place), [0, 0, 0])
        counts[0] += answers
        counts[1] += up
        counts[2] += down
    return [
        Cell(measure, year, month, *(place or (None,) * 3), channel, Scores(*counts))
        for (year, month, channel, *place), counts in found.items()
    ]


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
