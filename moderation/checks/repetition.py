"""The same sign, syllable, words or sentence again and again."""

import re
from collections import defaultdict
from collections.abc import Iterator

from django.utils.translation import gettext as _

from moderation.enums import Flag

from .finding import Finding
from .sentences import sentences

# Dots, dashes and the like draw lines; digits make numbers.
SIGN = re.compile(r"([^\W\d_])\1{5,}|([!?€$])\2{6,}", re.IGNORECASE)
# Pictures and faces (`😀`, `:)`), also with spaces between; not `- - -` and `* * *`.
FACE = re.compile(
    r"([\u2600-\u27bf\U0001f000-\U0001faff][\ufe0f\U0001f3fb-\U0001f3ff]?"
    r"|[:;=][-']?[()DPp/|\]\[])(?:\s?\1){5,}"
)
SYLLABLE = re.compile(r"([^\W\d_]{2,4}?)\1{4,}|([^\W\d_]{5,8}?)\2{3,}", re.IGNORECASE)
WORD = re.compile(r"\w+(?:[-:’']\w+)*")
# How often a phrase of so many words follows itself before it is too often.
LONGEST_PHRASE = 12
TIMES_WORD, TIMES_PHRASE, TIMES_SENTENCE = 4, 3, 3
# Tables have the same number in a row, too.
TIMES_NUMBER = 6
FEWEST_WORDS_OF_SENTENCE = 2


def find(text: str) -> Iterator[Finding]:
    yield from signs(text)
    yield from phrases(text)
    yield from again(text)


def signs(text: str) -> Iterator[Finding]:
    for pattern, reason in (
        (SIGN, _("The same sign again and again.")),
        (FACE, _("The same sign again and again.")),
        (SYLLABLE, _("The same syllable again and again.")),
    ):
        for match in pattern.finditer(text):
            yield Finding(Flag.REPEATED, match.start(), match.end(), reason)


def phrases(text: str) -> Iterator[Finding]:
    """One word four times in a row, several words three times."""
    words = [(each.group().casefold(), each) for each in WORD.finditer(text)]
    reason = _("The same words again and again.")
    for length in range(1, LONGEST_PHRASE + 1):
        same = 0
        for place in range(length, len(words) + 1):
            if place < len(words) and words[place][0] == words[place - length][0]:
                same += 1
                continue
            if words[place - 1][0].isdigit():
                times = TIMES_NUMBER
            else:
                times = TIMES_WORD if length == 1 else TIMES_PHRASE
            if same >= length * (times - 1):
                first = words[place - same - length][1].start()
                yield Finding(Flag.REPEATED, first, words[place - 1][1].end(), reason)
            same = 0


def again(text: str) -> Iterator[Finding]:
    """A sentence that stands in the text three times, also with others between."""
    seen: dict[tuple[str, ...], list[tuple[int, int]]] = defaultdict(list)
    for start, end in sentences(text):
        words = tuple(word.casefold() for word in WORD.findall(text[start:end]))
        if len(words) >= FEWEST_WORDS_OF_SENTENCE:
            seen[words].append((start, end))
    reason = _("The same sentence again and again.")
    for places in seen.values():
        if len(places) >= TIMES_SENTENCE:
            yield Finding(Flag.REPEATED, *places[-1], reason)
