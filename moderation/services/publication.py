"""Publishing a message with its reply: only with consent, and by a second person."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from moderation.enums import Action, MailTemplate, MessageKind, SubmissionState
from moderation.models import Submission

from . import workflow
from .base import (
    FourEyes,
    NotAllowedNow,
    change,
    follow,
    locked,
    log,
    move,
    queue_mail,
)


def _open(submission: Submission, user: Any, version: int | None) -> Submission:
    submission = locked(submission, version)
    if submission.state != SubmissionState.PUBLICATION:
        raise NotAllowedNow(submission.state)
    replies = submission.messages.filter(kind=MessageKind.REPLY, author=user)
    if replies.exists():
        raise FourEyes
    return submission


@transaction.atomic
def approve_publication(
    *, submission: Submission, user: Any, version: int | None = None
) -> Submission:
    """Show message and reply to all, without names.

    Raises FourEyes when the same person wrote the reply.
    """
    submission = _open(submission, user, version)
    if not submission.publication_consent:
        raise NotAllowedNow("no consent")
    state = workflow.pass_task(submission, user)
    follow(submission, state, published_at=timezone.now())
    log(submission, Action.PUBLISHED, user)
    queue_mail(submission, MailTemplate.PUBLISHED)
    return submission


@transaction.atomic
def decline_publication(
    *, submission: Submission, user: Any, version: int | None = None
) -> Submission:
    """Answered, but not shown to others."""
    submission = locked(submission, version)
    if submission.state != SubmissionState.PUBLICATION:
        raise NotAllowedNow(submission.state)
    # Makes nothing public, so one person may do it alone.
    state = workflow.pass_task(submission, user, alone=True)
    follow(submission, state, published_at=None)
    log(submission, Action.NOT_PUBLISHED, user)
    return submission


@transaction.atomic
def unpublish(
    *, submission: Submission, user: Any, version: int | None = None
) -> Submission:
    """Take it from the public pages at once."""
    submission = locked(submission, version)
    if not submission.published_at:
        raise NotAllowedNow("not published")
    change(submission, published_at=None)
    log(submission, Action.UNPUBLISHED, user)
    return submission


@transaction.atomic
def offer_publication(
    *, submission: Submission, user: Any, version: int | None = None
) -> Submission:
    """Have it decided on once more, since it was declined or taken from publication.

    Raises NotAllowedNow without a reply, a consent, a text, or a workflow that replies.
    """
    submission = locked(submission, version)
    if not (submission.can_be_offered and workflow.can_be_handled(submission)):
        raise NotAllowedNow(submission.state)
    decide_anew(submission, user)
    log(submission, Action.OFFERED, user)
    return submission


def decide_anew(submission: Submission, user: Any) -> None:
    """Back to the step of publication, and from the public pages until then: two people
    have read what anybody can read. Without such a step it is not published."""
    if not workflow.can_be_handled(submission):
        change(submission, published_at=None)
        return
    workflow.back_to_handling(submission)
    submission.refresh_from_db()
    move(submission, SubmissionState.HANDLING, published_at=None)
    follow(submission, workflow.pass_task(submission, user))
