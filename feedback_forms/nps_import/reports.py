"""The rows that were refused, as a file."""

import csv
import io
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.spreadsheets import as_text
from moderation import checks
from moderation.enums import Flag

from .writing import Refusal

# A cell that is longer holds words, which are not repeated.
LONGEST_VALUE = 40
PERSONAL = (Flag.IDENTITY_CODE, Flag.PHONE, Flag.EMAIL, Flag.ADDRESS)
# Shown on the screen, before the file.
FIRST = 10
# A file of millions of short lines is refused line by line; nobody mends so many by hand.
MOST_ROWS = 10_000


class Report:
    """Writes each refusal as it comes, up to MOST_ROWS of them. Of the row its number and
    the cell at fault are repeated, and nothing else."""

    def __init__(self, file: Any) -> None:
        self.writer = csv.writer(file, delimiter=";")
        self.writer.writerow(
            [
                pgettext("of a file", "Line"),
                pgettext("of an answer", "Number"),
                pgettext("of a file", "Column"),
                pgettext("of a cell", "Value"),
                _("Why it was refused"),
            ]
        )
        self.written = 0

    def __call__(self, refusal: Refusal) -> None:
        self.written += 1
        if self.written > MOST_ROWS:
            if self.written == MOST_ROWS + 1:
                self.writer.writerow(
                    [*[""] * 4, _("Rows beyond these are not listed.")]
                )
            return
        self.writer.writerow(
            [
                refusal.line,
                as_text(refusal.identity),
                refusal.column,
                as_text(repeated(refusal.value)),
                as_text(refusal.reason),
            ]
        )


def first_rows(report: str) -> tuple[list[str], list[list[str]]]:
    """The names of the report's columns, and its first rows."""
    rows = csv.reader(io.StringIO(report), delimiter=";")
    return next(rows, []), list(islice(rows, FIRST))


def repeated(value: str) -> str:
    """The cell as the report may repeat it: without words of residents that have slipped
    into another column."""
    value = " ".join(value.split())
    return checks.masked(value, *PERSONAL) if len(value) <= LONGEST_VALUE else ""
