"""Bars of indexes with their margins, as positions in per cent; the template draws them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from .nps import Index
from .words import Row, number

STEP = 20
MOST = 100


@dataclass(frozen=True)
class Bar:
    """Places in per cent of the width; `before_*` None without a figure of last year."""

    row: Row
    x: float
    width: float
    low: float
    high: float
    label: str
    before_x: float | None = None
    before_end: float | None = None


@dataclass(frozen=True)
class Tick:
    value: int
    x: float


@dataclass(frozen=True)
class Chart:
    bars: list[Bar]
    ticks: list[Tick]
    zero: float
    start_label: str
    target: float | None
    target_value: int | None
    has_before: bool


def chart(rows: Iterable[Row], target: int | None) -> Chart | None:
    """None where there is no figure to draw."""
    shown = [
        (row, row.line.index, row.line.before)
        for row in rows
        if row.line and row.line.index
    ]
    if not shown:
        return None
    values = [0, *([target] if target is not None else [])]
    for _row, index, before in shown:
        values.append(index.shown_low)
        if before:
            values.append(before.shown)
    start = min(values) // STEP * STEP

    def place(value: float) -> float:
        return round(100 * (value - start) / (MOST - start), 2)

    bars = [_bar(*each, place) for each in shown]
    step = STEP if MOST - start <= MOST else 2 * STEP
    return Chart(
        bars,
        [Tick(value, place(value)) for value in range(start, MOST + 1, step)],
        place(0),
        number(start),
        None if target is None else place(target),
        target,
        any(bar.before_x is not None for bar in bars),
    )


def _bar(
    row: Row, index: Index, before: Index | None, place: Callable[[float], float]
) -> Bar:
    return Bar(
        row,
        *_span(index.shown, place),
        place(index.shown_low),
        place(index.shown_high),
        number(index.shown),
        place(0) if before else None,
        place(before.shown) if before else None,
    )


def _span(value: int, place: Callable[[float], float]) -> tuple[float, float]:
    """Where a bar from zero begins, and how wide it is."""
    ends = sorted((place(0), place(value)))
    return ends[0], round(ends[1] - ends[0], 2)
