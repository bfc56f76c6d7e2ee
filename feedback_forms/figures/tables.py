"""Tables of figures: what stands in each, with what must be hidden left out.

The tables of a year and a measurement are a fixed set: by service area, municipality and
unit (one set of parts, hidden together), by month and quarter, and by channel. Each
divides the same total in a way of its own. Nobody can choose combinations on the public
page, so nothing else can be subtracted; see decision 0042.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from core.suppression import NOTHING, Hidden, Part, hide, hide_in_line

from .cube import Cell, sums, total
from .nps import Index, Scores, may_be_chance


@dataclass(frozen=True)
class Line:
    """A group with its index, or without one where it is hidden; `before` of last year."""

    key: Any
    index: Index | None
    before: Index | None = None

    @property
    def is_hidden(self) -> bool:
        return self.index is None

    @property
    def change(self) -> int | None:
        """As the difference of the two figures that are shown."""
        if self.index is None or self.before is None:
            return None
        return self.index.shown - self.before.shown

    @property
    def may_be_chance(self) -> bool:
        return bool(
            self.index and self.before and may_be_chance(self.index, self.before)
        )

    def share_of(self, all_: Index | None) -> float | None:
        """In per cent of all answers."""
        return 100 * self.index.count / all_.count if self.index and all_ else None


@dataclass(frozen=True)
class Figures:
    """All tables of one year by one measurement."""

    total: Line
    areas: list[Line] = field(default_factory=list)
    municipalities: list[Line] = field(default_factory=list)
    # Keys are (service area, municipality, unit).
    units: list[Line] = field(default_factory=list)
    quarters: list[Line] = field(default_factory=list)
    months: list[Line] = field(default_factory=list)
    channels: list[Line] = field(default_factory=list)

    def compared_with(self, before: "Figures") -> "Figures":
        """The same with last year's, of which only that is used which is shown too."""

        def joined(name: str) -> list[Line]:
            old = {line.key: line.index for line in getattr(before, name)}
            return [
                replace(line, before=old.get(line.key)) for line in getattr(self, name)
            ]

        names = (
            "areas",
            "municipalities",
            "units",
            "quarters",
            "months",
            "channels",
        )
        return Figures(
            replace(self.total, before=before.total.index),
            **{name: joined(name) for name in names},
        )


@dataclass(frozen=True)
class Withheld:
    """What must be hidden for another reason than how few answered, table by table."""

    places: Hidden = NOTHING
    times: Hidden = NOTHING
    channels: Hidden = NOTHING
    everything: bool = False


def figures(
    cells: Iterable[Cell],
    floor: int,
    withheld: Withheld | None = None,
    times: Iterable[Cell] | None = None,
) -> Figures:
    """From the cells of one year and one measurement; `times` where they divide by month
    and channel, and `cells` by place alone."""
    cells = list(cells)
    times = cells if times is None else list(times)
    withheld = withheld or Withheld()
    places = sums(cells, lambda cell: cell.place)
    months = sums(times, lambda cell: cell.month)
    channels = sums(times, lambda cell: cell.channel)
    in_place = hide(
        (
            Part(place, scores.answers, row=place[0], column=place[1])
            for place, scores in places.items()
        ),
        floor,
        withheld.places,
    )
    in_time = hide(
        (
            Part(month, scores.answers, row=quarter_of(month))
            for month, scores in months.items()
        ),
        floor,
        withheld.times,
    )
    by_channel = hide_in_line(
        {name: scores.answers for name, scores in channels.items()},
        floor,
        withheld.channels,
    )
    all_ = total(cells)
    nothing = withheld.everything or all_.answers < floor

    def lines(
        found: dict[Any, Scores], hidden: Hidden, names: frozenset[Any]
    ) -> list[Line]:
        # Of a table that is hidden as a whole not even the groups are told.
        if nothing or hidden.everything:
            return []
        return [
            Line(key, None if key in names else Index.of(scores))
            for key, scores in found.items()
        ]

    by_area = sums(cells, lambda cell: cell.area)
    by_municipality = sums(cells, lambda cell: cell.municipality)
    by_quarter = sums(times, lambda cell: quarter_of(cell.month))
    return Figures(
        total=Line(None, None if nothing else Index.of(all_)),
        areas=lines(by_area, in_place, in_place.rows),
        municipalities=lines(by_municipality, in_place, in_place.columns),
        units=lines(places, in_place, in_place.parts),
        quarters=lines(by_quarter, in_time, in_time.rows),
        months=lines(months, in_time, in_time.parts),
        channels=lines(channels, by_channel, by_channel.parts),
    )


def quarter_of(month: int) -> int:
    return (month + 2) // 3
