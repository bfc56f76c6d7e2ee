"""Where a long Finnish word may be broken: at the seams of the compound."""

import re
from functools import lru_cache

from .finnish import Reading, readings
from .tokens import WORD, parts_of, tidy

SOFT_HYPHEN = "\u00ad"
# Shorter words fit on the narrowest screen as they are.
SHORTEST = 12
SHORTEST_PART = 3


def with_seams(text: str, language: str) -> str:
    """The text with soft hyphens at the seams of its long Finnish compounds."""
    if language != "fi":
        return text
    return WORD.sub(lambda match: broken(match.group()), text)


@lru_cache(maxsize=5_000)
def broken(word: str) -> str:
    if len(word) < SHORTEST or SOFT_HYPHEN in word:
        return word
    found = readings(tidy(word))
    if not found:
        parts = parts_of(word)
        if len(parts) == 1:
            return word
        return re.sub(r"[^\W_]+", lambda match: broken(match.group()), word)
    seams = min((seams_of(reading) for reading in found), key=len)
    letters = list(word)
    for place in reversed(seams):
        if letters[place - 1].isalnum():
            letters.insert(place, SOFT_HYPHEN)
    return "".join(letters)


def seams_of(reading: Reading) -> list[int]:
    """Where its parts meet, in letters from the beginning; short parts stay with the
    next one."""
    places: list[int] = []
    here = since = 0
    for part in reading.parts[:-1]:
        here += len(part.surface)
        if here - since >= SHORTEST_PART:
            places.append(here)
            since = here
    last = len(reading.parts[-1].surface)
    return places if last >= SHORTEST_PART else places[:-1]
