"""A word of a sentence, as it matters for names: its capital, its classes, and the names known.

`people.py` tells which of them are a person's.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from search.words.finnish import readings
from search.words.names import NameClass, name_classes

from .beside_names import CALLED
from .listed_names import ENDINGS, SHORTEST_STEM, ListedNames

FIRST, SURNAME, PLACE = NameClass.FIRST, NameClass.SURNAME, NameClass.PLACE
OTHER = NameClass.OTHER
WORD = re.compile(r"[^\W\d_]+(?:[-:’'][^\W\d_]+)*")
# Between the words of one name.
BETWEEN = re.compile(r"[ \t\n]{1,3}")
# Of one person; a place is plural: `Ikaalisissa`.
SURNAME_IN_NEN = re.compile(r"(?:nen|se(?:n|ll[aäe]|lt[aä]|ss[aä]|st[aä]|en))$")
# With a capital a word that no dictionary has is a surname, if so much stands before it.
UNKNOWN_IN_NEN = re.compile(rf"\w{{2,}}[aeiouyäö]{SURNAME_IN_NEN.pattern}")
# Where somebody is: `Sallassa`, which is called like a person, too.
WITHIN = re.compile(r"(?:ss[aä]|st[aä]|seen|laan|lään)$")


@dataclass(frozen=True)
class Word:
    text: str
    start: int
    end: int
    known: bool
    listed: ListedNames

    @classmethod
    def of(
        cls, match: re.Match[str], known: frozenset[str], listed: ListedNames
    ) -> Self:
        text = match.group()
        return cls(text, match.start(), match.end(), is_known(text, known), listed)

    @property
    def has_capital(self) -> bool:
        return self.text[0].isupper() and not (len(self.text) > 1 and self.is_capitals)

    @property
    def is_capitals(self) -> bool:
        return self.text.isupper()

    @property
    def classes(self) -> frozenset[NameClass]:
        """Those of the whole word, or of a part of it: `Pikku-Veetin`, `Leena-mummo`.

        What ends with *-nen* is a surname also where Voikko knows it as a place: `Nieminen`.
        """
        word = self.text.partition(":")[0]
        found = self.classes_of(word)
        first, hyphen, _rest = word.partition("-")
        if hyphen and found <= {OTHER}:
            last = word.rpartition("-")[2]
            if classes := self.classes_of(last) - {OTHER}:
                return classes
            return self.classes_of(first) if CALLED.match(last.lower()) else found
        if PLACE in found and SURNAME_IN_NEN.search(word):
            return (found - {PLACE}) | {SURNAME}
        if not found and self.has_capital and UNKNOWN_IN_NEN.fullmatch(word):
            return frozenset({SURNAME})
        return found

    @property
    def is_within(self) -> bool:
        """Whether it rather says where: `Härmälässä`, which Voikko knows as a surname only."""
        return (
            WITHIN.search(self.text) is not None
            and not SURNAME_IN_NEN.search(self.text)
            and self.classes <= {SURNAME, PLACE}
        )

    @property
    def is_compound(self) -> bool:
        """A thing that is called by a name or letters: `ADHD-tutkimukset`, `Kanta-tiedot`."""
        last = self.text.rpartition("-")[2]
        return (
            last != self.text
            and last.islower()
            and not CALLED.match(last)
            and self.classes.isdisjoint({FIRST, SURNAME})
        )

    def classes_of(self, piece: str) -> frozenset[NameClass]:
        """By the dictionary and by the lists."""
        found = name_classes(piece)
        if PLACE in found and WITHIN.search(piece):
            return found
        return found | self.listed.classes_of(piece)

    @property
    def bases(self) -> frozenset[str]:
        return frozenset(one.base for one in readings(self.text))

    @property
    def is_base(self) -> bool:
        """Whether it has no ending, as far as the dictionary and the lists know."""
        lower = self.text.lower()
        return lower in self.bases or lower in self.listed.first_names

    @property
    def is_initial(self) -> bool:
        """`M` of *Matti M.* and *Matti M:llä*."""
        letter, colon, _ending = self.text.partition(":")
        return (
            len(letter) == 1
            and letter.isupper()
            and (bool(colon) or self.text == letter)
        )


@lru_cache(maxsize=8)
def known_words(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word.casefold() for name in names for word in WORD.findall(name))


def is_known(word: str, known: frozenset[str]) -> bool:
    """Whether a word is a known name, as it is or with an ending after it."""
    if not word[0].isupper() or (word.isupper() and len(word) == 1):
        return False
    lower = word.casefold()
    stem = re.split(r"[-:’']", lower)[0]
    if lower in known or stem in known:
        return True
    return any(
        stem[:length] in known and stem[length:] in ENDINGS
        for length in range(SHORTEST_STEM, len(stem))
    )
