"""What was decided last calendar year: the log alone, as it stays when messages are gone.

The yearly figures are made from the log, so a year without messages of its own is enough
to show them. The same at every loading.
"""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from home.demo.files import Calendar
from moderation.enums import Action
from moderation.models import AuditEvent, ModerationSettings
from moderation.references import ALPHABET, LENGTH

# How many messages ended so, by what was decided first and, of refusals, by which rule.
APPROVED, SPAM, RETURNED = 214, 31, 12
REFUSED = {
    "personal-data": 9,
    "accusation": 7,
    "off-topic": 11,
    "insult": 6,
    "advertising": 2,
}
# Of the refused, how many asked for a review, and what came of it.
REVIEWS = {Action.UPHELD: 6, Action.OVERTURNED: 5}
LAPSED = 5
# Hours until the first decision, and how often; the last ones are later than promised.
WAITS = {3: 30, 9: 25, 20: 25, 30: 12, 44: 5, 90: 3}


def load_decisions(calendar: Calendar, users: dict[str, Any]) -> int:
    """The log of last year, once; returns how many events."""
    year = timezone.localtime(calendar.now).year - 1
    events = sorted(events_of(year, users), key=lambda event: event.at)
    first = events[0].reference
    if AuditEvent.objects.filter(reference=first, action=Action.RECEIVED).exists():
        return 0
    AuditEvent.objects.bulk_create(events, batch_size=500)
    return len(events)


def events_of(year: int, users: dict[str, Any]) -> Iterator[AuditEvent]:
    chance = random.Random(f"decisions/{year}")  # noqa: S311 - made up
    moderators = users["moderaattori"], users["moderaattori2"]
    promised = str(ModerationSettings.current().screening_days)
    kinds = [(Action.APPROVED, "")] * APPROVED
    kinds += [(Action.SPAM, "")] * SPAM + [(Action.RETURNED, "")] * RETURNED
    for rule, number in REFUSED.items():
        kinds += [(Action.REJECTED, rule)] * number
    reviews = [result for result, number in REVIEWS.items() for _each in range(number)]
    lapsed = LAPSED
    codes = distinct_codes(len(kinds), chance)
    for (action, rule), code in zip(kinds, codes, strict=True):
        reference = f"P-{year}-{code}"
        received = day_in(year, chance)
        decided = received + timedelta(
            hours=chance.choices(list(WAITS), list(WAITS.values()))[0],
            minutes=chance.randrange(60),
        )
        person, other = chance.sample(moderators, 2)
        yield event(reference, Action.RECEIVED, received, None, promised)
        yield event(reference, action, decided, person, rule)
        if action == Action.RETURNED and lapsed:
            lapsed -= 1
            yield event(reference, Action.LAPSED, decided + timedelta(days=15), None)
        if action == Action.REJECTED and reviews:
            asked = decided + timedelta(days=2)
            yield event(reference, Action.REVIEW_ASKED, asked, None)
            done = asked + timedelta(days=chance.randrange(1, 8))
            yield event(reference, reviews.pop(), done, other, rule)


def event(
    reference: str, action: Action, at: datetime, user: Any, detail: str = ""
) -> AuditEvent:
    return AuditEvent(
        reference=reference, action=action, at=at, user=user, detail=detail
    )


def day_in(year: int, chance: random.Random) -> datetime:
    """So early in the year that all that follows is in it too, and by daylight."""
    start = datetime(year, 1, 2, tzinfo=timezone.get_default_timezone())
    return start + timedelta(days=chance.randrange(330), hours=8 + chance.randrange(12))


def distinct_codes(number: int, chance: random.Random) -> list[str]:
    """Longer than those of real messages, so that none is like one of them."""
    codes: set[str] = set()
    while len(codes) < number:
        codes.add("".join(chance.choices(ALPHABET, k=LENGTH + 1)))
    return sorted(codes)
