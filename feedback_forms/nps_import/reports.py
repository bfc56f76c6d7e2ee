"""The rows that were refused, as a file."""

import csv
from typing import Any

from django.utils.translation import gettext as _

from core.spreadsheets import as_text

from .writing import Refusal

COLUMNS = ("line", "id", "reason")
# A file of millions of short lines is refused line by line; nobody mends so many by hand.
MOST_ROWS = 10_000


class Report:
    """Writes each refusal as it comes, up to MOST_ROWS of them. What else stood in the row
    is not repeated."""

    def __init__(self, file: Any) -> None:
        self.writer = csv.writer(file, delimiter=";")
        self.writer.writerow(COLUMNS)
        self.written = 0

    def __call__(self, refusal: Refusal) -> None:
        self.written += 1
        if self.written > MOST_ROWS:
            if self.written == MOST_ROWS + 1:
                self.writer.writerow(["", "", _("Rows beyond these are not listed.")])
            return
        self.writer.writerow(
            [refusal.line, as_text(refusal.identity), as_text(refusal.reason)]
        )
