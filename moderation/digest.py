"""What waits for a member of staff: numbers and addresses, no word of any message."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from core.models import ServiceArea, ServiceUnit
from moderation import permissions
from moderation.absences import acting_for
from moderation.desk import queue
from moderation.desk.words import end_of_day
from moderation.enums import MessageKind, SubmissionState
from moderation.models import ModerationSettings, Submission
from moderation.services.review import refused_by_in_review

S = SubmissionState
SUNDAY = 6


@dataclass(frozen=True)
class Digest:
    """Counts of one person's morning. A message can be in several of them."""

    mine: int
    units: int
    to_check: int
    reviews: int
    publication: int
    late: int
    # Due before the next digest comes; with those of a weekend on which none does.
    today: int
    weekend: bool
    # For moderators: late beyond the county's patience, by service area, whoever has it.
    alerts: tuple[tuple[str, int], ...]
    total: int
    # What senders said after the reply, and nobody has read.
    told: int = 0
    # What waits for a second person, where nobody but this one could take it.
    stuck: int = 0

    @property
    def alerted(self) -> int:
        return sum(count for _area, count in self.alerts)

    def __bool__(self) -> bool:
        return bool(self.total or self.alerts or self.stuck)


def digest(user: Any, now: datetime, *, alerts_only: bool = False) -> Digest:
    """What waits for this person now.

    Theirs (and those of whom they stand in for), what nobody has taken in their units,
    and of what nobody has taken elsewhere, the steps of their groups: a message that is
    to be checked, reviewed or published. And what senders said after a reply.
    """
    steps = permissions.steps_of(user)
    mine = Q(assignee__in=acting_for(user, now))
    free = queue.nobodys(user, now)
    decided = decided_by(user) if S.SCREENING in steps else []
    own_units = Q(unit__in=permissions.own_units(user, now).values("pk"))
    units = free & own_units
    to_check = free & Q(state__in={S.RECEIVED, S.SCREENING})
    reviews = Q(state=S.REVIEW) & (free | mine) & ~Q(pk__in=decided)
    publication = Q(state=S.PUBLICATION) & (free | mine)
    parts = {
        "mine": mine,
        # A reply is for the unit to write; the other steps have their own line.
        "units": units & Q(state=S.HANDLING) if S.HANDLING in steps else NOTHING,
        "to_check": to_check if S.SCREENING in steps else NOTHING,
        "reviews": reviews if S.SCREENING in steps else NOTHING,
        "publication": publication if S.PUBLICATION in steps else NOTHING,
    }
    for_them = NOTHING if alerts_only else _any(parts.values())
    messages = _waiting(user)
    next_one = end_of_day(_last_day_without(now))
    found = messages.filter(for_them).aggregate(
        **{name: Count("pk", filter=part) for name, part in parts.items()},
        late=Count("pk", filter=Q(due__lt=now)),
        today=Count("pk", filter=Q(due__gte=now, due__lt=next_one)),
        total=Count("pk"),
    )
    if not alerts_only:
        # By its own index; a condition with OR would read every message.
        theirs = _replied_to(user, mine, own_units, steps)
        told = queue.messages(user).filter(queue.TOLD, theirs).count()
        found |= {"told": told, "total": found["total"] + told}
    alerts = _alerts(messages, now) if S.SCREENING in steps else ()
    stuck = 0 if alerts_only else _stuck(user, decided)
    weekend = next_one > end_of_day(now)
    return Digest(**found, weekend=weekend, alerts=alerts, stuck=stuck)


def _replied_to(user: Any, mine: Q, own_units: Q, steps: Iterable[S]) -> Q:
    """What this person replied to or has, or their units; of units without a handler, and
    of what concerns none, it is the business of all who reply."""
    theirs = mine | Q(pk__in=_answered_by(user).values("pk"))
    if S.HANDLING not in steps:
        return theirs
    without = ServiceUnit.objects.filter(handlers=None).order_by().values("pk")
    return theirs | own_units | Q(unit=None) | Q(unit__in=without)


def _last_day_without(now: datetime) -> datetime:
    """The last day before the next digest: on a Friday, Sunday. What is due on a weekend
    is told in time, and not as late on Monday."""
    to_sunday = SUNDAY - timezone.localtime(now).weekday()
    rules = ModerationSettings.current()
    skips = to_sunday <= 2 and not rules.digest_at_weekends
    return now + timedelta(days=to_sunday if skips else 0)


NOTHING = Q(pk__in=[])


def _any(parts: Any) -> Q:
    found = NOTHING
    for part in parts:
        found |= part
    return found


def decided_by(user: Any) -> list[int]:
    """Ids of what waits for a review of this person's own decision."""
    return [pk for pk, person in refused_by_in_review().items() if person == user.pk]


def _answered_by(user: Any) -> QuerySet[Submission]:
    return Submission.objects.filter(
        messages__kind=MessageKind.REPLY, messages__author=user
    )


def _waiting(user: Any) -> QuerySet[Any]:
    """What waits for staff; of what is to be published, only what they did not answer
    themselves (four eyes)."""
    own = _answered_by(user)
    waiting = queue.messages(user).filter(state__in=queue.NEEDS_STAFF)
    return waiting.exclude(state=S.PUBLICATION, pk__in=own.values("pk"))


def _stuck(user: Any, decided: list[int]) -> int:
    """What this person may not take, since they took the step before, and nobody else
    may: it would wait in silence."""
    own = _answered_by(user).filter(state=S.PUBLICATION)
    replied = own.values("pk").distinct().count()
    found = {S.REVIEW: len(decided), S.PUBLICATION: replied}
    return sum(
        count
        for state, count in found.items()
        if count and not permissions.others_take(state, user)
    )


def _alerts(messages: QuerySet[Any], now: datetime) -> tuple[tuple[str, int], ...]:
    """How many messages of each service area are late by very much."""
    limit = now - timedelta(days=ModerationSettings.current().alert_days)
    rows = (
        messages.filter(due__lt=limit)
        .order_by()
        .values_list("service_area")
        .annotate(Count("pk"))
    )
    areas = ServiceArea.all_cached()
    found = ((areas[pk].name if pk in areas else "", count) for pk, count in rows)
    return tuple(sorted(found, key=lambda row: (-row[1], row[0])))


def desk_address(view: str = "") -> str:
    """The whole address of a list on the desk, for mails."""
    query = f"?view={view}" if view else ""
    return f"{settings.BASE_URL.rstrip('/')}{reverse('desk:list')}{query}"
