"""A CSV file, row by row: letters, separators, and what is no table at all."""

import codecs
import csv
import io
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

DELIMITERS = ";,\t"
LONGEST_LINE = 20_000
MOST_COLUMNS = 100
CHUNK = 1 << 16

# What each column may be called; the first is the name in the docs.
COLUMNS: dict[str, tuple[str, ...]] = {
    "id": ("id", "tunniste", "tunnus", "identifierare"),
    "date": ("date", "päivä", "pvm", "päivämäärä", "datum"),
    "unit": ("unit", "yksikkö", "enhet"),
    "score": ("score", "arvosana", "nps", "betyg"),
    "measure": ("measure", "mittaus", "mätning"),
    "channel": ("channel", "kanava", "kanal"),
    "municipality": ("municipality", "kunta", "kommun"),
}
NEEDED = ("id", "date", "unit", "score")


class FileRefused(Exception):
    """The file cannot be used; its text says why, in words."""


@dataclass(frozen=True)
class RawRow:
    """The cells of a row by column, and the line of the file on which it begins; `fault`
    where it is none of a table."""

    line: int
    cells: dict[str, str]
    fault: str = ""


class NpsFile:
    """The table in a binary file that can be read from its start again.

    Raises FileRefused where it is no CSV or lacks a column.
    """

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.encoding = _encoding(file)
        header = next(iter(self._lines()), "")
        self.delimiter = max(DELIMITERS, key=header.count)
        try:
            names: list[str] = next(self._reader(iter([header])), [])
        except csv.Error as error:
            raise FileRefused(_("The first line is not as CSV has it.")) from error
        self.columns, self.ignored = _columns(names)
        self.width = len(names)

    def rows(self) -> Iterator[RawRow]:
        """Every line after the first that holds anything."""
        reader = self._reader(self._lines())
        started = False
        while True:
            line = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                # The reader begins anew with the next line.
                yield RawRow(line, {}, _fault(line, reader.line_num))
                continue
            if started and any(cell.strip() for cell in cells):
                yield self._row(line, cells)
            started = True

    def _row(self, line: int, cells: list[str]) -> RawRow:
        if len(cells) > self.width and any(cells[self.width :]):
            return RawRow(line, {}, _("There are more cells than columns."))
        found = {
            name: cells[place].strip()
            for name, place in self.columns.items()
            if place < len(cells)
        }
        return RawRow(line, found)

    def _reader(self, lines: Iterator[str]) -> Any:
        return csv.reader(lines, delimiter=self.delimiter, strict=True)

    def _lines(self) -> Iterator[str]:
        """Raises FileRefused for a line that no table has."""
        self.file.seek(0)
        text = io.TextIOWrapper(
            self.file, encoding=self.encoding, errors="strict", newline=""
        )
        try:
            while line := text.readline(LONGEST_LINE + 1):
                if len(line) > LONGEST_LINE:
                    raise FileRefused(
                        _(
                            "A line is longer than %(most)s characters. The file is no CSV."
                        )
                        % {"most": LONGEST_LINE}
                    )
                yield line
        except UnicodeError as error:
            raise FileRefused(_unreadable()) from error
        finally:
            # The file stays open, for the next time it is read.
            text.detach()


def _fault(first: int, last: int) -> str:
    """A quotation mark that nothing closes takes the following lines along, so all are named."""
    if first == last:
        return _("The line is not as CSV has it: perhaps a quotation mark is missing.")
    return _(
        "The lines from %(first)s to %(last)s are not as CSV has it and were not read: "
        "perhaps a quotation mark is missing on the first."
    ) % {"first": first, "last": last}


def spoken(text: str) -> str:
    """As names are compared: ä is one sign however it is written, spaces are single."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _encoding(file: BinaryIO) -> str:
    """UTF-8, or else Windows-1252; a byte that is zero stands in neither. UTF-16 is known
    by its mark: a spreadsheet calls it “Unicode text”."""
    file.seek(0)
    if file.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return "utf-16"
    file.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    utf8, empty = True, True
    windows = codecs.getincrementaldecoder("cp1252")()
    fits_windows = True
    while chunk := file.read(CHUNK):
        empty = False
        if b"\x00" in chunk:
            raise FileRefused(
                _("The file is not CSV. Save it as “CSV UTF-8” in your spreadsheet.")
            )
        utf8 = utf8 and _decodes(decoder, chunk)
        fits_windows = fits_windows and _decodes(windows, chunk)
    if empty:
        raise FileRefused(_("The file is empty."))
    if utf8 and _decodes(decoder, b"", final=True):
        return "utf-8-sig"
    if fits_windows:
        return "cp1252"
    raise FileRefused(_unreadable())


def _unreadable() -> str:
    return _("The file's letters cannot be read. Save it as “CSV UTF-8”.")


def _decodes(
    decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False
) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def _columns(names: list[str]) -> tuple[dict[str, int], list[str]]:
    """Where each column stands, and the names of those that are not read."""
    if len(names) > MOST_COLUMNS:
        raise FileRefused(_("The file has too many columns."))
    found: dict[str, int] = {}
    ignored = []
    for place, name in enumerate(names):
        said = spoken(name)
        column = next((key for key, words in COLUMNS.items() if said in words), None)
        if column is None:
            ignored.append(name.strip()[:60])
        elif column in found:
            raise FileRefused(
                _("These columns stand there twice: %(names)s.") % {"names": column}
            )
        else:
            found[column] = place
    if missing := [name for name in NEEDED if name not in found]:
        raise FileRefused(
            _("The first line must name the columns. These are missing: %(names)s.")
            % {"names": ", ".join(missing)}
        )
    return found, [name for name in ignored if name]
