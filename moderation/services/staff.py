"""What staff do with a submission. Rights are checked by moderation.permissions."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from moderation.absences import of_today, stand_in
from moderation.enums import Action, Flag, MailTemplate, MessageKind, SubmissionState
from moderation.models import ModerationSettings, Submission

from . import workflow
from .base import (
    Conflict,
    FourEyes,
    ManyAtOnce,
    NotAllowedNow,
    anew,
    change,
    follow,
    in_days,
    locked,
    log,
    move,
    queue_mail,
    screen_soon,
)
from .follow_up import ask_no_sooner
from .review import refused_by
from .texts import write_message

ASKABLE = frozenset({SubmissionState.SCREENING, SubmissionState.HANDLING})


def _require(submission: Submission, *states: SubmissionState) -> None:
    if submission.state not in states:
        raise NotAllowedNow(submission.state)


def _require_reply(submission: Submission) -> None:
    if not submission.takes_reply:
        raise NotAllowedNow("it ends with a decision")


def _require_way_back(submission: Submission) -> None:
    """Nobody is waited for who cannot come: the message would lapse unseen."""
    if not submission.has_way_back:
        raise NotAllowedNow("the sender has no link")


@transaction.atomic
def approve(
    *,
    submission: Submission,
    user: Any,
    version: int | None = None,
    among: ManyAtOnce | None = None,
) -> Submission:
    """Fit to be handled: the workflow goes on to the unit."""
    submission = locked(submission, version)
    _require(submission, SubmissionState.SCREENING)
    if not submission.can_approve:
        raise NotAllowedNow("something is missing")
    state = workflow.pass_task(submission, user)
    if state == SubmissionState.CLOSED and submission.wants_reply:
        raise NotAllowedNow("a reply was promised, and the workflow has no such step")
    follow(submission, state)
    log(submission, Action.APPROVED, user, among=among)
    return submission


@transaction.atomic
def ask(
    *, submission: Submission, user: Any, text: str, version: int | None = None
) -> Submission:
    """Ask the sender; the step waits for the answer, at most until the date that is given.

    Raises NotAllowedNow where the sender has no way to answer.
    """
    submission = locked(submission, version)
    _require(submission, *ASKABLE)
    _require_way_back(submission)
    due_at = in_days(ModerationSettings.current().question_days, timezone.now())
    message = write_message(
        submission,
        MessageKind.QUESTION,
        text,
        author=user,
        unit=submission.unit,
        due_at=due_at,
    )
    move(submission, SubmissionState.WAITING)
    log(submission, Action.ASKED, user)
    queue_mail(submission, MailTemplate.QUESTION, message)
    return submission


@transaction.atomic
def reject(
    *,
    submission: Submission,
    user: Any,
    rule: str,
    explanation: str = "",
    version: int | None = None,
    among: ManyAtOnce | None = None,
) -> Submission:
    """Refuse by a rule (its key); the sender reads the rule, the reason and how to mend it."""
    submission = locked(submission, version)
    _require(submission, SubmissionState.SCREENING)
    workflow.fail_task(submission, user)
    message = write_message(submission, MessageKind.REJECTION, explanation, author=user)
    move(submission, SubmissionState.REJECTED, rule=rule)
    log(submission, Action.REJECTED, user, detail=rule, among=among)
    queue_mail(submission, MailTemplate.REJECTION, message)
    return submission


@transaction.atomic
def return_for_correction(
    *,
    submission: Submission,
    user: Any,
    text: str,
    rule: str = "",
    version: int | None = None,
) -> Submission:
    """Have the sender correct the text, perhaps by a rule, until the date that is given.

    Whoever does not correct it by then is refused by the clock, and may still correct
    it or ask for a review (`go_on`). Raises NotAllowedNow where the sender has no way to
    correct it.
    """
    submission = locked(submission, version)
    _require(submission, SubmissionState.SCREENING)
    _require_way_back(submission)
    due_at = in_days(ModerationSettings.current().correction_days, timezone.now())
    message = write_message(
        submission, MessageKind.RETURN, text, author=user, due_at=due_at
    )
    move(submission, SubmissionState.WAITING, rule=rule)
    log(submission, Action.RETURNED, user, detail=rule)
    queue_mail(submission, MailTemplate.RETURN, message)
    return submission


@transaction.atomic
def mark_spam(
    *,
    submission: Submission,
    user: Any,
    version: int | None = None,
    among: ManyAtOnce | None = None,
) -> Submission:
    """Out of the queue, without a mail; it can be brought back."""
    submission = locked(submission, version)
    _require(submission, SubmissionState.RECEIVED, SubmissionState.SCREENING)
    workflow.cancel(submission, user)
    move(submission, SubmissionState.SPAM)
    log(submission, Action.SPAM, user, among=among)
    return submission


@transaction.atomic
def restore(
    *, submission: Submission, user: Any, version: int | None = None
) -> Submission:
    """No spam, or refused or approved by mistake: it is checked anew."""
    submission = locked(submission, version)
    if not submission.can_restore:
        raise NotAllowedNow(submission.state)
    flags = [flag for flag in submission.flags if flag != Flag.SPAM]
    promises = anew(submission, timezone.now())
    move(submission, SubmissionState.RECEIVED, flags=flags, **promises)
    log(submission, Action.RESTORED, user)
    if not submission.outbox.filter(template=MailTemplate.RECEIPT).exists():
        queue_mail(submission, MailTemplate.RECEIPT)
    screen_soon(submission)
    return submission


@transaction.atomic
def reply(
    *, submission: Submission, user: Any, text: str, version: int | None = None
) -> Submission:
    """Answer the sender: on the receipt, and by mail if there is an address.

    With consent the workflow goes on to publication, else it ends.
    """
    submission = locked(submission, version)
    _require(submission, SubmissionState.HANDLING)
    _require_reply(submission)
    now = timezone.now()
    message = write_message(
        submission, MessageKind.REPLY, text, author=user, unit=submission.unit
    )
    change(submission, answered_at=now, returned_at=None, told_at=None)
    ask_no_sooner(submission, now)
    follow(submission, workflow.pass_task(submission, user))
    log(submission, Action.REPLIED, user)
    queue_mail(submission, MailTemplate.REPLY, message)
    return submission


@transaction.atomic
def close(
    *, submission: Submission, user: Any, version: int | None = None
) -> Submission:
    """Noted; the sender did not ask for a reply.

    Raises NotAllowedNow when a reply was promised.
    """
    submission = locked(submission, version)
    _require(submission, SubmissionState.HANDLING)
    _require_reply(submission)
    if submission.wants_reply:
        raise NotAllowedNow("a reply was promised")
    follow(submission, workflow.pass_task(submission, user))
    log(submission, Action.CLOSED, user)
    return submission


@transaction.atomic
def assign(
    *,
    submission: Submission,
    user: Any,
    assignee: Any,
    seen: Any = None,
    version: int | None = None,
    among: ManyAtOnce | None = None,
) -> Submission:
    """Say whose it is; None gives it back to all.

    `seen` is the id of whose it was on the screen: raises Conflict when another person
    has taken it since, and NotAllowedNow when nothing is to be done with it.
    What is given to somebody who is away goes to the deputy. Raises FourEyes when it is a
    review, and theirs was the decision.
    """
    submission = locked(submission, version)
    if submission.assignee_id not in {seen, user.pk, getattr(assignee, "pk", None)}:
        raise Conflict
    if not submission.is_open:
        raise NotAllowedNow(submission.state)
    give(submission, user, assignee, among)
    return submission


def give(
    submission: Submission, user: Any, assignee: Any, among: ManyAtOnce | None = None
) -> None:
    """Make it theirs, or their deputy's while they are away; only oneself takes it so."""
    pk = assignee.pk if assignee else None
    if pk and pk != user.pk:
        pk = stand_in(pk, of_today(timezone.now()))
    in_review = submission.state == SubmissionState.REVIEW
    if pk and in_review and refused_by(submission) == pk:
        raise FourEyes
    change(submission, assignee_id=pk)
    log(submission, Action.ASSIGNED, user, detail=str(pk or ""), among=among)
