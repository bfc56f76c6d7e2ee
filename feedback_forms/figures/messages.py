"""What the written messages are: kinds, topics, channels, and how soon they are answered.

Two queries, whatever there is. Days are counted in the database and come back as how many
messages took so many days, a few hundred rows, from which median and 90th percentile are
exact.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.db.models import BooleanField, Case, Count, F, Func, IntegerField, When
from django.utils import timezone

from core.suppression import Hidden, hide_in_line
from feedback_forms.models import Feedback
from moderation.enums import SubmissionState

from .periods import Period

GONE = (SubmissionState.SPAM, SubmissionState.WITHDRAWN)


class DaysBetween(Func):
    """Whole days to the first moment since the second."""

    output_field = IntegerField()
    arg_joiner = " - "

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        # A tiny bit more: julian days are no exact numbers.
        return self.as_sql(
            compiler,
            connection,
            template="CAST(JULIANDAY(%(expressions)s) + 0.000001 AS INTEGER)",
            arg_joiner=") - JULIANDAY(",
            **context,
        )

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(
            compiler,
            connection,
            template="FLOOR(EXTRACT(EPOCH FROM (%(expressions)s)) / 86400)::integer",
            **context,
        )


@dataclass(frozen=True)
class Group:
    """How many messages a group has; None where it is hidden."""

    key: str
    count: int | None


@dataclass(frozen=True)
class AnswerTimes:
    """Of the answered ones of a kind: whole days, and per cent of those with a promise."""

    key: str
    count: int | None
    median: int | None = None
    ninetieth: int | None = None
    in_time: float | None = None


@dataclass(frozen=True)
class Messages:
    total: int | None
    kinds: list[Group]
    topics: list[Group]
    channels: list[Group]
    answers: list[AnswerTimes]
    # Of all kinds together, without its count: a small rest that waits is not told.
    all_answers: AnswerTimes | None = None


NO_MESSAGES = Messages(None, [], [], [], [])


def messages(period: Period, floor: int) -> Messages:
    """Of what was received in the period."""
    rows = (
        Feedback.objects.filter(
            received_at__gte=midnight(period.start),
            received_at__lt=midnight(period.end),
        )
        .exclude(state__in=GONE)
        .order_by()
    )
    kinds: Counter[str] = Counter()
    topics: Counter[str] = Counter()
    channels: Counter[str] = Counter()
    counted = rows.values_list(
        "kind", "form", "page__opportunitypage__topic_id", "channel"
    ).annotate(number=Count("pk"))
    for kind, form, topic, channel, number in counted:
        kinds[kind or form] += number
        topics[str(topic or "")] += number
        channels[channel] += number
    total = kinds.total()
    if total < floor:
        return NO_MESSAGES
    return Messages(
        total,
        _groups(kinds, floor),
        _groups(topics, floor),
        _groups(channels, floor),
        *_answers(rows, kinds, floor),
    )


def _groups(counts: Counter[str], floor: int) -> list[Group]:
    hidden = hide_in_line(counts, floor)
    if hidden.everything:
        return []
    return [
        Group(key, None if key in hidden.parts else number)
        for key, number in counts.most_common()
    ]


@dataclass
class _Tally:
    """Of a kind: how many took so many days, had a promise, and broke it."""

    days: Counter[int] = field(default_factory=Counter)
    promised: int = 0
    broken: int = 0

    def times(self, key: str, floor: int, *, with_count: bool = True) -> AnswerTimes:
        # A share of fewer with a promise would tell of them, however many were answered.
        enough = self.promised >= floor
        return AnswerTimes(
            key,
            self.days.total() if with_count else None,
            percentile(self.days, 50),
            percentile(self.days, 90),
            100 - 100 * self.broken / self.promised if enough else None,
        )


def _answers(
    rows: Any, kinds: Counter[str], floor: int
) -> tuple[list[AnswerTimes], AnswerTimes | None]:
    tallies: dict[str, _Tally] = defaultdict(_Tally)
    all_ = _Tally()
    for kind, form, days, late, number, promised in _counted_days(rows):
        for tally in (tallies[kind or form], all_):
            tally.days[max(0, days)] += number
            tally.promised += promised
            tally.broken += number if late else 0
    hidden = _hidden_answers(kinds, tallies, floor)
    if hidden.everything or all_.days.total() < floor:
        return [], None
    times = [
        AnswerTimes(key, None) if key in hidden.parts else tally.times(key, floor)
        for key, tally in sorted(tallies.items())
    ]
    return times, all_.times("", floor, with_count=False)


def _counted_days(rows: Any) -> Any:
    late = Case(
        When(answered_at__gt=F("answer_by"), then=True),
        default=False,
        output_field=BooleanField(),
    )
    return (
        rows.exclude(answered_at=None)
        .annotate(days=DaysBetween("answered_at", "received_at"), late=late)
        .values_list("kind", "form", "days", "late")
        .annotate(number=Count("pk"), promised=Count("answer_by"))
    )


def _hidden_answers(
    kinds: Counter[str], tallies: dict[str, _Tally], floor: int
) -> Hidden:
    """The answered are a part of their kind: what is hidden there is hidden here, and so
    is a kind of which a small rest waits for its answer."""
    hidden_kinds = hide_in_line(kinds, floor)
    answered = {key: tally.days.total() for key, tally in tallies.items()}
    also = {
        key
        for key, number in answered.items()
        if key in hidden_kinds.parts or 0 < kinds[key] - number < floor
    }
    return hide_in_line(
        answered, floor, Hidden(frozenset(also), everything=hidden_kinds.everything)
    )


def percentile(counts: Counter[int], per_cent: int) -> int:
    """The smallest value that so many per cent do not exceed (nearest rank)."""
    wanted = counts.total() * per_cent / 100
    reached = 0
    for value in sorted(counts):
        reached += counts[value]
        if reached >= wanted:
            return value
    raise ValueError("Nothing was counted.")


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
