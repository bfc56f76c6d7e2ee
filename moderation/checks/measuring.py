"""How well the checks find what people see: precision and recall on labelled texts."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from moderation.enums import Flag

from . import CHECKS, flags
from .lists import Lists

COLUMNS = ["flags", "text"]
NO_FLAG = frozenset({"", "-", "none"})


@dataclass(frozen=True)
class Labelled:
    flags: frozenset[Flag]
    text: str


@dataclass
class Score:
    """Texts in which a check was right, found what is not there, and missed what is."""

    right: int = 0
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float | None:
        """None where nothing was found, of which nothing can be wrong."""
        found = self.right + len(self.wrong)
        return self.right / found if found else None

    @property
    def recall(self) -> float | None:
        """None where there was nothing to find."""
        there = self.right + len(self.missed)
        return self.right / there if there else None


def measure(texts: Iterable[Labelled], lists: Lists) -> dict[Flag, Score]:
    scores = {flag: Score() for flag in CHECKS}
    for labelled in texts:
        found = set(flags(labelled.text, lists))
        for flag, score in scores.items():
            if flag in found and flag in labelled.flags:
                score.right += 1
            elif flag in found:
                score.wrong.append(labelled.text)
            elif flag in labelled.flags:
                score.missed.append(labelled.text)
    return scores


def read_labelled(path: Path) -> Iterator[Labelled]:
    r"""The rows of a file with tabs; `\n` in a text is the end of a line.

    The first line may name the columns, in either order. Raises ValueError with the number
    of the line for a flag that is none or a text that is missing.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        columns = COLUMNS
        for number, row in enumerate(lines(file), start=1):
            if number == 1 and {cell.strip().lower() for cell in row} >= set(COLUMNS):
                columns = [cell.strip().lower() for cell in row]
            elif any(cell.strip() for cell in row):
                yield labelled_of(dict(zip(columns, row, strict=False)), number)


def lines(file: Iterable[str]) -> Iterator[list[str]]:
    return csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def labelled_of(row: dict[str, str], number: int) -> Labelled:
    if "text" not in row or "flags" not in row:
        raise ValueError(f"line {number}: flags, a tab and a text are needed")
    names = [name.strip() for name in row["flags"].split(",")]
    try:
        wanted = frozenset(Flag(name) for name in names if name not in NO_FLAG)
    except ValueError as error:
        raise ValueError(f"line {number}: {error}") from error
    return Labelled(wanted, row["text"].replace("\\n", "\n"))
