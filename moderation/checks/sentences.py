"""Where the sentences of a text are."""

import re
from collections.abc import Iterator

# An abbreviation or an ordinal number before a small letter ends nothing, nor does an initial;
# an empty line does. From the first sign of a row alone: from each of them the time would
# grow with its square.
END = re.compile(
    r"(?<!\b[A-ZÅÄÖ])(?<![.!?…])[.!?…]+[\"”’)]{0,2}\s+(?=[^\W\d_a-zåäö]|[\"”(-])"
    r"|\n[ \t\r]*\n\s*"
)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each; together they are the whole text."""
    start = 0
    for match in END.finditer(text):
        yield start, match.end()
        start = match.end()
    if start < len(text):
        yield start, len(text)
