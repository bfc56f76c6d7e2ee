"""Words of health near a person's name.

Near is in the same sentence, or in the next one when that speaks of “her” or “him”; of a form
(`Potilas: …`) also in the line before; and at the beginning of the sentence after one on a
relative's health. Names of staff (a title before or after, or thanks), of places and services
are left aside.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from moderation.enums import Flag

from .finding import Finding
from .health_words import first_word
from .lists import Lists
from .name_words import WORD
from .people import RELATION, RELATIVE, people_in
from .sentences import sentences

SPEAKS_OF_THEM = (
    "hän",
    "häne",
    "hon ",
    "hans ",
    "hennes ",
    "she ",
    "he ",
    "her ",
    "his ",
)


# A line of a form that says whose the others are.
NAMES_SOMEBODY = re.compile(
    r"\s*(?:potilas|potilaan nimi|asiakas|asiakkaan nimi|nimi|lapsi|lapsen nimi|hakija|"
    r"omainen|asukas|patient|sökande|applicant|patientens namn|namn|name) ?:",
    re.IGNORECASE,
)
# A signature is shorter.
FEWEST_WORDS = 4


@dataclass(frozen=True)
class Said:
    """A sentence, where it begins, and its first word of health; empty if it has none."""

    text: str
    start: int
    word: str


def find(text: str, lists: Lists) -> Iterator[Finding]:
    said = [
        Said(text[start:end], start, first_word(text[start:end], lists))
        for start, end in sentences(text)
    ]
    # None before the first and after the last.
    around = [None, *said, None]
    for before, here, after in zip(around, said, around[2:], strict=False):
        word = here.word or near_word(before, here, after)
        follows = "" if word or not before else word_of_relative(before, here)
        if not word and not follows:
            continue
        for start, end in people_in(here.text, lists):
            if not word and here.text[:start].strip():
                break  # only who begins the sentence after the one on a relative
            reason = _("A name near the word “%(word)s”.") % {"word": word or follows}
            yield Finding(
                Flag.HEALTH_NAME, here.start + start, here.start + end, reason
            )


def near_word(before: Said | None, here: Said, after: Said | None) -> str:
    """The word of health of the next sentence that speaks of them, or of a form's other lines."""
    if after and after.text.lower().startswith(SPEAKS_OF_THEM) and after.word:
        return after.word
    if NAMES_SOMEBODY.match(here.text):
        return next((line.word for line in (before, after) if line and line.word), "")
    return ""


def word_of_relative(before: Said, here: Said) -> str:
    words = (match.group().lower() for match in WORD.finditer(before.text))
    speaks = any(RELATION.search(word) or RELATIVE.search(word) for word in words)
    long_enough = len(WORD.findall(here.text)) >= FEWEST_WORDS
    return before.word if speaks and long_enough else ""
