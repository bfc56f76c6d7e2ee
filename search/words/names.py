"""Which words are names of people or of places, by Voikko's classes of words."""

import re
from enum import StrEnum
from functools import lru_cache

from .finnish import LONGEST
from .voikko import analyser

# The classes of words that are no names: nouns, adjectives, verbs and the like.
CLASS = re.compile(r"\[L(e[eps]|[a-z]+)\]")


class NameClass(StrEnum):
    FIRST = "ee"
    SURNAME = "es"
    PLACE = "ep"
    # A reading as a word that is no name, or another name: of a firm, a product.
    OTHER = "other"


@lru_cache(maxsize=20_000)
def name_classes(word: str) -> frozenset[NameClass]:
    """All that the word, in any form, may be; nothing if Voikko does not know it."""
    if len(word) > LONGEST:
        return frozenset()
    return frozenset(map(class_of, analyser()(word.lower())))


def class_of(reading: str) -> NameClass:
    """Of `Anna-Kaisa` all parts are first names; `Pirkanmaa` is no person."""
    parts = set(CLASS.findall(reading))
    if len(parts) == 1 and (only := parts.pop()) in set(NameClass):
        return NameClass(only)
    return NameClass.OTHER
