"""Which figures must not be shown, so that none tells how few a small group was.

A group of fewer than the floor (5) is hidden. That is not enough: a total and all its
other parts give it away by subtraction. So parts are hidden together, in blocks, and
nobody can know more of a block than its sum:

- a block holds at least two parts, and so many answers that each of its parts could be
  anything from 1 up to the floor at least;
- who also knows which of its parts are small (how many units measure is told) and that
  the smallest others are hidden with them finds no other block of the same look less
  likely: each small part could be one more or one fewer, and another one the reverse;
- parts belong to a row and a column (a unit to its service area and its municipality),
  and totals of both are shown. A block lies within one row and one column, so whatever
  is added to and taken from each other, only sums of whole blocks come out;
- where a block cannot be made so, its column is hidden with another one, then its row,
  and blocks reach over all hidden columns or rows; at last nothing is shown.

Compare Hundepool et al., Statistical Disclosure Control (Wiley 2012), chapter 4; that a
block needs only its sum known is what makes a proof of a few lines possible, at the
price of hiding somewhat more than a linear programme would.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

# No county may set it lower.
LEAST_FLOOR = 5


@dataclass(frozen=True)
class Part:
    """The smallest group that has a figure of its own, with how many answered."""

    name: Hashable
    count: int
    row: Hashable = None
    column: Hashable = None


@dataclass(frozen=True)
class Hidden:
    """Names of parts, rows and columns without a figure; `everything`: the total too."""

    parts: frozenset[Hashable] = frozenset()
    rows: frozenset[Hashable] = frozenset()
    columns: frozenset[Hashable] = frozenset()
    everything: bool = False


NOTHING = Hidden()


def hide_in_line(
    counts: Mapping[Any, int], floor: int, also: Hidden = NOTHING
) -> Hidden:
    """For a total that is divided in one way only (channels, kinds)."""
    return hide((Part(name, count) for name, count in counts.items()), floor, also)


def hide(parts: Iterable[Part], floor: int, also: Hidden = NOTHING) -> Hidden:
    """What must not be shown of the parts and of the totals of their rows and columns.

    `also` names what has to be hidden for another reason, and is treated as if it were
    small. A part without answers is nobody, and hides nothing.
    """
    table = _Table(
        [part for part in parts if part.count > 0], max(floor, LEAST_FLOOR), also
    )
    return table.everything() if also.everything else table.hidden()


class _Table:
    def __init__(self, parts: list[Part], floor: int, also: Hidden) -> None:
        self.floor = floor
        self.small = {
            part.name for part in parts if part.count < floor or part.name in also.parts
        }
        self.parts = sorted(
            parts,
            key=lambda part: (part.name not in self.small, part.count, str(part.name)),
        )
        self.row_totals = _totals(parts, "row")
        self.column_totals = _totals(parts, "column")
        self.rows = {
            name
            for name, n in self.row_totals.items()
            if n < floor or name in also.rows
        }
        self.columns = {
            name
            for name, n in self.column_totals.items()
            if n < floor or name in also.columns
        }

    def hidden(self) -> Hidden:
        while True:
            chosen: set[Hashable] = set()
            unsafe = None
            for block, members in self._blocks().items():
                found = self._hide_in_block(members)
                if found is None:
                    unsafe = unsafe or block
                else:
                    chosen |= found
            if unsafe is None:
                return Hidden(
                    frozenset(chosen), frozenset(self.rows), frozenset(self.columns)
                )
            if not self._widen(unsafe):
                return self.everything()

    def everything(self) -> Hidden:
        return Hidden(
            frozenset(part.name for part in self.parts),
            frozenset(self.row_totals),
            frozenset(self.column_totals),
            everything=True,
        )

    def _blocks(self) -> dict[tuple[bool, Hashable, bool, Hashable], list[Part]]:
        """Parts by row and column, where all hidden rows are one, and all columns."""
        blocks = defaultdict(list)
        for part in self.parts:
            row_hidden, column_hidden = (
                part.row in self.rows,
                part.column in self.columns,
            )
            key = (
                row_hidden,
                None if row_hidden else part.row,
                column_hidden,
                None if column_hidden else part.column,
            )
            blocks[key].append(part)
        return blocks

    def _hide_in_block(self, members: list[Part]) -> set[Hashable] | None:
        """The small parts, and the next smallest until they are safe; None if they never are."""
        hidden = [part for part in members if part.name in self.small]
        if not hidden:
            return set()
        others = members[len(hidden) :]
        while not (self._is_safe(hidden) and self._can_trade(hidden, others[:1])):
            if not others:
                return None
            hidden.append(others.pop(0))
        return {part.name for part in hidden}

    def _is_safe(self, hidden: list[Part]) -> bool:
        """Whether each could be anything from 1 to the floor, for who knows their sum."""
        total = sum(part.count for part in hidden)
        return len(hidden) > 1 and total >= self.floor + len(hidden) - 1

    def _can_trade(self, hidden: list[Part], shown_next: list[Part]) -> bool:
        """Whether each small one could give an answer to another of the hidden ones, or
        take one, so that the small stay small and none outgrows the next that is shown."""
        small = [part.count for part in hidden if part.count < self.floor]
        large = [part.count for part in hidden if part.count >= self.floor]
        most = shown_next[0].count if shown_next else None
        large_gives = any(count > self.floor for count in large)
        large_takes = any(most is None or count < most for count in large)
        for place, count in enumerate(small):
            others = small[:place] + small[place + 1 :]
            takes = count < self.floor - 1 and (
                large_gives or max(others, default=0) > 1
            )
            gives = count > 1 and (
                large_takes or min(others, default=self.floor) < self.floor - 1
            )
            if not (takes or gives):
                return False
        return True

    def _widen(self, block: tuple[bool, Hashable, bool, Hashable]) -> bool:
        """Hide a column more, or a row, so that the block grows; whether one was left."""
        row_hidden, row, column_hidden, column = block
        in_row = [
            part
            for part in self.parts
            if (part.row in self.rows if row_hidden else part.row == row)
        ]
        in_column = [
            part
            for part in self.parts
            if (part.column in self.columns if column_hidden else part.column == column)
        ]
        columns = {part.column for part in in_row} - self.columns - {column}
        rows = {part.row for part in in_column} - self.rows - {row}
        if columns:
            self._hide_columns(columns, () if column_hidden else (column,))
        elif rows:
            self._hide_rows(rows, () if row_hidden else (row,))
        elif others := set(self.column_totals) - self.columns:
            self._hide_columns(others)
        elif others := set(self.row_totals) - self.rows:
            self._hide_rows(others)
        else:
            return False
        return True

    def _hide_columns(
        self, near: set[Hashable], own: tuple[Hashable, ...] = ()
    ) -> None:
        """The smallest that helps, with the block's own."""
        self.columns |= {_smallest(near, self.column_totals), *own}

    def _hide_rows(self, near: set[Hashable], own: tuple[Hashable, ...] = ()) -> None:
        self.rows |= {_smallest(near, self.row_totals), *own}


def _smallest(names: set[Hashable], totals: Mapping[Hashable, int]) -> Hashable:
    return min(names, key=lambda name: (totals[name], str(name)))


def _totals(parts: Iterable[Part], side: str) -> dict[Hashable, int]:
    totals: dict[Hashable, int] = defaultdict(int)
    for part in parts:
        totals[getattr(part, side)] += part.count
    return dict(totals)
