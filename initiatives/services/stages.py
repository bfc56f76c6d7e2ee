"""Moving an initiative from stage to stage by the table of `initiatives.stages`."""

from datetime import datetime
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils import timezone

from initiatives import stages
from initiatives.enums import Actor, EventKind, Kind, Stage
from initiatives.models import Initiative, InitiativeEvent, InitiativeSettings
from moderation.enums import SubmissionState
from moderation.models import Submission
from moderation.services.base import NotAllowedNow, change, in_days, locked
from moderation.services.sender import is_returned

from .mail import tell


class NotPossible(NotAllowedNow):
    """The table does not allow this step to this actor."""


@transaction.atomic
def move(
    *,
    initiative: Initiative,
    target: Stage,
    actor: Actor,
    user: Any = None,
    version: int | None = None,
    now: datetime | None = None,
    event: InitiativeEvent | None = None,
    **changes: Any,
) -> Initiative:
    """Take one step of the table, write its event, and have its mail sent.

    `changes` are other columns; `event` carries public words, a document or a link, and
    is stored with the step. What the step brings with itself (a time limit, the end on the
    desk) is in `brought`.

    Raises NotPossible where the table has no such step for this actor, and Conflict
    when `version`, the one that the person saw, is no longer current.
    """
    current: Any = locked(initiative, version)
    now = now or timezone.now()
    step = stages.find(current.stage, target, current.kind)
    if step is None or actor not in step.actors:
        raise NotPossible(f"{current.stage} → {target} by {actor}")
    write_stage(current, target, now, {**brought(current, target, now), **changes})
    _end_on_desk(current, target, user, now)
    event = event or InitiativeEvent()
    event.initiative, event.kind, event.stage = current, EventKind.STAGE, target
    event.happened_at, event.author = now, user
    event.save()
    tell(current, step, event)
    return current  # type: ignore[no-any-return]


def write_stage(
    initiative: Initiative, stage: Stage, now: datetime, changes: dict[str, Any]
) -> None:
    """The columns of the initiative's own table, and the version of the message."""
    own = {"stage": stage, "stage_at": now, **changes}
    Initiative.objects.filter(pk=initiative.pk).update(**own)
    for name, value in own.items():
        setattr(initiative, name, value)
    change(initiative, answer_by=initiative.next_due())


def brought(initiative: Initiative, target: Stage, now: datetime) -> dict[str, Any]:
    """What a stage brings with it: the dates that the law or the county promise."""
    promises = InitiativeSettings.current()
    if target == Stage.PUBLISHED:
        return {"threshold": promises.threshold()}
    if target == Stage.COLLECTING:
        return {"collects_until": in_days(promises.collecting_days, now)}
    if target == Stage.SENT:
        reached = (
            initiative.threshold and initiative.support_count >= initiative.threshold
        )
        return {
            "sent_at": now,
            "acknowledge_by": in_months(promises.acknowledge_months, now),
            "report_by": in_months(promises.report_months, now),
            "decide_by": in_months(promises.handling_months, now) if reached else None,
        }
    if target == Stage.REGISTERED:
        return {"registered_at": now}
    if target == Stage.DECIDED:
        return {"decided_at": now}
    if target in stages.ENDED:
        return {"report_by": None}
    return {}


def in_months(months: int, since: datetime) -> datetime:
    """The end of the day that many months later, in local time."""
    later = timezone.localtime(since) + relativedelta(months=months)
    return later.replace(hour=23, minute=59, second=59, microsecond=0)


def _end_on_desk(
    initiative: Initiative, target: Stage, user: Any, now: datetime
) -> None:
    """An answer ends the message on the desk too, and a suggestion that is taken up again
    is back there."""
    from moderation.services import base, workflow

    state = stages.STATE_OF_STAGE[target]
    if state == initiative.state or target not in stages.PUBLIC:
        return
    if state == SubmissionState.ANSWERED:
        workflow.cancel(initiative, user)
        base.move(initiative, state, answered_at=initiative.answered_at or now)
    elif initiative.state == SubmissionState.ANSWERED:
        workflow.back_to_handling(initiative)
        base.move(initiative, state)


def follow_desk(initiative: Initiative, before: str) -> None:
    """The desk's state has changed: before publication the stage follows it.

    Called in the desk's own transaction (`Submission.state_changed`).
    """
    now = timezone.now()
    stage = stages.before_publication(
        SubmissionState(initiative.state),
        Stage(initiative.stage),
        Kind(initiative.kind),
        returned=is_returned(initiative),
    )
    if stage == initiative.stage:
        return
    changes: dict[str, Any] = {}
    if stage in stages.PUBLIC:
        changes = brought(initiative, stage, now)
        # It waits for the minutes in which the decision can be undone.
        desk: dict[str, Any] = {"published_at": now}
        if not initiative.is_suggestion:
            # From here on the statutory clock says what is due.
            desk["answer_by"] = None
        Submission.objects.filter(pk=initiative.pk).update(**desk)
        for name, value in desk.items():
            setattr(initiative, name, value)
    elif initiative.published_at:
        Submission.objects.filter(pk=initiative.pk).update(published_at=None)
        initiative.published_at = None
    own = {"stage": stage, "stage_at": now, **changes}
    Initiative.objects.filter(pk=initiative.pk).update(**own)
    for name, value in own.items():
        setattr(initiative, name, value)


@transaction.atomic
def publication_stands(*, initiative: Initiative, now: datetime) -> bool:
    """It is public now: support is collected from here, or it goes to the county at once.

    False where there is nothing to do. Repeated by the clock.
    """
    current: Any = locked(initiative)
    if (
        not current.is_public
        or current.events.filter(stage__in=[Stage.PUBLISHED, Stage.RECEIVED]).exists()
    ):
        return False
    InitiativeEvent.objects.create(
        initiative=current, stage=current.stage, happened_at=current.published_at
    )
    if current.stage == Stage.PUBLISHED:
        target = Stage.COLLECTING if current.collects else Stage.SENT
        move(initiative=current, target=target, actor=Actor.CLOCK, now=now)
    return True
