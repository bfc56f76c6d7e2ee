"""Passages that are not shown: where they stand in a text, and what stands there instead.

Pure: no database. A passage is hidden wherever it stands as whole words, so that hiding
more never shows anything, and showing one passage again shows no other.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from moderation.enums import Flag, RedactionReason

# In place of a mark where a column has no room for its words.
SHORT = "[…]"
REASON_OF_FLAG = {Flag.HEALTH_NAME: RedactionReason.HEALTH}


@dataclass(frozen=True)
class Passage:
    """Words with single spaces between them, and why they are hidden (a RedactionReason)."""

    text: str
    reason: str = RedactionReason.PERSONAL

    @classmethod
    def of(cls, text: str, reason: str = RedactionReason.PERSONAL) -> "Passage":
        return cls(" ".join(text.split()), reason)


@dataclass(frozen=True)
class Piece:
    """A stretch of text, and the passage that it is of, if any."""

    text: str
    passage: Passage | None = None


def mark(reason: str, language: str) -> str:
    """What stands in place of a passage, in the language of the text."""
    with translation.override(language):
        return {
            RedactionReason.PERSONAL: _("[personal data redacted]"),
            RedactionReason.HEALTH: _("[health information redacted]"),
        }.get(RedactionReason(reason), _("[redacted]"))


@lru_cache(maxsize=1)
def _marks() -> re.Pattern[str]:
    marks = {SHORT} | {
        mark(reason, code)
        for reason in RedactionReason
        for code, _name in settings.LANGUAGES
    }
    return re.compile("|".join(re.escape(each) for each in sorted(marks)))


def has_mark(text: str) -> bool:
    """Whether something in the text has been redacted."""
    return bool(_marks().search(text))


def pieces(text: str, passages: Iterable[Passage]) -> list[Piece]:
    """The text cut at the passages; of two that overlap the second begins later."""
    return list(_cut(text, passages))


def redacted(
    text: str, passages: Iterable[Passage], language: str, longest: int | None = None
) -> str:
    """The text with a mark in place of each passage.

    In a column of `longest` signs the marks are short where their words have no room, and
    if even that is too long, the end of the text is left out.
    """
    passages = list(passages)
    new = _with_marks(text, passages, lambda reason: mark(reason, language))
    if longest and len(new) > longest and new != text:
        new = _with_marks(text, passages, lambda reason: SHORT)
        new = new if len(new) <= longest else f"{new[: longest - 1]}…"
    return new


def _with_marks(
    text: str, passages: Iterable[Passage], mark_of: Callable[[str], str]
) -> str:
    out: list[str] = []
    for piece in _cut(text, passages):
        new = mark_of(piece.passage.reason) if piece.passage else piece.text
        # Two that touch are one to the reader.
        if not (piece.passage and out and out[-1] == new):
            out.append(new)
    return "".join(out)


def stands_in(text: str, passage: Passage) -> bool:
    return any(_spans(text, passage, _protected(text)))


def covers(passage: Passage, words: str) -> bool:
    """Whether hiding the passage hides these words, however they are written."""
    return bool(_pattern(passage.text).fullmatch(words))


def widened(text: str, start: int, end: int) -> str:
    """What stands there, out to the ends of its first and last word."""
    while start and text[start].isalnum() and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return text[start:end]


def _cut(text: str, passages: Iterable[Passage]) -> Iterator[Piece]:
    protected = _protected(text)
    spans = sorted(
        (
            (start, end, passage)
            for passage in passages
            for start, end in _spans(text, passage, protected)
        ),
        # The longest first where several begin at the same place.
        key=lambda span: (span[0], -span[1]),
    )
    at = 0
    for start, end, passage in spans:
        if end <= at:
            continue
        if text[at:start]:
            yield Piece(text[at:start])
        yield Piece(text[max(start, at) : end], passage)
        at = end
    if text[at:]:
        yield Piece(text[at:])


def _protected(text: str) -> list[tuple[int, int]]:
    """Marks that stand there already: nothing is found in them or across their ends."""
    return [match.span() for match in _marks().finditer(text)]


def _spans(
    text: str, passage: Passage, protected: list[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    for match in _pattern(passage.text).finditer(text):
        start, end = match.span()
        if not any(start < stop and begin < end for begin, stop in protected):
            yield start, end


@lru_cache(maxsize=500)
def _pattern(passage: str) -> re.Pattern[str]:
    """The passage as whole words, however its words are spaced and broken into lines.

    In capitals and small letters alike, and with accents of one sign or of two. Only a
    name alone is not hidden in small letters, where it is often another word (Toivo, toivo).
    """
    words = r"\s+".join(_signs(word) for word in passage.split())
    if not words:
        return re.compile(r"(?!)")
    if passage.istitle() and passage.isalpha():
        words = f"(?:{words}|{_signs(passage.upper())})"
        flags = re.NOFLAG
    else:
        flags = re.IGNORECASE
    before = r"(?<![^\W_])" if passage[0].isalnum() else ""
    # Nor an accent that stands behind its letter as a sign of its own.
    after = rf"(?![^\W_]|{ACCENT})" if passage[-1].isalnum() else ""
    return re.compile(before + words + after, flags)


ACCENT = "[\u0300-\u036f]"


def _signs(word: str) -> str:
    """Each letter with an accent as one sign or as two, which look the same."""
    return "".join(
        re.escape(sign)
        if (apart := unicodedata.normalize("NFD", sign)) == sign
        else f"(?:{re.escape(sign)}|{re.escape(apart)})"
        for sign in unicodedata.normalize("NFC", word)
    )
