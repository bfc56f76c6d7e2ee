"""Taking back the decision that one has just taken, before anybody heard of it.

A decision of the desk goes through `decide`: its mail and, for a publication, its
appearing wait for some minutes, and what it changed is kept so long. Until then the
person who took it can undo it. The sender's receipt shows the message as it was.
"""

import copy
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Model, Prefetch, QuerySet, prefetch_related_objects
from django.utils import timezone

from core.caching import raise_version
from moderation.enums import TAKEN_BACK, Action, SubmissionState
from moderation.models import (
    AuditEvent,
    Message,
    ModerationSettings,
    OutboxMail,
    StaffMail,
    Submission,
    UndoableDecision,
)
from search.tasks import refresh_soon

from . import workflow
from .base import PUBLISHED, Conflict, NotAllowedNow, change, locked, log
from .texts import texts_changed

# Who it is, and what only grows: never taken back.
KEPT = frozenset({"id", "uuid", "reference", "version", "token_version"})


@transaction.atomic
def decide(
    service: Callable[..., Submission],
    *,
    submission: Submission,
    user: Any,
    version: int | None = None,
    **given: Any,
) -> UndoableDecision | None:
    """Carry out a decision so that it can be undone; None when the county allows no time.

    Raises what the service raises.
    """
    minutes = ModerationSettings.current().undo_minutes
    # One decision at a time: the one before it is final now.
    finish(submission)
    before, running = locked(submission, version), workflow.remember(submission)
    last = {
        model: _last(model) for model in (AuditEvent, Message, OutboxMail, StaffMail)
    }
    after = service(submission=submission, user=user, version=version, **given)
    if not minutes:
        return None
    until = timezone.now() + timedelta(minutes=minutes)
    if after.published_at and not before.published_at:
        Submission.objects.filter(pk=after.pk).update(published_at=until)
    mails = OutboxMail.objects.filter(submission_id=after.pk, pk__gt=last[OutboxMail])
    mails.update(next_try_at=until)
    told = StaffMail.objects.filter(
        submission_id=after.pk, pk__gt=last[StaffMail], sent_at=None
    )
    told.update(next_try_at=until)
    event = AuditEvent.objects.filter(
        reference=after.reference, pk__gt=last[AuditEvent]
    ).latest("pk")
    return UndoableDecision.objects.create(
        submission_id=after.pk,
        user=user,
        action=event.action,
        until=until,
        version=after.version,
        before=_changed(before, after.pk),
        workflow=running,
        message=Message.objects.filter(
            submission_id=after.pk, pk__gt=last[Message]
        ).last(),
        mails=list(mails.values_list("pk", flat=True)),
    )


@transaction.atomic
def undo(*, submission: Submission, user: Any, version: int) -> Submission:
    """Everything as it was before the last decision: state, dates, workflow, mail.

    Raises NotAllowedNow when the time is over, the mail has gone, or it is another
    person's decision, and Conflict when something has changed since.
    """
    submission = locked(submission, version)
    decision = UndoableDecision.objects.filter(submission_id=submission.pk).first()
    if decision is None or not may_undo(decision, user, timezone.now()):
        raise NotAllowedNow("nothing to undo")
    if decision.version != submission.version:
        raise Conflict
    before = _values(decision)
    state = before.get("state", submission.state)
    if state not in TAKEN_BACK.get(SubmissionState(submission.state), ()):
        raise NotAllowedNow(f"{submission.state} → {state}")
    _recall(decision.mails)
    _told_later(submission, decision.until).delete()
    workflow.bring_back(submission, decision.workflow)
    change(submission, **before)
    if decision.message_id:
        Message.objects.filter(pk=decision.message_id).delete()
        texts_changed(submission)
    decision.delete()
    log(submission, Action.UNDONE, user, detail=decision.action)
    return submission


def may_undo(decision: UndoableDecision, user: Any, now: datetime) -> bool:
    """Only whoever took it, and only in time."""
    return decision.user_id == user.pk and now < decision.until


def finish(submission: Submission) -> None:
    """It stands from now on."""
    UndoableDecision.objects.filter(submission_id=submission.pk).delete()


@transaction.atomic
def settle(decision: UndoableDecision) -> bool:
    """Its time is over: it stands, and what it publishes appears."""
    submission = decision.submission
    if decision.action == Action.PUBLISHED and submission.published_at:
        # Lists and the search held it back: no signal tells of a date that came.
        raise_version(PUBLISHED)
        refresh_soon(submission.specific_class or Submission, submission.pk)
    decision.delete()
    submission.specific.settled(timezone.now())
    return True


def as_sender_sees(submission: Submission, now: datetime) -> Submission:
    """A copy for the receipt, as it was before a decision that can still be undone."""
    decision = UndoableDecision.objects.filter(
        submission_id=submission.pk, until__gt=now, version=submission.version
    ).first()
    if decision is None:
        return submission
    shown = copy.copy(submission)
    for name, value in _values(decision).items():
        setattr(shown, name, value)
    told = Message.objects.exclude(pk=decision.message_id or 0)
    prefetch_related_objects([shown], Prefetch("messages", queryset=told))
    return shown


def _changed(before: Submission, pk: int) -> dict[str, Any]:
    """The columns of the base table that differ now, with what they held before."""
    now: dict[str, Any] = Submission.objects.filter(pk=pk).values().get()
    return {
        name: getattr(before, name)
        for name, value in now.items()
        if name not in KEPT and getattr(before, name) != value
    }


def _values(decision: UndoableDecision) -> dict[str, Any]:
    """The columns before, read back from JSON: dates are dates again."""
    fields = {field.attname: field for field in Submission._meta.concrete_fields}
    return {
        name: value if isinstance(value, list) else fields[name].to_python(value)
        for name, value in decision.before.items()
    }


def _recall(mails: list[int]) -> None:
    """Take the mail out of the outbox; raises NotAllowedNow when a sender has it."""
    waiting = OutboxMail.objects.filter(pk__in=mails)
    number = waiting.count()
    deleted, _each = waiting.filter(tries=0, sent_at=None).delete()
    if deleted != number:
        raise NotAllowedNow("the mail has gone")


def _told_later(submission: Submission, until: datetime) -> QuerySet[StaffMail]:
    """The mail to the unit's people that waits until then; gone, they are told of the
    message when it comes to them in earnest."""
    return StaffMail.objects.filter(
        submission_id=submission.pk, next_try_at=until, tries=0, sent_at=None
    )


def _last(model: type[Model]) -> int:
    rows = model._default_manager.order_by("-pk").values_list("pk", flat=True)
    return rows.first() or 0
