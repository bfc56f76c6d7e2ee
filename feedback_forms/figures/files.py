"""Tables of figures as files: CSV and XLSX, written while they are sent."""

import csv
import io
from collections.abc import Iterator
from typing import Any

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import gettext as _

from core.spreadsheets import as_text

from .words import Table, Value

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMS = ("csv", "xlsx")


def serve(table: Table, form: str, name: str) -> HttpResponseBase:
    """`name` is without its ending. Raises KeyError for another form than FORMS."""
    return {"csv": csv_file, "xlsx": xlsx_file}[form](table, f"{name}.{form}")


def lines(table: Table) -> Iterator[list[Value]]:
    """The names of the columns, then a line for each group; the last cell says why one
    has no figures."""
    about = any(row.about for row in table.rows)
    name, *columns = table.columns
    place = [_("Place")] if about else []
    yield [as_text(word) for word in (name, *place, *columns, _("Note"))]
    for row in table.rows:
        yield [
            as_text(row.name),
            *([as_text(row.about)] if about else []),
            *row.values,
            note(row.is_hidden, row.may_be_chance),
        ]


def note(is_hidden: bool, may_be_chance: bool) -> str:
    if is_hidden:
        return _("not shown")
    return _("may be chance") if may_be_chance else ""


class Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def csv_file(table: Table, name: str) -> StreamingHttpResponse:
    writer = csv.writer(Echo(), delimiter=";")

    def parts() -> Iterator[str]:
        # Without the mark a spreadsheet takes ä for two letters.
        yield "\ufeff"
        for line in lines(table):
            yield writer.writerow(line)

    response = StreamingHttpResponse(parts(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def xlsx_file(table: Table, name: str) -> FileResponse:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet(table.key[:31])

    def cell(value: Value) -> Any:
        made = WriteOnlyCell(sheet, value=value)
        if isinstance(value, str):
            # Never a formula, whatever it begins with.
            made.data_type = "s"
        return made

    for line in lines(table):
        sheet.append([cell(value) for value in line])
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)
