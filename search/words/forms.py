"""The forms by which a word is found, in its language."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

import snowballstemmer

from .finnish import readings
from .tokens import encode_word, parts_of

# Before each form in the index: `fiq` + `hoito`. No text has a word that begins so, and a
# Swedish stem cannot be taken for a Finnish word.
TAG = "{language}q{form}"
STEMMERS = {"fi": "finnish", "sv": "swedish", "en": "english"}
# Of a word that Voikko does not know a shorter piece says nothing.
SHORTEST_STEM = 2
CACHE = 50_000


@dataclass(frozen=True)
class Forms:
    """`own` are the forms of the word itself, `within` those of what a compound holds, as
    they are written. `known`: whether the dictionary has it; stems have no dictionary."""

    own: tuple[str, ...]
    within: tuple[str, ...] = ()
    known: bool = True

    @property
    def all(self) -> tuple[str, ...]:
        return unique((*self.own, *self.within))


def unique(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))


def tagged(form: str, language: str) -> str:
    """How a form stands in the index, and in a query."""
    joined = "".join(encode_word(part) for part in parts_of(form))
    return TAG.format(language=language, form=joined)


@lru_cache(maxsize=CACHE)
def forms_of(word: str, language: str) -> Forms:
    """The forms of a word of a text or a query; `language` is `fi`, `sv` or `en`."""
    word = word.lower()
    return finnish(word) if language == "fi" else Forms((stem(word, language),))


def finnish(word: str) -> Forms:
    found = readings(word)
    parts = parts_of(word)
    if not found and len(parts) > 1:
        return of_parts(parts)
    if not found:
        return Forms((stem(word, "fi"),), known=False)
    own = unique(form for one in found for form in (one.base, *one.kin))
    within = unique(form for one in found for form in one.within)
    return Forms(own, tuple(form for form in within if form not in own))


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
    found: str = stemmer(language).stemWord(word)
    return found if len(found) >= SHORTEST_STEM else word
