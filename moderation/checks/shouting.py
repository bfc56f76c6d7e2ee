"""Texts, or stretches of them, in capitals."""

import re
from collections.abc import Iterator

from django.utils.translation import ngettext

from moderation.enums import Flag

from .finding import Finding

# Words with nothing but spaces and the marks of a sentence between; a comma between
# abbreviations (`HUS, TAYS, KELA`) makes a list of them.
WORD = re.compile(r"[^\W\d_]+(?:[-:’'][^\W\d_]+)*")
SAME_STRETCH = re.compile(r"[ \t\r\n.!?,…–-]{0,8}")
FEWEST_WORDS = 3
FEWEST_LETTERS = 14
# A word of so many letters is no abbreviation; nor is what ends with an exclamation mark.
NO_ABBREVIATION = 6
FEWEST_EXCLAIMED = 2
# So many of any length are no list, unless it has commas.
NO_LIST = 6


def find(text: str) -> Iterator[Finding]:
    """Three words in capitals or more that follow each other and are no abbreviations; two are
    enough with an exclamation mark."""
    stretch: list[re.Match[str]] = []
    for word in WORD.finditer(text):
        goes_on = not stretch or SAME_STRETCH.fullmatch(
            text, stretch[-1].end(), word.start()
        )
        if not goes_on or not word.group().isupper():
            yield from shouted(text, stretch)
            stretch = []
        if word.group().isupper():
            stretch.append(word)
    yield from shouted(text, stretch)


def shouted(text: str, stretch: list[re.Match[str]]) -> Iterator[Finding]:
    lengths = [len(word.group()) for word in stretch]
    if sum(lengths) < FEWEST_LETTERS:
        return
    end = stretch[-1].end()
    said = text[stretch[0].start() : end + 1]
    if (
        (len(lengths) >= FEWEST_WORDS and max(lengths) >= NO_ABBREVIATION)
        or (len(lengths) >= FEWEST_EXCLAIMED and "!" in said)
        or (len(lengths) >= NO_LIST and "," not in said)
    ):
        reason = ngettext(
            "%(count)s word in capitals.", "%(count)s words in capitals.", len(lengths)
        ) % {"count": len(lengths)}
        yield Finding(Flag.SHOUTING, stretch[0].start(), end, reason)
