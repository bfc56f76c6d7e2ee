"""A register as the file that its import reads: to fill in, and to send back.

It carries each entry's id, so that a new name or another municipality is a change of
the entry and not a new one.
"""

import csv
import io
from typing import Any

from django.http import HttpResponse

from core.importable import ID, RegisterImport
from core.register_import import PHONE
from core.spreadsheets import as_text


def register_file(importer: type[RegisterImport]) -> str:
    """The whole register as CSV; without entries, the line that names the columns."""
    out = io.StringIO(newline="")
    # What a Finnish spreadsheet opens without asking.
    writer = csv.writer(out, delimiter=";")
    columns = (ID, *importer.columns)
    writer.writerow(columns)
    entries = importer.model.objects.select_related(
        *(name for name in importer.columns if _is_one(importer, name))
    ).prefetch_related(*importer.many)
    for entry in entries:
        writer.writerow([_cell(entry, name) for name in columns])
    return out.getvalue()


def _is_one(importer: type[RegisterImport], name: str) -> bool:
    return importer.model._meta.get_field(name).many_to_one is True


def _cell(entry: Any, name: str) -> str:
    value = getattr(entry, name)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if hasattr(value, "all"):
        return ", ".join(person.get_username() for person in value.all())
    # By its Finnish name, whatever language the reader works in.
    text = str(getattr(value, "name_fi", value))
    return text if PHONE.fullmatch(text) else as_text(text)


def register_response(importer: type[RegisterImport]) -> HttpResponse:
    """The file as a download, with the mark that tells spreadsheets of its letters."""
    name = importer.model._meta.model_name
    return HttpResponse(
        register_file(importer).encode("utf-8-sig"),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}.csv"',
            "Cache-Control": "no-store",
        },
    )
