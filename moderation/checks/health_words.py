"""Whether a sentence speaks of somebody's health: by a list in three languages.

Finnish words are compared by their base forms, and by what a compound holds; Swedish and
English ones by their stems. Voikko is asked only about words that share their first letters
with the list, and about so many of a text: the time that a check takes has an end.
"""

import re
from functools import lru_cache

from search.words import forms_of
from search.words.families import family_of
from search.words.finnish import readings

from .lists import Lists
from .phrase_list import places

WORD = re.compile(r"[^\W\d_]+(?:[-:’'][^\W\d_]+)*")
PART = re.compile(r"[-:’']")
MOST_WORDS = 40
LONGEST_WORD = 60
FIRST_LETTERS = 3
# A word that no dictionary has is compared by its beginning, when that says enough.
SHORTEST_BEGINNING = 6


def first_word(sentence: str, lists: Lists) -> str:
    """The first word of health, as it stands in the sentence; empty if there is none."""
    finnish, letters = finnish_entries(lists.health_fi)
    stems = stemmed(lists.health_sv, "sv") | stemmed(lists.health_en, "en")
    looked_at = 0
    for match in WORD.finditer(sentence):
        word = match.group().lower()[:LONGEST_WORD]
        if is_stemmed(word, stems):
            return match.group()
        if looked_at < MOST_WORDS and may_be(word, letters):
            looked_at += 1
            if is_finnish(word, finnish):
                return match.group()
    phrases = several_words(lists)
    return next(
        (sentence[start:end] for start, end, _phrase in places(sentence, phrases)), ""
    )


def may_be(word: str, letters: frozenset[str]) -> bool:
    return any(
        word[at : at + FIRST_LETTERS] in letters
        for at in range(len(word) - FIRST_LETTERS + 1)
    )


@lru_cache(maxsize=20)
def finnish_entries(words: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """The list's single words, and the letters with which their forms begin."""
    single = frozenset(word.lower() for word in words if " " not in word)
    beginnings = {
        other[:FIRST_LETTERS] for word in single for other in (word, *family_of(word))
    }
    # A short word's third letter may change with its form: `kipu`, `kivun`.
    beginnings |= {
        word[: FIRST_LETTERS - 1] + other
        for word in single
        if len(word) <= FIRST_LETTERS + 1
        for other in GRADES.get(word[FIRST_LETTERS - 1], "")
    }
    return single, frozenset(beginnings)


GRADES = {"p": "v", "t": "d", "k": "jvu"}


@lru_cache(maxsize=50_000)
def bases(word: str) -> frozenset[str]:
    """The base forms that a Finnish word may have, and those of what it holds."""
    found = {
        form for one in readings(word) for form in (one.base, *one.kin, *one.within)
    }
    return frozenset(kin for form in found for kin in (form, *family_of(form)))


def is_finnish(word: str, entries: frozenset[str]) -> bool:
    for piece in (word, *PART.split(word)):
        found = bases(piece)
        if piece in entries or not entries.isdisjoint(found):
            return True
        if not found and any(
            piece.startswith(entry.removesuffix("nen")[:-1])
            for entry in entries
            if len(entry) >= SHORTEST_BEGINNING
        ):
            return True
    return False


@lru_cache(maxsize=20)
def stemmed(words: tuple[str, ...], language: str) -> frozenset[tuple[str, str]]:
    return frozenset(
        (language, stem)
        for word in words
        if " " not in word
        for stem in forms_of(word.lower(), language).own
    )


@lru_cache(maxsize=8)
def stem_beginnings(stems: frozenset[tuple[str, str]]) -> frozenset[str]:
    return frozenset(stem[:FIRST_LETTERS] for _language, stem in stems)


def is_stemmed(word: str, stems: frozenset[tuple[str, str]]) -> bool:
    if word[:FIRST_LETTERS] not in stem_beginnings(stems):
        return False
    return any(
        (language, forms_of(word, language).own[0]) in stems
        for language in ("sv", "en")
    )


@lru_cache(maxsize=8)
def several_words(lists: Lists) -> tuple[str, ...]:
    everything = (*lists.health_fi, *lists.health_sv, *lists.health_en)
    return tuple(entry for entry in everything if " " in entry)
