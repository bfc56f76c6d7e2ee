"""A second look at a refusal, which its sender may ask for once; by another person."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from moderation.enums import Action, MailTemplate, MessageKind, SubmissionState
from moderation.models import AuditEvent, Message, ModerationSettings, Submission

from . import workflow
from .base import (
    FourEyes,
    NotAllowedNow,
    anew,
    follow,
    in_days,
    locked,
    log,
    move,
    queue_mail,
    screen_soon,
)
from .texts import write_message

# What a review looks at again. A message that was not corrected in time was refused by
# whoever returned it.
REFUSALS = (Action.REJECTED, Action.RETURNED)


def review_until(submission: Submission) -> datetime | None:
    """Until when its sender can ask for a review; None when there is nothing to review,
    or it was asked for already."""
    if submission.state != SubmissionState.REJECTED or submission.review_asked_at:
        return None
    if not submission.ended_at or submission.erased_at:
        return None
    return in_days(ModerationSettings.current().review_days, submission.ended_at)


def can_ask_for_review(submission: Submission, now: datetime) -> bool:
    until = review_until(submission)
    return until is not None and now <= until


def refused_by(submission: Submission) -> int | None:
    """The id of the person who took the decision; None when nobody is known."""
    refusals = AuditEvent.objects.about(submission.reference).filter(
        action__in=REFUSALS
    )
    return refusals.values_list("user_id", flat=True).first()


def refused_by_in_review() -> dict[int, int | None]:
    """The same for every message that waits for a review, by the message's id; in two
    queries."""
    waiting = Submission.objects.filter(state=SubmissionState.REVIEW)
    ids = dict(waiting.values_list("reference", "pk"))
    refusals = AuditEvent.objects.filter(action__in=REFUSALS)
    of_one = refusals.filter(reference__in=ids)
    of_many = refusals.filter(items__reference__in=ids)
    fields = ("at", "pk", "user_id")
    found = (
        of_one.order_by()
        .values_list("reference", *fields)
        .union(of_many.order_by().values_list("items__reference", *fields), all=True)
    )
    # The last one is the one that is reviewed.
    rows = sorted(found, key=lambda row: (row[1], row[2]))
    last = {reference: person for reference, _at, _pk, person in rows}
    return {pk: last.get(reference) for reference, pk in ids.items()}


@transaction.atomic
def ask_for_review(*, submission: Submission, text: str = "") -> Submission:
    """The sender disagrees; the text is optional. It waits for another person.

    Raises NotAllowedNow when it is too late, or was asked before.
    """
    submission = locked(submission)
    now = timezone.now()
    if not can_ask_for_review(submission, now):
        raise NotAllowedNow(submission.state)
    write_message(submission, MessageKind.REVIEW, text)
    due = in_days(ModerationSettings.current().review_due_days, now)
    # Nobody's: whose it was is the person who decided.
    move(
        submission,
        SubmissionState.REVIEW,
        review_asked_at=now,
        review_by=due,
        assignee=None,
    )
    log(submission, Action.REVIEW_ASKED)
    return submission


def _open(submission: Submission, user: Any, version: int | None) -> Submission:
    submission = locked(submission, version)
    if submission.state != SubmissionState.REVIEW:
        raise NotAllowedNow(submission.state)
    if user is not None and refused_by(submission) == user.pk:
        raise FourEyes
    return submission


@transaction.atomic
def uphold(
    *, submission: Submission, user: Any, text: str, version: int | None = None
) -> Submission:
    """The refusal stands, with reasons; the sender is told and may still correct.

    Raises FourEyes when this person took the decision.
    """
    submission = _open(submission, user, version)
    message = _tell(submission, user, text)
    move(submission, SubmissionState.REJECTED, review_by=None)
    log(submission, Action.UPHELD, user, detail=submission.rule)
    queue_mail(submission, MailTemplate.UPHELD, message)
    return submission


@transaction.atomic
def overturn(
    *, submission: Submission, user: Any, text: str = "", version: int | None = None
) -> Submission:
    """The refusal was a mistake: the message goes on as if it had been approved, with a
    new date for the reply.

    Raises FourEyes when this person took the decision.
    """
    submission = _open(submission, user, version)
    rule = submission.rule
    message = _tell(submission, user, text)
    promises = anew(submission, timezone.now())
    state = workflow.take_up(submission, user)
    if state == SubmissionState.CLOSED and submission.wants_reply:
        raise NotAllowedNow("a reply was promised, and the workflow has no such step")
    follow(submission, state, **promises)
    if state == SubmissionState.RECEIVED:
        screen_soon(submission)
    log(submission, Action.OVERTURNED, user, detail=rule)
    queue_mail(submission, MailTemplate.OVERTURNED, message)
    return submission


def _tell(submission: Submission, user: Any, text: str) -> Message:
    return write_message(
        submission, MessageKind.REVIEWED, text, author=user, unit=submission.unit
    )
