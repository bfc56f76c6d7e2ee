"""All that the page of figures says of a year by one measurement: six queries."""

from dataclasses import dataclass
from datetime import date

from core.models import ServiceUnit
from feedback_forms.enums import Measure
from feedback_forms.models import FiguresSettings, NpsTarget

from .cube import Cell, read_cells, sums
from .faces import FaceCount, faces
from .messages import Messages, messages
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
    target: NpsTarget | None
    measuring: Measuring
    messages: Messages
    faces: list[FaceCount]


def summarise(period: Period, measure: Measure) -> Summary:
    """Compared with the whole year before, of which the same figures are shown there."""
    settings = FiguresSettings.current()
    before = whole(period.year - 1)
    cells = read_cells(before.start, period.end)
    target = NpsTarget.objects.filter(year=period.year).first()
    return Summary(
        period,
        measure,
        settings.floor,
        compare(cells, period.year, measure, settings.floor),
        target,
        measuring_units(
            [cell for cell in cells if cell.year == period.year],
            settings.measuring_answers,
            target,
        ),
        messages(period, settings.floor),
        faces(period, settings.floor),
    )


def of(cells: list[Cell], year: int, measure: Measure) -> list[Cell]:
    return [cell for cell in cells if cell.year == year and cell.measure == measure]


def compare(cells: list[Cell], year: int, measure: Measure, floor: int) -> Figures:
    now = figures(of(cells, year, measure), floor)
    return now.compared_with(figures(of(cells, year - 1, measure), floor))


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


def latest_year(today: date) -> int:
    """The year whose months are over at least in part."""
    return today.year if today.month > 1 else today.year - 1
