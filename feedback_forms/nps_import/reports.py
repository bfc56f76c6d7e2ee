"""The rows that were refused, as a file."""

import csv
from typing import Any

from core.spreadsheets import as_text

from .writing import Refusal

COLUMNS = ("line", "id", "reason")


class Report:
    """Writes each refusal as it comes. What else stood in the row is not repeated."""

    def __init__(self, file: Any) -> None:
        self.writer = csv.writer(file, delimiter=";")
        self.writer.writerow(COLUMNS)

    def __call__(self, refusal: Refusal) -> None:
        self.writer.writerow(
            [refusal.line, as_text(refusal.identity), as_text(refusal.reason)]
        )
