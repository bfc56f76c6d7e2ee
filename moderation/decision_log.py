"""What was decided in each year, read from the append-only log.

The log holds no text, so the figures are the same when texts are erased. One pass over
the events that matter, message by message; what is kept is a few numbers for each year.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from django.utils import timezone

from moderation.enums import Action
from moderation.models import AuditEvent, AuditItem, ModerationSettings
from moderation.services.base import in_days

# What ends the first wait of a message: somebody has read it and done something.
FIRST = frozenset(
    {Action.APPROVED, Action.ASKED, Action.RETURNED, Action.REJECTED, Action.SPAM}
)
COUNTED = frozenset(
    {
        Action.APPROVED,
        Action.RETURNED,
        Action.REJECTED,
        Action.LAPSED,
        Action.SPAM,
        Action.REVIEW_ASKED,
        Action.UPHELD,
        Action.OVERTURNED,
    }
)
WATCHED = [*FIRST | COUNTED, Action.RECEIVED, Action.UNDONE]
CHUNK = 2000


class Event(NamedTuple):
    reference: str
    at: datetime
    pk: int
    action: str
    detail: str


@dataclass
class Year:
    actions: Counter[str] = field(default_factory=Counter)
    # Refusals by the key of their rule, and returns, which may have none.
    rules: Counter[str] = field(default_factory=Counter)
    returns: Counter[str] = field(default_factory=Counter)
    # How many messages waited for so many whole hours.
    hours: Counter[int] = field(default_factory=Counter)
    in_time: int = 0

    @property
    def first_decisions(self) -> int:
        return self.hours.total()

    def percentile(self, share: int) -> int:
        """The hours within which so many per cent had their first decision (nearest rank)."""
        rank = max(1, -(-self.first_decisions * share // 100))
        reached = 0
        for hours in sorted(self.hours):
            reached += self.hours[hours]
            if reached >= rank:
                return hours
        return 0


def by_year() -> dict[int, Year]:
    years: dict[int, Year] = {}
    promised = ModerationSettings.current().screening_days
    for _reference, events in groupby(_events(), attrgetter("reference")):
        _count(without_undone(list(events)), years, promised)
    return years


def _events() -> Iterator[Event]:
    """The events that matter, those of many messages at once among them, by message."""
    alone = AuditEvent.objects.filter(action__in=WATCHED).exclude(reference="")
    among = AuditItem.objects.filter(event__action__in=WATCHED)
    rows = (
        alone.order_by()
        .values_list("reference", "at", "id", "action", "detail")
        .union(
            among.order_by().values_list(
                "reference", "event__at", "event_id", "event__action", "event__detail"
            ),
            all=True,
        )
        .order_by("reference", "at", "id")
    )
    for row in rows.iterator(chunk_size=CHUNK):
        yield Event(*row)


def without_undone(events: list[Event]) -> list[Event]:
    """Without decisions that were undone at once."""
    kept: list[Event] = []
    for event in events:
        if event.action != Action.UNDONE:
            kept.append(event)
            continue
        undone = [each for each in kept if each.action == event.detail]
        if undone:
            kept.remove(undone[-1])
    return kept


def _count(events: list[Event], years: dict[int, Year], promised: int) -> None:
    """Add one message's events, in order, to the years in which they happened."""
    received: Event | None = None
    for event in events:
        year = years.setdefault(timezone.localtime(event.at).year, Year())
        if event.action in COUNTED:
            year.actions[event.action] += 1
        if event.action == Action.REJECTED:
            year.rules[event.detail] += 1
        if event.action == Action.RETURNED:
            year.returns[event.detail] += 1
        if event.action == Action.RECEIVED:
            received = event
        elif event.action in FIRST and received:
            _count_wait(received, event, year, promised)
            received = None


def _count_wait(received: Event, decided: Event, year: Year, promised: int) -> None:
    seconds = (decided.at - received.at).total_seconds()
    year.hours[max(0, int(seconds // 3600))] += 1
    days = int(received.detail) if received.detail.isdecimal() else promised
    year.in_time += decided.at <= in_days(days, received.at)
