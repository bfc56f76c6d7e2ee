"""Addresses of the web."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from moderation.enums import Flag

from .finding import Finding

LABEL = r"[a-z0-9åäö](?:[a-z0-9åäö-]{0,62})"
# Not `se`, `no` and `me`, which begin a sentence where the space after a full stop is missing.
ENDINGS = (
    r"(?:fi|com|net|org|eu|info|biz|online|site|shop|store|blog|club|website|casino|bet|loan|win|"
    r"vip|xyz|top|click|link|app|dev|ru|io|ax|uk|ee|gov|tv|mobi|pro|tech|news|live|"
    r"today|life|world|cc|co|de|nu|pl|eus|me(?=/)|test|example|invalid)"
)
# A full stop that is hidden from machines: `example[.]com`.
DOT = r"(?:\.|[\[(]\.[\])])"
LINK = re.compile(
    r"(?<![\w@.%-])(?:(?:https?|hxxps?|ftp)://[^\s<>\"']{2,500}"
    r"|h ?t ?t ?p ?s? ?: ?/ ?/ ?\w"
    rf"|www \. {LABEL} \. {ENDINGS}(?!\w)"
    rf"|www\.{LABEL}(?:\.{LABEL}){{1,5}}(?:/[^\s<>\"']{{0,500}})?"
    rf"|(?:{LABEL}{DOT}){{1,4}}(?:{ENDINGS}(?![\w-]|\.\w)(?:/[^\s<>\"']{{0,500}})?"
    r"|[a-z]{2,6}/[^\s<>\"']{1,500}))",
    re.IGNORECASE,
)
# What ends the sentence is no part of the address.
TRAILING = ".,;:!?)»”"


def find(text: str) -> Iterator[Finding]:
    reason = _("A link. See where it leads before you publish it.")
    for match in LINK.finditer(text):
        length = len(match.group().rstrip(TRAILING))
        if any(sign.isalpha() for sign in match.group()):
            yield Finding(Flag.LINK, match.start(), match.start() + length, reason)
