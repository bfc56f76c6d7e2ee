"""What a text seems to hold: personal data, and what a moderator had better look at.

A finding says what, where and why; it hides and decides nothing by itself. Each check is a
module of its own, takes the text (and the lists that staff edit) and gives findings. Their
rules and figures are in docs/checks.md. Identity codes, phone numbers and e-mail addresses
have the same rules in assets/static/js/osallistu.js, so that the sender is told while
writing; tests/moderation/checks.json is tried on both.
"""

from bisect import insort
from collections.abc import Callable, Iterable

from moderation.enums import Flag

from . import (
    addresses,
    emails,
    health,
    identity_codes,
    links,
    phones,
    repetition,
    shouting,
    spam,
)
from .finding import Finding, free_part, make_room, overlapping
from .lists import Lists, current_lists

__all__ = ["CHECKS", "Finding", "Lists", "current_lists", "find", "flags", "masked"]

# In the order in which they take their part of a text: what is more certain comes first.
CHECKS: dict[Flag, Callable[[str, Lists], Iterable[Finding]]] = {
    Flag.IDENTITY_CODE: lambda text, _lists: identity_codes.find(text),
    Flag.EMAIL: lambda text, _lists: emails.find(text),
    Flag.PHONE: lambda text, _lists: phones.find(text),
    Flag.ADDRESS: lambda text, _lists: addresses.find(text),
    Flag.HEALTH_NAME: health.find,
    Flag.SPAM: spam.find,
    Flag.LINK: lambda text, _lists: links.find(text),
    Flag.REPEATED: lambda text, _lists: repetition.find(text),
    Flag.SHOUTING: lambda text, _lists: shouting.find(text),
}
# What is found inside one of these is a part of it and no finding of its own.
WHOLE = frozenset({Flag.IDENTITY_CODE, Flag.EMAIL, Flag.PHONE, Flag.ADDRESS})
NEED_LISTS = frozenset({Flag.HEALTH_NAME, Flag.SPAM})


def find(text: str, *only: Flag, lists: Lists | None = None) -> list[Finding]:
    """Findings (of the given kinds, or all) in the order of the text; none overlap.

    Without `lists` the site's own are read, when a wanted check needs them.
    """
    wanted = [flag for flag in CHECKS if not only or flag in only]
    if lists is None:
        lists = current_lists() if NEED_LISTS.intersection(wanted) else Lists()
    kept: list[Finding] = []
    for flag in wanted:
        for finding in CHECKS[flag](text, lists):
            if part := free_part(finding, kept, text, whole=flag in WHOLE):
                insort(kept, part, key=lambda each: each.start)
            elif may_share(finding, kept):
                make_room(finding, kept, text)
    return kept


def may_share(finding: Finding, kept: list[Finding]) -> bool:
    """Whether it is the first of its kind, and only what is no personal data covers it."""
    covering = {other.flag for other in overlapping(finding, kept)}
    return (
        finding.flag not in WHOLE
        and covering.isdisjoint({*WHOLE, Flag.HEALTH_NAME})
        and all(other.flag is not finding.flag for other in kept)
    )


def flags(text: str, lists: Lists | None = None) -> list[Flag]:
    """Which kinds of findings there are, each once."""
    return list(dict.fromkeys(finding.flag for finding in find(text, lists=lists)))


def masked(text: str, *only: Flag, lists: Lists | None = None) -> str:
    """The text with its findings (of the given kinds, or all) made unreadable."""
    for finding in reversed(find(text, *only, lists=lists)):
        hidden = "•" * (finding.end - finding.start)
        text = text[: finding.start] + hidden + text[finding.end :]
    return text
