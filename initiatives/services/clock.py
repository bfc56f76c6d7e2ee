"""What the county promised by law, watched by the clock. Each part can be repeated."""

from datetime import datetime, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.db.models import F, QuerySet

from initiatives.enums import Actor, Kind, MailTemplate, Stage
from initiatives.models import Initiative, InitiativeMail, InitiativeSettings
from initiatives.recipients import registry_addresses
from initiatives.stages import AT_THE_COUNTY
from moderation.services.base import change, locked

from .mail import queue
from .stages import in_months, move

BATCH = 200
# Of one initiative: more often than this nobody would read them.
REMINDED_EVERY = timedelta(days=7)


def limit_reached(now: datetime) -> int:
    """A limit for those whose threshold is reached; returns how many got one.

    The months run from when the county got it (Act 611/2021, section 30), also where
    sheets on paper were checked only later.
    """
    rows: QuerySet[Initiative] = Initiative.objects.filter(
        kind=Kind.INITIATIVE,
        stage__in=AT_THE_COUNTY,
        decide_by=None,
        threshold__gt=0,
        support_count__gte=F("threshold"),
    )
    return sum(_limit(initiative) for initiative in rows[:BATCH])


@transaction.atomic
def _limit(initiative: Initiative) -> int:
    current: Any = locked(initiative)
    if current.decide_by or current.stage not in AT_THE_COUNTY:
        return 0
    months = InitiativeSettings.current().handling_months
    current.decide_by = in_months(months, current.sent_at)
    Initiative.objects.filter(pk=current.pk).update(decide_by=current.decide_by)
    change(current, answer_by=current.next_due())
    return 1


@transaction.atomic
def remind_overdue(now: datetime) -> int:
    """A mail to the registry of each initiative that is late, at most one a week."""
    if not registry_addresses():
        return 0
    reminded = InitiativeMail.objects.filter(
        template=MailTemplate.OVERDUE, created_at__gt=now - REMINDED_EVERY
    )
    rows = Initiative.objects.late(now).exclude(pk__in=reminded.values("initiative_id"))
    number = 0
    for initiative in rows.order_by("pk")[:BATCH]:
        queue(MailTemplate.OVERDUE, initiative=initiative)
        number += 1
    return number


def archive_answered(now: datetime) -> int:
    """Initiatives whose answer has stood for its months; returns how many."""
    months = InitiativeSettings.current().archive_months
    rows: QuerySet[Initiative] = Initiative.objects.filter(
        kind=Kind.INITIATIVE,
        stage__in=[Stage.DONE, Stage.NOT_DONE],
        stage_at__lt=now - relativedelta(months=months),
    )
    number = 0
    for initiative in rows.order_by("pk")[:BATCH]:
        move(initiative=initiative, target=Stage.ARCHIVED, actor=Actor.CLOCK, now=now)
        number += 1
    return number
