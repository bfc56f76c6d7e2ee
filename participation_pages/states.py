"""The state of an opportunity, from its times: the rule in Python and in SQL.

In SQL twice: as a value of each row, to count by, and as a condition on indexed
columns, to find by. All three say the same;
tests/participation_pages/test_states.py compares them on every edge.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Case, CharField, Q, Value, When
from django.utils import timezone

from .enums import OpportunityState

# A week is what one needs to plan for it.
CLOSES_SOON = timedelta(days=7)
# From here on one may expect the outcome any day.
OUTCOME_DUE = timedelta(days=30)


@dataclass(frozen=True)
class Times:
    """What decides the state. `outcome_due` is a local date, the others are moments."""

    opens_at: datetime | None
    closes_at: datetime | None
    outcome_due: date | None
    outcome_published_at: datetime | None = None


def local_date(now: datetime) -> date:
    return timezone.localtime(now).date()


def state_at(times: Times, now: datetime) -> OpportunityState:
    """The state at `now`. Opening counts as open, closing as closed; the promised
    day itself is still in time."""
    # Hours are counted in UTC: a week with a change of the clock is a week.
    now = now.astimezone(UTC)
    if not (times.opens_at and times.closes_at and times.outcome_due):
        # A draft without its times; nothing published is.
        return OpportunityState.OPENS_SOON
    if now < times.opens_at:
        return OpportunityState.OPENS_SOON
    if now < times.closes_at:
        soon = times.closes_at - now <= CLOSES_SOON
        return OpportunityState.CLOSES_SOON if soon else OpportunityState.OPEN
    if times.outcome_published_at and times.outcome_published_at <= now:
        return OpportunityState.OUTCOME_PUBLISHED
    today = local_date(now)
    if today > times.outcome_due:
        return OpportunityState.OUTCOME_LATE
    if times.outcome_due - today <= OUTCOME_DUE:
        return OpportunityState.OUTCOME_DUE
    return OpportunityState.CLOSED


def _no_times() -> Q:
    return Q(opens_at=None) | Q(closes_at=None) | Q(outcome_due=None)


def state_expression(now: datetime) -> Case:
    """`state_at` for the database, over the columns of OpportunityPage."""
    now = now.astimezone(UTC)
    today = local_date(now)
    return Case(
        When(_no_times(), then=Value(OpportunityState.OPENS_SOON)),
        When(opens_at__gt=now, then=Value(OpportunityState.OPENS_SOON)),
        When(closes_at__gt=now + CLOSES_SOON, then=Value(OpportunityState.OPEN)),
        When(closes_at__gt=now, then=Value(OpportunityState.CLOSES_SOON)),
        When(
            outcome_published_at__lte=now,
            then=Value(OpportunityState.OUTCOME_PUBLISHED),
        ),
        When(outcome_due__lt=today, then=Value(OpportunityState.OUTCOME_LATE)),
        When(
            outcome_due__lte=today + OUTCOME_DUE,
            then=Value(OpportunityState.OUTCOME_DUE),
        ),
        default=Value(OpportunityState.CLOSED),
        output_field=CharField(),
    )


def in_state(state: OpportunityState, now: datetime) -> Q:
    """The condition for one state: ranges over indexed columns, not a value of every row."""
    now = now.astimezone(UTC)
    today = local_date(now)
    if state == OpportunityState.OPENS_SOON:
        return _no_times() | Q(opens_at__gt=now)
    begun = Q(opens_at__lte=now, outcome_due__isnull=False)
    if state == OpportunityState.OPEN:
        return begun & Q(closes_at__gt=now + CLOSES_SOON)
    if state == OpportunityState.CLOSES_SOON:
        return begun & Q(closes_at__gt=now, closes_at__lte=now + CLOSES_SOON)
    ended = begun & Q(closes_at__lte=now)
    if state == OpportunityState.OUTCOME_PUBLISHED:
        return ended & Q(outcome_published_at__lte=now)
    waiting = ended & (Q(outcome_published_at=None) | Q(outcome_published_at__gt=now))
    if state == OpportunityState.OUTCOME_LATE:
        return waiting & Q(outcome_due__lt=today)
    if state == OpportunityState.OUTCOME_DUE:
        return waiting & Q(outcome_due__range=(today, today + OUTCOME_DUE))
    return waiting & Q(outcome_due__gt=today + OUTCOME_DUE)


# A moment in these columns, that much earlier, changes a state.
CHANGES = (
    ("opens_at", timedelta(0)),
    ("closes_at", timedelta(0)),
    ("closes_at", CLOSES_SOON),
    ("outcome_published_at", timedelta(0)),
)


def next_midnight(now: datetime) -> datetime:
    """When promised days pass, in the county's time."""
    tomorrow = local_date(now) + timedelta(days=1)
    return timezone.make_aware(datetime.combine(tomorrow, time()))


def next_change(times: Times, now: datetime) -> datetime | None:
    """When the state of one opportunity may be another, if nobody changes the page."""
    if not (times.opens_at and times.closes_at and times.outcome_due):
        return None
    moments = [times.opens_at, times.closes_at - CLOSES_SOON, times.closes_at]
    if published := times.outcome_published_at:
        moments.append(published)
    else:
        # From these days on it is due, or late.
        days = (times.outcome_due - OUTCOME_DUE, times.outcome_due + timedelta(days=1))
        moments += [timezone.make_aware(datetime.combine(day, time())) for day in days]
    return min((moment for moment in moments if moment > now), default=None)
