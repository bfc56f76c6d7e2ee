"""How far the supporters have brought an initiative, and who is told of it.

A notice is given once, whoever confirms at the same moment: the statement that
writes it down finds the row as the others have left it. What is counted in another way
(sheets that were checked) is found by the clock.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import translation
from django.utils.translation import gettext_lazy

from initiatives.enums import Audience, EventKind, MailTemplate, Stage
from initiatives.models import Initiative, InitiativeEvent
from initiatives.services.mail import tell_audiences
from initiatives.stages import AT_THE_COUNTY

ALL = 100
# Per cent of the threshold, and the title of the public entry.
LEVELS: dict[int, Any] = {
    33: gettext_lazy("A third of the supporters needed"),
    66: gettext_lazy("Two thirds of the supporters needed"),
    ALL: gettext_lazy("All the supporters needed"),
}
# Sheets may still be counted when it has been sent.
GIVEN_AT = AT_THE_COUNTY | {Stage.COLLECTING}
BATCH = 200


def level_of(supporters: int, threshold: int) -> int:
    """The highest of LEVELS that is reached; 0 below all, or without a threshold."""
    reached = (
        level for level in LEVELS if threshold and supporters * 100 >= threshold * level
    )
    return max(reached, default=0)


@transaction.atomic
def give_notice(*, pk: int, now: datetime) -> bool:
    """Write and mail the notice of the level that is reached, unless it has been given.

    At a third and two thirds the initiators are told, at the end followers and the
    registry too. False where there is nothing to tell.
    """
    rows = Initiative.objects.filter(pk=pk)
    supporters, threshold = rows.values_list("support_count", "threshold").get()
    level = level_of(supporters, threshold)
    if not rows.filter(notice_given__lt=level).update(notice_given=level):
        return False
    initiative = rows.get()
    with translation.override(initiative.language):
        title = str(LEVELS[level])
    event = InitiativeEvent.objects.create(
        initiative=initiative,
        kind=EventKind.SUPPORT,
        percent=level,
        happened_at=now,
        title=title,
    )
    audiences = set(Audience) if level == ALL else {Audience.INITIATORS}
    tell_audiences(initiative, frozenset(audiences), event, MailTemplate.PROGRESS)
    return True


def give_missed_notices(now: datetime) -> int:
    """Notices of support that was counted in another way than by mail."""
    due = Q()
    for level in LEVELS:
        due |= Q(notice_given__lt=level, hundredfold__gte=F("threshold") * level)
    rows = (
        Initiative.objects.filter(stage__in=GIVEN_AT, threshold__gt=0)
        .annotate(hundredfold=F("support_count") * 100)
        .filter(due)
    )
    ids = rows.order_by("pk").values_list("pk", flat=True)[:BATCH]
    return sum(give_notice(pk=pk, now=now) for pk in list(ids))
