"""What a text seems to hold that its sender may not want to tell.

A finding says what and where; it hides and decides nothing by itself. The same
rules stand in assets/static/js/osallistu.js, so that the sender is told while
writing; tests/moderation/checks.json is tried on both.
"""

import re
from dataclasses import dataclass
from datetime import date

from .enums import Flag

# Digital and Population Data Services Agency: day, month, year, the sign of the
# century, an individual number and a check character.
IDENTITY_CODE = re.compile(
    r"(?<![0-9A-Za-z])(\d{2})(\d{2})(\d{2})([-+A-FU-Ya-fu-y])(\d{3})([0-9A-Za-z])(?![0-9A-Za-z])"
)
CHECK_CHARACTERS = "0123456789ABCDEFHJKLMNPRSTUVWXY"
CENTURIES = {
    "+": 1800,
    **dict.fromkeys("-UVWXY", 1900),
    **dict.fromkeys("ABCDEF", 2000),
}
EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]+@[A-Za-z0-9ÅÄÖåäö](?:[A-Za-z0-9ÅÄÖåäö-]*[A-Za-z0-9ÅÄÖåäö])?"
    r"(?:\.[A-Za-z0-9ÅÄÖåäö](?:[A-Za-z0-9ÅÄÖåäö-]*[A-Za-z0-9ÅÄÖåäö])?)+",
)
# +358, 00358 or a leading 0, then digits in groups. Digits alone are counted below.
PHONE = re.compile(
    r"(?<![\w+.,/-])(?:(?:\+|00)358[ -]?(?:\(0\)[ -]?)?|\(?0)"
    r"\d{1,4}\)?(?:[ -]?\d{2,8}){1,5}(?![\w/-]|[.,:]\d)"
)
PHONE_DIGITS = range(7, 15)


@dataclass(frozen=True)
class Finding:
    """A flag, and where in the text: `text[start:end]`."""

    flag: Flag
    start: int
    end: int


def find(text: str) -> list[Finding]:
    """All findings in the order of the text; none overlap, and an identity code comes first."""
    kept: list[Finding] = []
    for finding in [
        *_identity_codes(text),
        *_matches(EMAIL, Flag.EMAIL, text),
        *_phones(text),
    ]:
        if all(
            finding.end <= other.start or other.end <= finding.start for other in kept
        ):
            kept.append(finding)
    return sorted(kept, key=lambda finding: finding.start)


def flags(text: str) -> list[Flag]:
    """Which kinds of findings there are, each once."""
    return list(dict.fromkeys(finding.flag for finding in find(text)))


def masked(text: str, *only: Flag) -> str:
    """The text with its findings (of the given kinds, or all) made unreadable."""
    for finding in reversed(find(text)):
        if not only or finding.flag in only:
            hidden = "•" * (finding.end - finding.start)
            text = text[: finding.start] + hidden + text[finding.end :]
    return text


def _matches(pattern: re.Pattern[str], flag: Flag, text: str) -> list[Finding]:
    return [
        Finding(flag, match.start(), match.end()) for match in pattern.finditer(text)
    ]


def _identity_codes(text: str) -> list[Finding]:
    return [
        Finding(Flag.IDENTITY_CODE, match.start(), match.end())
        for match in IDENTITY_CODE.finditer(text)
        if is_identity_code(match)
    ]


def is_identity_code(match: re.Match[str]) -> bool:
    """Whether the date exists and the check character is that of the nine digits."""
    day, month, year, sign, number, check = match.groups()
    try:
        date(CENTURIES[sign.upper()] + int(year), int(month), int(day))
    except ValueError:
        return False
    return CHECK_CHARACTERS[int(day + month + year + number) % 31] == check.upper()


def _phones(text: str) -> list[Finding]:
    return [
        finding
        for finding in _matches(PHONE, Flag.PHONE, text)
        if sum(sign.isdigit() for sign in text[finding.start : finding.end])
        in PHONE_DIGITS
    ]
