"""What residents wrote, in a file for a spreadsheet."""

import re

# A spreadsheet takes what begins so for a formula, and runs it (OWASP, CSV injection); in
# some languages also the wide signs.
SIGNS = "=+\\-@＝＋－＠"
BEGINS_A_FORMULA = re.compile(rf"\s*[{SIGNS}]|[\t\r\n]")
# Semicolons part cells in one language, commas in another, and quotation marks keep only a
# line's first cell whole where another sign parts them: so what follows a sign that may part
# cells is as if it began one.
BEGINS_ANOTHER = re.compile(rf'[;,]"*(?=[{SIGNS}])')


def as_text(value: str) -> str:
    """The value so that a spreadsheet shows it and does nothing else with it."""
    begins = "'" if BEGINS_A_FORMULA.match(value) else ""
    return begins + BEGINS_ANOTHER.sub(r"\g<0>'", value)
