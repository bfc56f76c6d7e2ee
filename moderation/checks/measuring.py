"""How well the checks find what people see: precision and recall on labelled texts."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from moderation.enums import Flag

from . import CHECKS, flags
from .lists import Lists

COLUMNS = ["flags", "text"]
NO_FLAG = frozenset({"", "-", "none"})
QUOTED = re.compile(r'"(?:[^"]|"")*"')
# A cell with more lines was opened by a quotation mark of the text.
MOST_LINES = 500


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

    The first line may name the columns, in any order, with others between. Raises ValueError
    with the number of the line for what is not in UTF-8, a column that is missing, a flag that is
    none, or a row without a text.
    """
    columns = COLUMNS
    for place, (number, row) in enumerate(rows(decoded(path.read_bytes()))):
        names = [cell.strip().lower() for cell in row]
        if place == 0 and not set(COLUMNS).isdisjoint(names):
            if missing := set(COLUMNS).difference(names):
                raise ValueError(f"line {number}: no column “{missing.pop()}”")
            columns = names
        else:
            yield labelled_of(columns, row, number)


def decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ValueError(f"line {line}: not in UTF-8") from error


def rows(content: str) -> Iterator[tuple[int, list[str]]]:
    """The cells of each row that is not blank, with the number of its first line.

    Quotation marks belong to the text, unless they are those that a spreadsheet puts around
    a cell: a mark at either end, and those within doubled. Such a cell may hold ends of lines.
    """
    lines = content.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    place = 0
    while place < len(lines):
        line, taken = lines[place], 1
        if is_open(line):
            end = closing(lines, place)
            line, taken = "\n".join(lines[place:end]), end - place
        if line.strip():
            yield place + 1, [unquoted(cell) for cell in line.split("\t")]
        place += taken


def is_open(line: str) -> bool:
    last = line.rpartition("\t")[2]
    return last.startswith('"') and not QUOTED.fullmatch(last)


def closing(lines: list[str], place: int) -> int:
    """Where the row of a cell that was opened ends: at its mark, with or without other cells
    after it. A tab before any mark begins another row."""
    text = lines[place].rpartition("\t")[2]
    for after in range(place + 1, min(place + MOST_LINES, len(lines))):
        piece, tab, _others = lines[after].partition("\t")
        text += "\n" + piece
        if QUOTED.fullmatch(text):
            return after + 1
        if tab:
            break
    return place + 1


def unquoted(cell: str) -> str:
    return cell[1:-1].replace('""', '"') if QUOTED.fullmatch(cell) else cell


def labelled_of(columns: list[str], row: list[str], number: int) -> Labelled:
    if len(row) > len(columns) and columns[-1] == "text":  # tabs within the text
        last = len(columns) - 1
        row = [*row[:last], "\t".join(row[last:])]
    cells = dict(zip(columns, row, strict=False))
    if not set(COLUMNS) <= set(cells):
        raise ValueError(f"line {number}: flags, a tab and a text are needed")
    names = {name.strip().lower() for name in cells["flags"].split(",")} - NO_FLAG
    if unknown := names.difference(Flag):
        known = ", ".join(Flag)
        raise ValueError(
            f"line {number}: “{min(unknown)}” is no flag; they are {known}"
        )
    return Labelled(frozenset(map(Flag, names)), cells["text"].replace("\\n", "\n"))
