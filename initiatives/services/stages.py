"""Moving an initiative from stage to stage by the table of `initiatives.stages`."""

from datetime import datetime
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from core.caching import raise_version
from initiatives import stages
from initiatives.enums import Actor, EventKind, Kind, Stage
from initiatives.models import Initiative, InitiativeEvent, InitiativeSettings
from initiatives.models.initiative import OF_THE_COUNTY
from moderation.enums import SubmissionState
from moderation.models import Submission
from moderation.services.base import (
    PUBLISHED,
    NotAllowedNow,
    change,
    in_days,
    locked,
)
from moderation.services.sender import is_returned
from moderation.services.texts import keep_no_longer
from search.tasks import refresh_soon

from .mail import tell

BATCH = 200


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
    if step is None or actor not in step.actors or step.of_desk:
        raise NotPossible(f"{current.stage} → {target} by {actor}")
    if written := [name for name in OF_THE_COUNTY if name in changes]:
        keep_no_longer(current, written)
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
    _write(Initiative, initiative, {"stage": stage, "stage_at": now, **changes})
    change(initiative, answer_by=initiative.next_due())


def brought(initiative: Initiative, target: Stage, now: datetime) -> dict[str, Any]:
    """What a stage brings with it: the dates that the law or the county promise."""
    promises = InitiativeSettings.current()
    if target == Stage.PUBLISHED:
        return {"threshold": initiative.threshold or promises.threshold()}
    if target == Stage.COLLECTING:
        return {"collects_until": in_days(promises.collecting_days, now)}
    if target == Stage.SENT:
        reached = (
            initiative.threshold and initiative.support_count >= initiative.threshold
        )
        # Of one that was sent before it was taken back to checking, the clock runs on.
        since = initiative.sent_at or now
        handling = in_months(promises.handling_months, since)
        return {
            "sent_at": since,
            "acknowledge_by": in_months(promises.acknowledge_months, since),
            "report_by": in_months(promises.report_months, since),
            "decide_by": handling if reached else None,
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
    """The desk's state has changed: before publication the stage follows it, and so does
    a withdrawal at any time.

    Called in the desk's own transaction (`Submission.state_changed`). Raises NotPossible
    where the table has no such step: then the desk's step is not taken either.
    """
    now = timezone.now()
    stage = stage_on_desk(initiative)
    if stage == initiative.stage:
        _keep_due(initiative)
        return
    step = stages.find(initiative.stage, stage, initiative.kind)
    if step is None:
        raise NotPossible(f"{initiative.stage} → {stage}")
    changes: dict[str, Any] = {}
    desk: dict[str, Any] = {}
    if stage in stages.PUBLIC:
        changes = brought(initiative, stage, now)
        # It waits for the minutes in which the decision can be undone.
        desk = {"published_at": now}
    elif initiative.stage in stages.PUBLIC:
        changes, desk = {"collects_until": None}, {"published_at": None}
        # Of one that is checked again it stays what its supporters were told.
        told = initiative.events.filter(stage=Stage.PUBLISHED).exists()
        if stage == Stage.WITHDRAWN or not told:
            changes["threshold"] = 0
    _write(Submission, initiative, desk)
    _write(Initiative, initiative, {"stage": stage, "stage_at": now, **changes})
    _keep_due(initiative)
    if stage == Stage.WITHDRAWN and step.mail:
        event = InitiativeEvent.objects.create(
            initiative=initiative, stage=stage, happened_at=now
        )
        # The desk tells of its other steps itself.
        tell(initiative, step, event)


def stage_on_desk(initiative: Initiative) -> Stage:
    """The stage that goes with the state on the desk."""
    return stages.before_publication(
        SubmissionState(initiative.state),
        Stage(initiative.stage),
        Kind(initiative.kind),
        returned=initiative.state == SubmissionState.WAITING
        and is_returned(initiative),
    )


def _keep_due(initiative: Initiative) -> None:
    """Once it is public, the statutory clock alone says what is due: a question to the
    initiators moves nothing."""
    if initiative.stage in stages.PUBLIC and not initiative.is_suggestion:
        _write(Submission, initiative, {"answer_by": initiative.next_due()})


def _write(
    rows: type[Submission], initiative: Initiative, changes: dict[str, Any]
) -> None:
    """Columns of one of the two tables, in the database and in hand."""
    if not changes:
        return
    rows._default_manager.filter(pk=initiative.pk).update(**changes)
    for name, value in changes.items():
        setattr(initiative, name, value)


@transaction.atomic
def publication_stands(*, initiative: Initiative, now: datetime) -> bool:
    """It is public now: support is collected from here, or it goes to the county at once.

    False where there is nothing to do. Repeated by the clock (`publish_due`).
    """
    current: Any = locked(initiative)
    if not current.is_public or not waits_to_stand(current):
        return False
    InitiativeEvent.objects.create(
        initiative=current, stage=current.stage, happened_at=current.published_at
    )
    if current.stage == Stage.PUBLISHED:
        # What was with the county before it was taken back to checking returns there.
        collects = current.collects and current.sent_at is None
        target = Stage.COLLECTING if collects else Stage.SENT
        move(initiative=current, target=target, actor=Actor.CLOCK, now=now)
    # Lists and the search held it back: no signal tells of a date that came.
    raise_version(PUBLISHED)
    refresh_soon(Initiative, current.pk)
    return True


def waits_to_stand(initiative: Initiative) -> bool:
    """Published, and nothing of this publication has been written down yet."""
    if initiative.stage not in {Stage.PUBLISHED, Stage.RECEIVED}:
        return False
    at = initiative.published_at
    told = initiative.events.filter(stage=initiative.stage)
    return at is not None and not told.filter(happened_at=at).exists()


def publish_due(now: datetime) -> int:
    """Those whose approval nobody can undo any more, and that no settled decision has
    brought on: approved with others at once, or without minutes to undo it."""
    told = InitiativeEvent.objects.filter(
        initiative=OuterRef("pk"),
        stage=OuterRef("stage"),
        happened_at=OuterRef("published_at"),
    )
    due = Initiative.objects.public().filter(
        ~Exists(told), stage__in=[Stage.PUBLISHED, Stage.RECEIVED]
    )
    rows = due.order_by("pk")[:BATCH]
    return sum(publication_stands(initiative=each, now=now) for each in rows)
