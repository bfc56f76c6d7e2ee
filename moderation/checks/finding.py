"""What a check gives."""

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Sequence
from dataclasses import dataclass, replace

from moderation.enums import Flag

WORD = re.compile(r"\S+")


@dataclass(frozen=True)
class Finding:
    """A flag, where in the text (`text[start:end]`), and why, in the reader's language."""

    flag: Flag
    start: int
    end: int
    reason: str = ""


def free_part(
    finding: Finding, kept: Sequence[Finding], text: str, *, whole: bool
) -> Finding | None:
    """The longest part of a finding that none of `kept` has; None if there is none.

    A `whole` finding is nothing when a part of it is another's: the digits of an identity
    code are no phone number.
    """
    inside = [
        (max(other.start, finding.start), min(other.end, finding.end))
        for other in overlapping(finding, kept)
    ]
    if not inside:
        return finding
    if whole:
        return None
    starts = [finding.start, *(end for _start, end in inside)]
    ends = [*(start for start, _end in inside), finding.end]
    start, end = max(zip(starts, ends, strict=True), key=lambda part: part[1] - part[0])
    if not text[start:end].strip():
        return None
    return replace(finding, start=start, end=end)


def make_room(finding: Finding, kept: list[Finding], text: str) -> None:
    """Give a finding that others cover the last word of theirs: what is shouted again and again
    is both, and each is to be seen. Nothing where they have no word to spare."""
    last = overlapping(finding, kept)[-1]
    place = kept.index(last)
    words = [
        (last.start + word.start(), last.start + word.end())
        for word in WORD.finditer(text[last.start : min(last.end, finding.end)])
    ]
    if len(words) > 1:
        kept[place] = replace(last, end=words[-2][1])
    elif any(other.flag is last.flag for other in kept if other is not last):
        kept.pop(place)
    else:
        return
    start, end = words[-1]
    insort(kept, replace(finding, start=start, end=end), key=lambda each: each.start)


def overlapping(finding: Finding, kept: Sequence[Finding]) -> Sequence[Finding]:
    """Those of `kept`, which are in the order of the text and do not overlap each other."""
    first = bisect_right(kept, finding.start, key=lambda other: other.end)
    last = bisect_left(kept, finding.end, key=lambda other: other.start)
    return kept[first:last]
