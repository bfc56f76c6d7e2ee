"""What a resident does: send, answer, add, correct, withdraw."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.admin.models import FormState

from moderation import checks
from moderation.enums import Action, Flag, MailTemplate, MessageKind, SubmissionState
from moderation.models import (
    Contact,
    Message,
    ModerationSettings,
    OutboxMail,
    Submission,
)
from moderation.references import new_reference

from . import workflow
from .base import (
    NotAllowedNow,
    anew,
    change,
    in_days,
    locked,
    log,
    move,
    screen_soon,
    send_soon,
)
from .words import words_changed

TRIES = 6


@dataclass(frozen=True)
class Receipt:
    submission: Submission
    # False when the same form had been stored before.
    created: bool


def receive(
    *,
    submission: Submission,
    email: str = "",
    nonce: uuid.UUID | None = None,
    spam: bool = False,
) -> Receipt:
    """Store what a resident sent: submission, contact and mail row in one transaction.

    Nothing is acknowledged before it is committed. Sending the same form twice
    (the same `nonce`) gives the first receipt. After commit a task starts the
    workflow and another sends the mail; a sweep finds what they missed.
    """
    now = timezone.now()
    promises = ModerationSettings.current()
    submission.nonce = nonce
    submission.received_at = now
    submission.screen_by = in_days(promises.screening_days, now)
    if submission.wants_reply:
        submission.answer_by = in_days(promises.answer_days, now)
    if spam:
        # Into the spam queue, and no mail: a machine could have us write to strangers.
        submission.flags = list(dict.fromkeys([*submission.flags, Flag.SPAM]))
        submission.state, submission.ended_at = SubmissionState.SPAM, now
    for attempt in range(TRIES):
        submission.reference = new_reference(
            submission.reference_letter, now, extra=attempt // 3
        )
        try:
            with transaction.atomic():
                _store(submission, email)
        except IntegrityError:
            existing = Submission.objects.filter(nonce=nonce).first() if nonce else None
            if existing:
                return Receipt(existing.specific, created=False)
            submission.pk = submission.id = None
        else:
            return Receipt(submission, created=True)
    raise RuntimeError("no free reference was found")


def _store(submission: Submission, email: str) -> None:
    submission.save(force_insert=True)
    spam = submission.state == SubmissionState.SPAM
    if email:
        Contact.objects.create(submission=submission, email=email)
    if email and not spam:
        OutboxMail.objects.create(
            template=MailTemplate.RECEIPT,
            language=submission.language,
            submission=submission,
        )
        send_soon()
    log(submission, Action.RECEIVED)
    if not spam:
        screen_soon(submission)


@transaction.atomic
def answer_question(*, submission: Submission, text: str) -> Message:
    """The sender's answer to our question; the step that asked goes on."""
    submission = locked(submission)
    if submission.state != SubmissionState.WAITING:
        raise NotAllowedNow
    message = Message.objects.create(
        submission_id=submission.pk, kind=MessageKind.ANSWER, text=text
    )
    words_changed(submission)
    _resume(submission, timezone.now())
    log(submission, Action.ANSWERED_QUESTION)
    return message


@transaction.atomic
def go_on(*, submission: Submission, now: datetime) -> bool:
    """Take up the step that asked, when the date has passed without an answer.

    False when an answer came, or there is still time.
    """
    submission = locked(submission)
    if submission.state != SubmissionState.WAITING:
        return False
    question = submission.messages.filter(kind=MessageKind.QUESTION).last()
    if question and question.due_at and question.due_at > now:
        return False
    _resume(submission, now)
    log(submission, Action.WENT_ON)
    return True


def _resume(submission: Submission, now: datetime) -> None:
    """Back to the step that asked; what we promised is due later by the time that we waited."""
    if workflow.task_state(submission) is None:
        # Staff ended the workflow in Wagtail's settings: it is checked anew.
        move(submission, SubmissionState.RECEIVED)
        screen_soon(submission)
        return
    question = submission.messages.filter(kind=MessageKind.QUESTION).last()
    waited = now - question.created_at if question else timedelta()
    days = timedelta(days=max(0, waited.days))
    move(
        submission,
        workflow.state_in_workflow(submission),
        screen_by=submission.screen_by + days,
        answer_by=submission.answer_by + days if submission.answer_by else None,
    )


@transaction.atomic
def add(*, submission: Submission, text: str) -> Message:
    """Something that the sender forgot; nothing starts anew."""
    submission = locked(submission)
    if not submission.can_add:
        raise NotAllowedNow
    message = Message.objects.create(
        submission_id=submission.pk, kind=MessageKind.ADDITION, text=text
    )
    words_changed(submission)
    change(submission)
    log(submission, Action.ADDED)
    return message


@transaction.atomic
def correct(*, submission: Submission, text: str) -> None:
    """The sender's own words, put right; they are checked again from the start."""
    submission = locked(submission)
    if not submission.can_correct:
        raise NotAllowedNow
    submission.set_text(text)
    words_changed(submission)
    suspected = [flag for flag in submission.flags if flag == Flag.SPAM]
    found = list(dict.fromkeys([*checks.flags(text), *suspected]))
    promises = anew(submission, timezone.now())
    move(submission, SubmissionState.RECEIVED, flags=found, **promises)
    log(submission, Action.CORRECTED)
    screen_soon(submission)


@transaction.atomic
def withdraw(*, submission: Submission) -> None:
    """Take it back: nobody handles it any more, and texts and address are gone at once."""
    submission = locked(submission)
    if not submission.can_withdraw:
        raise NotAllowedNow
    workflow.cancel(submission)
    move(
        submission,
        SubmissionState.WITHDRAWN,
        published_at=None,
        publication_consent=False,
    )
    erase(submission)
    log(submission, Action.WITHDRAWN)


def erase(submission: Submission) -> None:
    """Every word of the sender and every way to reach them, in every copy."""
    # Wagtail's steps hang on the revisions: a workflow that still runs ends first.
    workflow.cancel(submission)
    submission.erase_text()
    submission.revisions.all().delete()
    submission.messages.all().delete()
    Contact.objects.filter(submission_id=submission.pk).delete()
    OutboxMail.objects.filter(submission_id=submission.pk, sent_at=None).delete()
    # What staff had begun to write on the message's screen, for Wagtail's preview.
    kinds = ContentType.objects.get_for_models(Submission, type(submission)).values()
    FormState.objects.filter(
        content_type__in=kinds, object_id=str(submission.pk)
    ).delete()
    change(submission, fingerprint="", flags=[], erased_at=timezone.now())
    words_changed(submission)
