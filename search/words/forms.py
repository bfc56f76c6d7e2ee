"""The forms by which a word is found, in its language."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from threading import Lock

import snowballstemmer

from .families import family_of
from .finnish import readings
from .tokens import encode_word, parts_of

# Before each form in the index: `fiq` + `hoito`, and `fiw` where it is within a compound.
# No text has a word that begins so, and a Swedish stem is not taken for a Finnish word.
OWN, WITHIN = "q", "w"
STEMMERS = {"fi": "finnish", "sv": "swedish", "en": "english"}
# Of a word that Voikko does not know a shorter piece says nothing.
SHORTEST_STEM = 2
SHORTEST_UNSURE = 3
# Shorter halves would be found in half of the names there are.
SHORTEST_HALF = 4
LONGEST_NEW = 40
# A stemmer keeps in itself the word that it is at: threads would mix up theirs.
ONE_AT_A_TIME = Lock()
CACHE = 50_000


@dataclass(frozen=True)
class Forms:
    """`own` are the forms of the word itself, `within` those of what a compound holds, as
    they are written; `bases` how many words it may be. `known`: whether the dictionary has
    it; stems have no dictionary.
    """

    own: tuple[str, ...]
    within: tuple[str, ...] = ()
    known: bool = True
    bases: int = 1

    @property
    def all(self) -> tuple[str, ...]:
        return unique((*self.own, *self.within))


def unique(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))


def tagged(form: str, language: str, where: str = OWN) -> str:
    """How a form stands in the index, and in a query."""
    return language + where + "".join(encode_word(part) for part in parts_of(form))


def tags_of(forms: Forms, language: str) -> list[str]:
    """All that a word of a text is found by."""
    own = [tagged(form, language) for form in forms.own]
    return own + [tagged(form, language, WITHIN) for form in forms.within]


def tags_for(forms: Forms, language: str) -> list[str]:
    """What a word of a query asks for: its own forms, alone or within a compound. Of a short
    one that may be several words (`kuusta`: moon or spruce) only those alone."""
    tags = [tagged(form, language) for form in forms.own]
    if language == "fi":
        tags += [
            tagged(form, language, WITHIN)
            for form in forms.own
            if forms.bases == 1 or len(form) > SHORTEST_UNSURE
        ]
    return tags


@lru_cache(maxsize=CACHE)
def forms_of(word: str, language: str) -> Forms:
    """The forms of a word of a text or a query; `language` is `fi`, `sv` or `en`."""
    word = word.lower()
    return finnish(word) if language == "fi" else Forms((stem(word, language),))


def finnish(word: str) -> Forms:
    found = readings(word)
    parts = parts_of(word)
    if not found and ":" in word:  # `116117:ään` is a form of `116117`
        return finnish(word.partition(":")[0])
    if not found and len(parts) > 1:
        return of_parts(parts)
    if not found:
        return new_compound(word) or Forms((stem(word, "fi"),), known=False)
    own = unique(
        kin
        for one in found
        for form in (one.base, *one.kin)
        for kin in (form, *family_of(form))
    )
    within = unique(
        kin for one in found for form in one.within for kin in (form, *family_of(form))
    )
    bases = len({one.base for one in found})
    return Forms(own, tuple(form for form in within if form not in own), bases=bases)


def new_compound(word: str) -> Forms | None:
    """Of `takaisinsoitoissa`, which no dictionary has: what two words that it has say, put
    together. Of several ways the one with the longest last word."""
    if not word.isalpha() or len(word) > LONGEST_NEW:
        return None
    for place in range(SHORTEST_HALF, len(word) - SHORTEST_HALF + 1):
        front, last = word[:place], word[place:]
        if readings(front) and readings(last):
            return of_parts([front, last])
    return None


def of_parts(parts: list[str]) -> Forms:
    """Of `OmaPirha-palvelussa`, which no dictionary has: whatever its parts are found by,
    and the whole with its last part as a base form."""
    each = [finnish(part) for part in parts if part]
    front = "".join(parts[:-1])
    own = unique(front + form for form in each[-1].own)
    within = unique(form for forms in each for form in forms.all)
    return Forms(own, within, known=False)


@cache
def stemmer(language: str) -> "snowballstemmer.basestemmer.BaseStemmer":
    return snowballstemmer.stemmer(STEMMERS[language])


def stem(word: str, language: str) -> str:
    with ONE_AT_A_TIME:
        found: str = stemmer(language).stemWord(word)
    return found if len(found) >= SHORTEST_STEM else word
