"""What residents wrote, in a file for a spreadsheet."""

import csv
from typing import Final

# A spreadsheet takes what begins so for a formula, and runs it (OWASP, CSV injection); in
# some languages also the wide signs.
BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Semicolons part cells in one language, commas in another: within quotation marks neither
# makes a cell of its own that begins a formula.
QUOTED: Final = csv.QUOTE_NONNUMERIC


def as_text(value: str) -> str:
    """The value so that a spreadsheet shows it and does nothing else with it."""
    begins = value.startswith(BEGINS_A_FORMULA) or value.lstrip().startswith(
        BEGINS_A_FORMULA
    )
    return f"'{value}" if begins else value
