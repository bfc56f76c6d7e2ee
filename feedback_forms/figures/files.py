"""Tables of figures as files: CSV and XLSX."""

from collections.abc import Iterator

from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from core.spreadsheets import FILES

from .words import Table, Value

FORMS = tuple(FILES)


def serve(table: Table, form: str, name: str) -> HttpResponseBase:
    """`name` is without its ending. Raises KeyError for another form than FORMS."""
    # The words now: a stream is read after the language of the request has gone.
    return FILES[form](list(lines(table)), name)


def lines(table: Table) -> Iterator[list[Value]]:
    """The names of the columns, then a line for each group; the last cell says why one
    has no figures."""
    about = any(row.about for row in table.rows)
    name, *columns = table.columns
    place = [_("Place")] if about else []
    yield [name, *place, *columns, _("Note")]
    for row in table.rows:
        yield [
            row.name,
            *([row.about] if about else []),
            *row.values,
            note(row.is_hidden, row.may_be_chance),
        ]


def note(is_hidden: bool, may_be_chance: bool) -> str:
    if is_hidden:
        return _("not shown")
    return _("may be chance") if may_be_chance else ""
