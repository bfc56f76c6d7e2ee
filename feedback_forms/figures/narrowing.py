"""Figures that staff narrow to a place or a channel, without giving few answers away.

Beside the rules of every table, each figure is compared with the same one without the
narrowing, or with a part of it left out: where both differ by fewer than the floor, the
difference would tell of them, and the narrowed one is hidden. Where both are of the very
same answers, one is hidden when the other is.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from core.models import ServiceUnit
from core.suppression import Hidden

from .cube import PLACE_OF, Cell, sums, total
from .nps import Scores
from .tables import Figures, Line, Withheld, figures, quarter_of

# By what one can narrow, and what a cell has of it.
SIDES: dict[str, Callable[[Cell], Any]] = {
    "area": lambda cell: cell.area,
    "municipality": lambda cell: cell.municipality,
    "unit": lambda cell: cell.unit,
    "channel": lambda cell: cell.channel,
}
KEYS: dict[str, Callable[[Cell], Any]] = {
    "areas": lambda cell: cell.area,
    "municipalities": lambda cell: cell.municipality,
    "units": lambda cell: cell.place,
    "months": lambda cell: cell.month,
    "quarters": lambda cell: quarter_of(cell.month),
    "channels": lambda cell: cell.channel,
}
IN_TIME = ("months", "quarters")
# The total of what is narrowed to one of these stands in this table of the wider figures.
TABLE_OF = {"area": "areas", "municipality": "municipalities", "channel": "channels"}
Chosen = frozenset[tuple[str, Any]]


@dataclass(frozen=True)
class _View:
    """Figures of a narrowing, with the numbers that they are made from."""

    cells: list[Cell]
    total: int
    groups: dict[str, dict[Any, Scores]]
    figures: Figures


def narrowed(
    cells: Iterable[Cell],
    chosen: Mapping[str, Any],
    floor: int,
    times: Iterable[Cell] | None = None,
    within: Iterable[Cell] = (),
) -> Figures:
    """Of the cells of one year and one measurement; `chosen` by the names of SIDES.

    Where `cells` do not divide by month, `times` do, without places, and `within`, of the
    chosen places alone.
    """
    cells, within = list(cells), list(within)
    undivided = times is None
    times = cells if times is None else list(times)
    full = frozenset(with_place(chosen).items())
    views: dict[Chosen, _View] = {}
    # From the widest on, since each asks what is hidden in the wider ones.
    for size in range(len(full) + 1):
        for subset in map(frozenset, combinations(sorted(full, key=str), size)):
            wider = {key: view for key, view in views.items() if key < subset}
            nearest = min(
                wider.values(), key=lambda view: len(view.cells), default=None
            )
            own = _matching(nearest.cells if nearest else cells, subset)
            if undivided:
                own_times = own
            elif _has_place(subset):
                own_times = _matching(within, subset)
            else:
                own_times = _matching(times, subset)
            groups = {
                name: sums(own_times if name in IN_TIME else own, key)
                for name, key in KEYS.items()
            }
            count = total(own).answers
            withheld = _withheld(count, groups, subset, wider, floor)
            views[subset] = _View(
                own,
                count,
                groups,
                figures(own, floor, withheld, times=own_times),
            )
    return _without_crossings(views[full].figures, {name for name, _value in full})


def _without_crossings(found: Figures, chosen: set[str]) -> Figures:
    """Without the tables that divide a narrowing by another of its sides: the same group
    is reached by choosing both, and only there is it compared with all wider ones."""
    place = not chosen.isdisjoint(PLACE_OF)
    return replace(
        found,
        areas=[] if place else found.areas,
        municipalities=[] if place else found.municipalities,
        channels=[] if place else found.channels,
    )


def with_place(chosen: Mapping[str, Any]) -> dict[str, Any]:
    """With the service area and the municipality of a unit, which its answers are part of."""
    found = {name: value for name, value in chosen.items() if value is not None}
    unit = ServiceUnit.all_cached().get(found["unit"]) if "unit" in found else None
    if unit:
        found.setdefault("area", unit.service_area_id)
        if unit.municipality_id:
            found.setdefault("municipality", unit.municipality_id)
    return found


def _has_place(chosen: Chosen) -> bool:
    return any(name in PLACE_OF for name, _value in chosen)


def _matching(cells: list[Cell], chosen: Chosen) -> list[Cell]:
    for name, value in chosen:
        side = SIDES[name]
        cells = [cell for cell in cells if side(cell) == value]
    return cells


def _withheld(
    count: int,
    groups: dict[str, dict[Any, Scores]],
    chosen: Chosen,
    wider: dict[Chosen, _View],
    floor: int,
) -> Withheld:
    hidden: dict[str, set[Any]] = {name: set() for name in KEYS}
    everything = False
    for other, view in wider.items():
        everything |= 0 < view.total - count < floor
        everything |= _hidden_there(chosen - other, view)
        for name, mine in groups.items():
            theirs = view.groups[name]
            not_shown = {
                line.key for line in _lines(view, name, theirs) if line.is_hidden
            }
            for group, scores in mine.items():
                rest = theirs[group].answers - scores.answers
                if 0 < rest < floor or (rest == 0 and group in not_shown):
                    hidden[name].add(group)
    return Withheld(
        Hidden(
            frozenset(hidden["units"]),
            frozenset(hidden["areas"]),
            frozenset(hidden["municipalities"]),
        ),
        Hidden(frozenset(hidden["months"]), frozenset(hidden["quarters"])),
        Hidden(frozenset(hidden["channels"])),
        everything,
    )


def _lines(view: _View, name: str, found: Mapping[Any, Any]) -> list[Line]:
    """The lines of a table; all hidden where the table is hidden as a whole."""
    return getattr(view.figures, name) or [Line(key, None) for key in found]


def _hidden_there(left_out: Chosen, view: _View) -> bool:
    """Whether the wider figures hide the group that this narrowing is about."""
    if len(left_out) != 1:
        return False
    ((name, value),) = left_out
    if name in TABLE_OF:
        lines = getattr(view.figures, TABLE_OF[name])
        shown = {line.key for line in lines if line.index}
    else:
        shown = {line.key[2] for line in view.figures.units if line.index}
    return value not in shown
