"""All that the page of figures says of a year by one measurement, in a fixed number of queries."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from core.caching import cached_while, version
from core.models import ServiceUnit
from feedback_forms.enums import Measure
from feedback_forms.models import FiguresSettings, NpsTarget
from feedback_forms.models.answers import FIGURES

from .choices import ChoiceCount, after_replies, faces
from .cube import PLACE_OF, Cell, read_places, read_times, read_times_within, sums
from .messages import NO_MESSAGES, Messages, messages, midnight
from .narrowing import narrowed, with_place
from .periods import Period, whole
from .tables import Figures, figures


@dataclass(frozen=True)
class Measuring:
    """How many of the units in use measure: per cent, and how many are wanted."""

    measuring: int
    units: int
    target: int | None

    @property
    def share(self) -> float:
        return 100 * self.measuring / self.units if self.units else 0.0

    @property
    def missing(self) -> int:
        """Units that have yet to begin, for the target."""
        if self.target is None:
            return 0
        # Whole units: 70 % of 7 are 5.
        return max(0, -(-self.target * self.units // 100) - self.measuring)


@dataclass(frozen=True)
class Summary:
    period: Period
    measure: Measure
    floor: int
    figures: Figures
    # Of the year, or of the last year before it that has one.
    target: NpsTarget | None
    measuring: Measuring
    messages: Messages
    faces: list[ChoiceCount]
    helped: list[ChoiceCount]
    got_better: list[ChoiceCount]

    @property
    def own_target(self) -> NpsTarget | None:
        """What was promised of this very year: only that can be reached or missed."""
        own = self.target and self.target.year == self.period.year
        return self.target if own else None


def public_summary(period: Period, measure: Measure) -> Summary:
    """As `summarise`, kept until the day ends, an hour has passed, or a month that is
    over is changed by an import or a late answer.

    What goes more slowly to everybody's sight: an answer withdrawn, a reply sent.
    """
    now = timezone.now()
    settings = FiguresSettings.current()
    target = target_of(period.year)
    known = (
        period,
        measure.value,
        settings.floor,
        settings.measuring_answers,
        (target.year, target.nps, target.share_of_units) if target else None,
        # Which units are in use.
        version(ServiceUnit.cache_group),
    )
    tomorrow = midnight(timezone.localdate(now) + timedelta(days=1))
    return cached_while(
        FIGURES, repr(known), now, lambda: (summarise(period, measure), tomorrow)
    )


def target_of(year: int) -> NpsTarget | None:
    """The newest up to that year; a later year without one is still read against it."""
    return NpsTarget.objects.filter(year__lte=year).order_by("-year").first()


def summarise(
    period: Period, measure: Measure, chosen: Mapping[str, Any] | None = None
) -> Summary:
    """Compared with the whole year before, of which the same figures are shown there.

    `chosen` narrows the index to a place or a channel (staff only); what the messages and
    the faces are is left out then.
    """
    settings = FiguresSettings.current()
    floor, target = settings.floor, target_of(period.year)
    periods = [whole(period.year - 1), period]
    places = read_places(periods, by_channel=bool(chosen))
    times = read_times(periods, measure)
    sides = with_place(chosen or {})
    where = {name: value for name, value in sides.items() if name in PLACE_OF}
    within = read_times_within(periods, measure, where) if where else []

    def of_year(year: int) -> Figures:
        own, own_times = of(places, year, measure), of(times, year, measure)
        if chosen:
            inside = of(within, year, measure)
            return narrowed(own, chosen, floor, own_times, inside)
        return figures(own, floor, times=own_times)

    return Summary(
        period,
        measure,
        floor,
        of_year(period.year).compared_with(of_year(period.year - 1)),
        target,
        measuring_units(
            [cell for cell in places if cell.year == period.year],
            settings.measuring_answers,
            target if target and target.year == period.year else None,
        ),
        NO_MESSAGES if chosen else messages(period, floor),
        [] if chosen else faces(period, floor),
        *(([], []) if chosen else after_replies(period, floor)),
    )


def of(cells: list[Cell], year: int, measure: Measure) -> list[Cell]:
    return [cell for cell in cells if cell.year == year and cell.measure == measure]


def measuring_units(
    cells: list[Cell], answers: int, target: NpsTarget | None
) -> Measuring:
    """Units in use with so many answers in the year, by both measurements together."""
    in_use = {pk for pk, unit in ServiceUnit.all_cached().items() if unit.in_use}
    by_unit = sums(cells, lambda cell: cell.unit)
    measuring = sum(
        1
        for pk, scores in by_unit.items()
        if pk in in_use and scores.answers >= answers
    )
    return Measuring(measuring, len(in_use), target.share_of_units if target else None)
