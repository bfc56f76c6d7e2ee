"""Words of health near a person's name.

Near is in the same sentence, or in the next one when that speaks of “her” or “him”; of a form
(`Potilas: …`) also in the line before; and at the beginning of the sentence after one on a
relative's health. Who says their own name (`Olen …`, or both names below the text) is near what
they say of themselves. Names of staff (a title before or after, or thanks), of places and
services are left aside.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from moderation.enums import Flag

from .beside_names import RELATION, RELATIVE, SIGNATURE, SIGNED
from .finding import Finding
from .health_words import first_word
from .lists import Lists
from .name_words import WORD
from .people import people_in
from .sentences import sentences

# Among the next sentence's first words.
SPEAKS_OF_THEM = re.compile(
    r"\W*(?:\w+\W+){0,4}?(?:hän\w{0,7}|hon|han|hans|hennes|honom|henne|she|he|her|his|him)(?!\w)",
    re.IGNORECASE,
)
SPEAKS_OF_ME = re.compile(
    r"(?<!\w)(?:minulla|minulle|minut|minua|minun|mulla|mulle|mut|mun|sairastan|sairastuin|kärsin|"
    r"käytän|söin|syön|jag|mig|min|mitt|i|my)(?!\w)",
    re.IGNORECASE,
)
# Before or after the name of who writes; and after it, how many sentences are of them.
NAMES_ME = re.compile(
    r"(?<!\w)(?:nimeni on|olen|oon|täällä|jag är|jag heter|mitt namn är|my name is|i am|i'm) $",
    re.IGNORECASE,
)
HERE_I_AM = re.compile(r" (?:tässä|täällä)(?!\w)", re.IGNORECASE)
SENTENCES_OF_ME = 3
# A line of a form that says whose the others are.
NAMES_SOMEBODY = re.compile(
    r"\s*(?:potilas|potilaan nimi|asiakas|asiakkaan nimi|nimi|lapsi|lapsen nimi|hakija|"
    r"omainen|asukas|patient|sökande|applicant|patientens namn|namn|name) ?:",
    re.IGNORECASE,
)
# Whose case it is, also when the illness is told in the sentence before or after.
NAMES_CASE = re.compile(
    r"(?<!\w)(?:kyse(?:essä)? on|kysymys on|koskee|koskien|selvity\w{1,8}|hoi(?:to|toa|dosta)|"
    r"tilan(?:ne|netta|teesta)|gäller|vården av)(?!\w)",
    re.IGNORECASE,
)
# Who signs tells of themselves, without a word for it: `Verikokeissa näkyi anemia.`
HAPPENED_TO_ME = re.compile(
    r"(?<!\w)(?:en|olen|olin|sain|jouduin|kävin|pääsin|odotin|jouduttu|todettiin|löytyi|näkyi|"
    r"epäiltiin|määrättiin|leikattiin|paheni|uusiutui)(?!\w)",
    re.IGNORECASE,
)
# A name alone at the end of a text.
NAME_ALONE = re.compile(r"\W*(?:[A-ZÅÄÖ][\w-]+ ){1,2}[A-ZÅÄÖ][\w-]+\W*")
OF_MINE = re.compile(r"\w{3}ni$", re.IGNORECASE)
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
    for number, here in enumerate(said):
        before = said[number - 1] if number else None
        after = said[number + 1] if number + 1 < len(said) else None
        word = here.word or near_word(before, here, after)
        case = "" if word else word_of_case(before, here, after)
        follows = "" if word or not before else word_of_relative(before, here)
        mine = "" if word or follows else word_of_me(said, number)
        if not (word or case or follows or mine):
            continue
        for start, end in people_in(here.text, lists):
            # Only who begins the sentence after the one on a relative.
            begins = not here.text[:start].strip()
            near = word or mine or (follows if begins else "")
            if not (near and is_meant(here, start, end, mine)):
                near = case if is_full(here.text[start:end]) else ""
            if not near:
                continue
            reason = _("A name near the word “%(word)s”.") % {"word": near}
            yield Finding(
                Flag.HEALTH_NAME, here.start + start, here.start + end, reason
            )


def is_meant(here: Said, start: int, end: int, mine: str) -> bool:
    """Whether the words of health are of whom the name is: who writes may be thanking."""
    before, after = here.text[:start], here.text[end:]
    signed = bool(SIGNATURE.search(before) or NAME_ALONE.fullmatch(here.text))
    if mine:
        names_me = bool(NAMES_ME.search(before) or HERE_I_AM.match(after))
        return names_me or (signed and is_full(here.text[start:end]))
    return not signed or not here.word or here.word in after


def is_full(name: str) -> bool:
    return " " in name.strip()


def near_word(before: Said | None, here: Said, after: Said | None) -> str:
    """The word of health of the next sentence that speaks of them, or of a form's other lines."""
    if after and after.word and SPEAKS_OF_THEM.match(after.text):
        return after.word
    if NAMES_SOMEBODY.match(here.text):
        return next((line.word for line in (before, after) if line and line.word), "")
    return ""


def word_of_case(before: Said | None, here: Said, after: Said | None) -> str:
    """The word of health beside a sentence that says whose case it is."""
    if not NAMES_CASE.search(here.text):
        return ""
    return next((line.word for line in (after, before) if line and line.word), "")


def speaks_of_relative(text: str) -> bool:
    words = (match.group().lower() for match in WORD.finditer(text))
    return any(RELATION.search(word) or RELATIVE.search(word) for word in words)


def word_of_relative(before: Said, here: Said) -> str:
    long_enough = len(WORD.findall(here.text)) >= FEWEST_WORDS
    return before.word if speaks_of_relative(before.text) and long_enough else ""


def word_of_me(said: list[Said], number: int) -> str:
    """What who writes says of themselves, after their name or before their signature."""
    here = said[number]
    ends = number == len(said) - 1
    signed = bool(SIGNED.match(here.text) or (ends and NAME_ALONE.fullmatch(here.text)))
    if signed:
        near = said[max(0, number - SENTENCES_OF_ME) : number]
    else:
        near = said[number + 1 : number + 1 + SENTENCES_OF_ME]
    told = (each for each in near if each.word and is_of_me(each, signed=signed))
    return next((each.word for each in told), "")


def is_of_me(said: Said, *, signed: bool) -> bool:
    if SPEAKS_OF_ME.search(said.text) or OF_MINE.search(said.word):
        return True
    happened = signed and HAPPENED_TO_ME.search(said.text) is not None
    return happened and not speaks_of_relative(said.text)
