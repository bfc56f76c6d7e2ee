"""Finnish personal identity codes.

Digital and Population Data Services Agency: day, month, year, the sign of the century, an
individual number from 002 and a check character. Since 2023 a century has several signs.
Numbers from 900 are given for tests and for the time being; they are found too.
"""

import re
from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from moderation.enums import Flag

from .finding import Finding

HYPHENS = "-\u2010\u2011\u2012\u2013\u2212"
# Some write spaces or a line's end around the sign, or a space before the last character.
CODE = re.compile(
    rf"(?<![0-9])([0-9]{{2}})([0-9]{{2}})([0-9]{{2}})\s{{0,2}}([{HYPHENS}+A-FU-Ya-fu-y])\s{{0,2}}"
    r"([0-9]{3}) ?([0-9A-Za-z])(?![0-9A-Za-zÅÄÖåäö])"
)
CHECK_CHARACTERS = "0123456789ABCDEFHJKLMNPRSTUVWXY"
CENTURIES = {
    "+": 1800,
    **dict.fromkeys(f"{HYPHENS}UVWXY", 1900),
    **dict.fromkeys("ABCDEF", 2000),
}
FIRST_NUMBER = 2


def find(text: str) -> Iterator[Finding]:
    reason = _("Form and check character match.")
    for match in CODE.finditer(text):
        if is_identity_code(match):
            yield Finding(Flag.IDENTITY_CODE, match.start(), match.end(), reason)


def is_identity_code(match: re.Match[str]) -> bool:
    """Whether the date exists and the check character is that of the nine digits."""
    day, month, year, sign, number, check = match.groups()
    try:
        date(CENTURIES[sign.upper()] + int(year), int(month), int(day))
    except ValueError:
        return False
    right = CHECK_CHARACTERS[int(day + month + year + number) % 31]
    return int(number) >= FIRST_NUMBER and right == check.upper()
