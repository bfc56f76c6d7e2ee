"""Where in a text the words that were looked for stand, also inflected."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from search.models import SearchEntry
from search.query import Asked
from search.words import encode, words_in
from search.words.tokens import DIGITS, WORD

LENGTH = 240
# So much of it stands before the first word found.
BEFORE = 60
ELLIPSIS = "…"
# What an empty line is between, and what stands between them on one line.
APART = re.compile(r"\n\s*\n")
POINT = "·"
MARKS = ".,:;!?…"


@dataclass(frozen=True)
class Marker:
    """Finds the words of one search in its results."""

    asked: Asked
    widely: bool = False

    @cached_property
    def marks(self) -> tuple[frozenset[str], tuple[str, ...]]:
        return self.asked.marks(widely=self.widely)

    def words(self, lines: str) -> set[str]:
        """The words of an entry's lines that a term of the query found."""
        tokens, prefixes = self.marks
        found = set()
        for line in lines.splitlines():
            word, _times, *forms = line.split(" ")
            begins = prefixes and encode(word).startswith(prefixes)
            if begins or not tokens.isdisjoint(forms):
                found.add(word)
        return found

    def phrases(self, text: str) -> list[tuple[int, int]]:
        places = []
        for term in self.asked.terms:
            if term.is_phrase:
                words = [re.escape(word) for word in words_in(term.text)]
                pattern = re.compile(r"\W+".join(words), re.IGNORECASE)
                places += [match.span() for match in pattern.finditer(text)]
        return places

    def numbers(self, text: str) -> list[tuple[int, int]]:
        """Numbers in groups, `040 123 4567`, which the query may write in one."""
        wanted = {term.text for term in self.asked.terms if term.text.isdigit()}
        return [
            match.span()
            for match in (DIGITS.finditer(text) if wanted else ())
            if "".join(match.group().split()) in wanted
        ]

    def places(self, text: str, lines: str) -> list[tuple[int, int]]:
        """Where the words stand in the text, in order, none within another."""
        words = self.words(lines)
        places = self.phrases(text) + self.numbers(text)
        if words:
            places += [
                match.span()
                for match in WORD.finditer(text)
                if match.group().replace("\u00ad", "").lower() in words
            ]
        apart: list[tuple[int, int]] = []
        for start, end in sorted(places, key=lambda place: (place[0], -place[1])):
            if not apart or start >= apart[-1][1]:
                apart.append((start, end))
        return apart

    def title(self, entry: SearchEntry) -> SafeString:
        return marked(entry.name, self.places(entry.name, entry.name_forms))

    def snippet(self, entry: SearchEntry) -> SafeString:
        """The introduction if the words stand there, or the part of the text where the most
        of them do; the introduction's beginning if they stand in the title alone."""
        texts = [on_one_line(text) for text in (entry.introduction, entry.text)]
        for text in texts:
            if places := self.places(text, entry.forms):
                return cut(text, places)
        return cut(texts[0] or texts[1], [])


def on_one_line(text: str) -> str:
    """Headings, items and the like are kept apart by a point, where no mark ends the one or
    no capital begins the other."""
    words: list[str] = []
    for part in APART.split(text.strip()):
        if words and (words[-1][-1] not in MARKS or part.lstrip()[:1].islower()):
            words.append(POINT)
        words += part.split()
    return " ".join(words)


def marked(text: str, places: Iterable[tuple[int, int]]) -> SafeString:
    pieces = []
    here = 0
    for start, end in places:
        pieces.append((text[here:start], text[start:end]))
        here = end
    return format_html(
        "{}{}", format_html_join("", "{}<mark>{}</mark>", pieces), text[here:]
    )


def cut(text: str, places: list[tuple[int, int]]) -> SafeString:
    start = begin_of(text, places)
    if text.startswith(POINT, start):
        start += len(POINT) + 1
    end = end_of(text, start)
    shown = [
        (place - start, until - start)
        for place, until in places
        if start <= place and until <= end
    ]
    return format_html(
        "{}{}{}",
        f"{ELLIPSIS} " if start else "",
        marked(text[start:end], shown),
        f" {ELLIPSIS}" if end < len(text) else "",
    )


def begin_of(text: str, places: list[tuple[int, int]]) -> int:
    """Before the place from which on the most others stand near."""
    if not places or len(text) <= LENGTH:
        return 0
    starts = [place for place, _ in places]
    near = [
        bisect_left(starts, place + LENGTH - BEFORE) - index
        for index, place in enumerate(starts)
    ]
    best = starts[near.index(max(near))]
    if best <= BEFORE:
        return 0
    here = max(best - BEFORE, 0)
    space = text.find(" ", here, best)
    return space + 1 if space >= 0 else best


def end_of(text: str, start: int) -> int:
    if len(text) <= start + LENGTH:
        return len(text)
    space = text.rfind(" ", start + 1, start + LENGTH)
    return space if space > start else start + LENGTH
