"""A list of phrases that staff write, and where they stand in a text.

`tienaa + päivässä` is a phrase in parts, which stand near each other, in this order or not.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
# A shorter word of a phrase is found as it is, a longer one also with an ending.
SHORTEST_WITH_ENDING = 4
FIRST_LETTERS = 3
# How many words on either side of the first part the others may stand.
NEAR = 15
Part = tuple[str, ...]


@dataclass(frozen=True)
class Phrase:
    """As it was written, and the words of its parts."""

    entry: str
    first: Part
    others: tuple[Part, ...]


@lru_cache(maxsize=8)
def by_first_letters(entries: tuple[str, ...]) -> dict[str, list[Phrase]]:
    found: dict[str, list[Phrase]] = defaultdict(list)
    for entry in entries:
        parts = [tuple(WORD.findall(part)) for part in entry.casefold().split("+")]
        if any(parts):
            first, *others = filter(None, parts)
            phrase = Phrase(entry.casefold(), first, tuple(others))
            found[first[0][:FIRST_LETTERS]].append(phrase)
    return found


def places(text: str, entries: tuple[str, ...]) -> Iterator[tuple[int, int, str]]:
    """Start and end of a phrase's first part, and the entry, where words begin as its own do."""
    known = by_first_letters(entries)
    matches = list(WORD.finditer(text))
    words = [match.group().casefold() for match in matches]
    index: dict[str, list[int]] = defaultdict(list)
    for place, word in enumerate(words):
        index[word[:FIRST_LETTERS]].append(place)
    for place, word in enumerate(words):
        for phrase in known.get(word[:FIRST_LETTERS], ()):
            if stands_at(words, place, phrase.first) and are_near(
                words, index, place, phrase
            ):
                last = matches[place + len(phrase.first) - 1]
                yield matches[place].start(), last.end(), phrase.entry
                break


def stands_at(words: list[str], place: int, part: Part) -> bool:
    here = words[place : place + len(part)]
    return len(here) == len(part) and all(map(begins, here, part))


def are_near(
    words: list[str], index: dict[str, list[int]], place: int, phrase: Phrase
) -> bool:
    """Whether each other part stands near; `index` has the places of words by first letters."""
    end = place + len(phrase.first)
    for part in phrase.others:
        places = index.get(part[0][:FIRST_LETTERS], [])
        near = places[
            bisect_left(places, place - NEAR) : bisect_right(places, end + NEAR)
        ]
        if not any(stands_at(words, at, part) for at in near):
            return False
    return True


def begins(word: str, wanted: str) -> bool:
    if len(wanted) < SHORTEST_WITH_ENDING:
        return word == wanted
    return word.startswith(wanted)
