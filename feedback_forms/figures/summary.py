"""All that the page of figures says of a year by one measurement: six queries."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.models import ServiceUnit
from feedback_forms.enums import Measure
from feedback_forms.models import FiguresSettings, NpsTarget

from .cube import Cell, read_cells, sums
from .faces import FaceCount, faces
from .messages import NO_MESSAGES, Messages, messages
from .narrowing import narrowed
from .periods import Period, whole
from .tables import Figures


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
    target: NpsTarget | None
    measuring: Measuring
    messages: Messages
    faces: list[FaceCount]


def summarise(
    period: Period, measure: Measure, chosen: Mapping[str, Any] | None = None
) -> Summary:
    """Compared with the whole year before, of which the same figures are shown there.

    `chosen` narrows the index to a place or a channel (staff only); what the messages and
    the faces are is left out then.
    """
    settings = FiguresSettings.current()
    before = whole(period.year - 1)
    cells = read_cells(before.start, period.end)
    target = NpsTarget.objects.filter(year=period.year).first()
    return Summary(
        period,
        measure,
        settings.floor,
        compare(cells, period.year, measure, settings.floor, chosen or {}),
        target,
        measuring_units(
            [cell for cell in cells if cell.year == period.year],
            settings.measuring_answers,
            target,
        ),
        NO_MESSAGES if chosen else messages(period, settings.floor),
        [] if chosen else faces(period, settings.floor),
    )


def of(cells: list[Cell], year: int, measure: Measure) -> list[Cell]:
    return [cell for cell in cells if cell.year == year and cell.measure == measure]


def compare(
    cells: list[Cell],
    year: int,
    measure: Measure,
    floor: int,
    chosen: Mapping[str, Any],
) -> Figures:
    now, before = (
        narrowed(of(cells, each, measure), chosen, floor) for each in (year, year - 1)
    )
    return now.compared_with(before)


def measuring_units(
    cells: list[Cell], answers: int, target: NpsTarget | None
) -> Measuring:
    """Units in use with so many answers in the year, by both measurements together."""
    in_use = {pk for pk, unit in ServiceUnit.all_cached().items() if unit.in_use}
    by_unit = sums(cells, lambda cell: cell.unit)
    measuring = sum(
        1 for pk, scores in by_unit.items() if pk in in_use and scores.count >= answers
    )
    return Measuring(measuring, len(in_use), target.share_of_units if target else None)
