"""Words of health near a person's name.

Near is in the same sentence, or in the next one when that speaks of “her” or “him”; of a form
(`Potilas: …`) also in the line before; and at the beginning of the sentence after one on a
relative's health. Names of staff (a title before or after, or thanks), of places and services
are left aside.
"""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from moderation.enums import Flag

from .finding import Finding
from .health_words import first_word
from .lists import Lists
from .people import RELATION, RELATIVE, WORD, people_in
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
    r"\s*(?:potilas|potilaan nimi|asiakas|asiakkaan nimi|nimi|lapsi|lapsen nimi|patient|"
    r"patientens namn|namn|name) ?:",
    re.IGNORECASE,
)
# A signature is shorter.
FEWEST_WORDS = 4


def find(text: str, lists: Lists) -> Iterator[Finding]:
    said = [
        (start, end, first_word(text[start:end], lists))
        for start, end in sentences(text)
    ]
    for number, (start, end, word) in enumerate(said):
        sentence = text[start:end]
        before, after = said[max(0, number - 1)], said[min(number + 1, len(said) - 1)]
        only_first = False
        if not word and text[after[0] : after[1]].lower().startswith(SPEAKS_OF_THEM):
            word = after[2]
        if not word and NAMES_SOMEBODY.match(sentence):
            word = before[2] or after[2]
        if not word and before[2] and speaks_of_relative(text[before[0] : before[1]]):
            word = before[2]
            only_first = True
        if not word or (only_first and len(WORD.findall(sentence)) < FEWEST_WORDS):
            continue
        for first, last in people_in(sentence, lists):
            if only_first and sentence[:first].strip():
                break
            reason = _("A name near the word “%(word)s”.") % {"word": word}
            yield Finding(Flag.HEALTH_NAME, start + first, start + last, reason)


def speaks_of_relative(sentence: str) -> bool:
    words = (match.group().lower() for match in WORD.finditer(sentence))
    return any(RELATION.search(word) or RELATIVE.search(word) for word in words)
