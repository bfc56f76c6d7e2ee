"""What residents wrote, in a file for a spreadsheet: written row by row, never held whole."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from tempfile import TemporaryFile
from typing import IO, Any

from django.http import FileResponse, StreamingHttpResponse

# A spreadsheet takes what begins so for a formula, and runs it (OWASP, CSV injection); in
# some languages also the wide signs.
SIGNS = "=+\\-@＝＋－＠"
BEGINS_A_FORMULA = re.compile(rf"\s*[{SIGNS}]|[\t\r\n]")
# Semicolons part cells in one language, commas in another, and quotation marks keep only a
# line's first cell whole where another sign parts them: so what follows a sign that may part
# cells is as if it began one.
BEGINS_ANOTHER = re.compile(rf'[;,]"*(?=[{SIGNS}])')
# Without the mark a spreadsheet takes ä for two letters.
MARK = "\ufeff"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# What openpyxl itself would take for a formula, or for an error such as #N/A.
READ_AS_MORE = ("=", "#")
# Bytes of a finished file that are sent from memory.
IN_MEMORY = 1_000_000

# A moment is of the reader's own zone, and says none: a spreadsheet knows no zones.
Cell = str | int | float | date | None
Row = Sequence[Cell]


def as_text(value: str) -> str:
    """The value so that a spreadsheet shows it and does nothing else with it."""
    begins = "'" if BEGINS_A_FORMULA.match(value) else ""
    return begins + BEGINS_ANOTHER.sub(r"\g<0>'", value)


def neutral(row: Row) -> list[Cell]:
    return [as_text(cell) if isinstance(cell, str) else cell for cell in row]


class Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> bytes:
        return text.encode()


def csv_file(rows: Iterable[Row], name: str) -> StreamingHttpResponse:
    """Sent while the rows are read; the first of them names the columns."""
    # What a Finnish spreadsheet opens without asking.
    writer = csv.writer(Echo(), delimiter=";")

    def lines() -> Iterator[bytes]:
        yield MARK.encode()
        for row in rows:
            yield writer.writerow(neutral(row))  # type: ignore[misc]

    return StreamingHttpResponse(
        lines(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )


def xlsx_file(rows: Iterable[Row], name: str) -> FileResponse:
    """Likewise, by way of the disk: its list of parts comes last."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    book = Workbook(write_only=True)
    sheet = book.create_sheet(name[:31])
    # The names of the columns stay in sight.
    sheet.freeze_panes = "A2"

    def as_cell(value: Cell) -> Any:
        if not isinstance(value, str):
            return value
        # The format has no place for control characters, which a pasted text may hold.
        text = ILLEGAL_CHARACTERS_RE.sub("", value)
        if not text.startswith(READ_AS_MORE):
            return text or None
        cell = WriteOnlyCell(sheet, text)
        cell.data_type = "s"
        return cell

    for row in rows:
        sheet.append([as_cell(cell) for cell in neutral(row)])
    return FileResponse(
        _at_rest(book), as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX
    )


def _at_rest(book: Any) -> IO[bytes]:
    """The finished file at its beginning. One that is large the response has to close."""
    file = TemporaryFile()  # noqa: SIM115 - see above
    book.save(file)
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    if size > IN_MEMORY:
        return file
    with file:
        return io.BytesIO(file.read())


# Raises KeyError for another kind of file.
FILES: dict[str, Callable[[Iterable[Row], str], StreamingHttpResponse]] = {
    "csv": csv_file,
    "xlsx": xlsx_file,
}
