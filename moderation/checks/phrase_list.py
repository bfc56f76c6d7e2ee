"""A list of phrases that staff write, and where they stand in a text."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
# A shorter word of a phrase is found as it is, a longer one also with an ending.
SHORTEST_WITH_ENDING = 4
FIRST_LETTERS = 3
Phrases = dict[str, list[tuple[str, ...]]]


@lru_cache(maxsize=8)
def by_first_letters(phrases: tuple[str, ...]) -> Phrases:
    found: Phrases = defaultdict(list)
    for phrase in phrases:
        if words := tuple(WORD.findall(phrase.casefold())):
            found[words[0][:FIRST_LETTERS]].append(words)
    return found


def places(text: str, phrases: tuple[str, ...]) -> Iterator[tuple[int, int, str]]:
    """Start, end and phrase of each place where words beginning as a phrase's follow each other."""
    known = by_first_letters(phrases)
    matches = list(WORD.finditer(text))
    words = [match.group().casefold() for match in matches]
    for place, word in enumerate(words):
        for phrase in known.get(word[:FIRST_LETTERS], ()):
            here = words[place : place + len(phrase)]
            if len(here) == len(phrase) and all(map(begins, here, phrase)):
                last = matches[place + len(phrase) - 1]
                yield matches[place].start(), last.end(), " ".join(phrase)
                break


def begins(word: str, wanted: str) -> bool:
    if len(wanted) < SHORTEST_WITH_ENDING:
        return word == wanted
    return word.startswith(wanted)
