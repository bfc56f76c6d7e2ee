"""Phone numbers of people: Finnish mobile and area numbers, and those with a country code.

Numbers of services are nobody's: 112, 116117 and the like have no area code, and 010, 020,
029, 030, 0600, 0700, 0800 and other nationwide numbers belong to organisations.
"""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from moderation.enums import Flag

from .finding import Finding

GAP = r"(?: ?[-\u2010-\u2013] ?|[ \u00a0])"
# After a mobile prefix also 040/123, 040.123, 040*123 and a line's end; after an area code the
# first two would be a date.
MOBILE_GAP = r"(?: ?[-\u2010-\u2013] ?|\s{1,2}|[./*_])"
BEFORE = r"(?<![\w+])"
# Another number may follow a slash: `040 123 4567/050 123 4567`.
AFTER = r"(?![0-9]|[.,:-][0-9]|/[1-9])"
FINLAND = rf"(?:\(?(?:\+|00) ?358\)?{GAP}?(?:\(0\){GAP}?)?|\(?0)"
PATTERNS = (
    # 040–049 and 050: nine digits or more, the first 0 counted.
    re.compile(
        rf"{BEFORE}(?:{FINLAND}|358{GAP}?)(?:4[0-9]|50)\)?(?:{MOBILE_GAP}?[0-9]){{6,9}}{AFTER}"
    ),
    # One sign at a time: `0 4 0 1 2 3 4 5 6 7`.
    re.compile(rf"{BEFORE}0 (?:4 [0-9]|5 0)(?:{GAP}[0-9]){{6,8}}(?! ?[0-9])"),
    # In pairs: `04 01 23 45 678`.
    re.compile(
        rf"{BEFORE}04 [0-9]{{2}}(?! (?:19|20)[0-9]{{2}})(?: [0-9]{{2}}){{2}} [0-9]{{3}}"
        r"(?![ .,:/-]?[0-9])"
    ),
    # Area codes; 020, 029, 030 and the like are none. No number of an area begins with 0.
    re.compile(
        rf"{BEFORE}{FINLAND}(?:[35689]|2(?!9)|1[3-9])\)?{GAP}?[1-9](?:{GAP}?[0-9]){{4,7}}{AFTER}"
    ),
    # Zeros, as who would not give a real one writes.
    re.compile(
        rf"{BEFORE}(?:{FINLAND}(?:[235689]|1[3-9])\)?{GAP}0(?:{GAP}?0){{5,7}}"
        rf"|000{GAP}000{GAP}0000){AFTER}"
    ),
    # Another country's.
    re.compile(
        rf"{BEFORE}(?:\+|00(?=4[4-9]|372))(?!358)[1-9](?:{GAP}?\(?[0-9]\)?){{8,13}}{AFTER}"
    ),
)
# What stands before a number that is none of a phone.
OTHER_NUMBER = re.compile(
    r"(?:(?:viite|tili|sarja|asiakas|tilaus|potilas|jäsen|diaari|lasku|kortti|lähetys|"
    r"seuranta|tuote|laite|resepti|vakuutus|varaus|hakemu|päätö|ilmoitu|sopimu|maksu|kuit|paketti|"
    r"rekisteri|tapau|asia|referens|kund|order|customer|reference|booking|invoice|faktura|tracking)"
    r"(?:[a-zåäö]{0,4}-?|[a-zåäö]{0,3}n |[a-z]{0,4} (?=nummer|number))"
    r"(?:numero|nro|tunnus|tunniste|koodi|nummer|number)[a-zåäö]{0,5}"
    r"|viite|dnro|y-tunnus|iban)(?: on| är| is)?[ :.]{0,3}[0-9 ]{0,25}$",
    re.IGNORECASE,
)
BANK_ACCOUNT = re.compile(
    r"(?<![0-9A-Za-z])[A-Z]{2}[0-9]{2}(?: ?[0-9]{4}){3,6}(?: ?[0-9]{1,3})?(?![0-9])"
)
# Dates, opening hours and numbers with a year within: `03-12-2026`, `08-16 09-15`,
# `0412-2026-0007`.
DATE_OR_HOURS = re.compile(
    rf"0[0-9]{GAP}(?:[0-9]{{2}}{GAP}(?:19|20)[0-9]{{2}}|[0-9]{{2}} [0-9]{{2}}{GAP}[0-9]{{2}})"
    r"|0[0-9]{3}-20[0-9]{2}-[0-9]{3,4}"
)
# The end of a date, a sum or a longer number goes on; of a number after another does not.
WITHIN_NUMBER = re.compile(r"(?:[0-9][.,-]|(?<![0-9]{2})[0-9]/)$")
LOOK_BACK = 60


def find(text: str) -> Iterator[Finding]:
    accounts = [match.span() for match in BANK_ACCOUNT.finditer(text)]
    finnish = _("A Finnish number. See whether it is a private person's.")
    foreign = _("A number with a country code. See whether it is a private person's.")
    for pattern in PATTERNS:
        reason = foreign if pattern is PATTERNS[-1] else finnish
        for match in pattern.finditer(text):
            if is_phone(text, match, accounts):
                yield Finding(Flag.PHONE, match.start(), match.end(), reason)


def is_phone(text: str, match: re.Match[str], accounts: list[tuple[int, int]]) -> bool:
    """Whether no date, sum, bank account or number of another kind looks like one."""
    start, end = match.span()
    before = text[max(0, start - LOOK_BACK) : start]
    if WITHIN_NUMBER.search(before) or OTHER_NUMBER.search(before):
        return False
    if DATE_OR_HOURS.fullmatch(text, start, end):
        return False
    return all(end <= first or last <= start for first, last in accounts)
