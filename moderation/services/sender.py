"""What a resident does: send, answer, add, correct, withdraw."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from moderation import checks
from moderation.enums import (
    WITH_DATE,
    Action,
    Flag,
    MailTemplate,
    MessageKind,
    SubmissionState,
)
from moderation.models import (
    Contact,
    FollowUp,
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
    follow,
    in_days,
    locked,
    log,
    move,
    queue_mail,
    screen_soon,
    send_soon,
)
from .redaction import hide_again
from .texts import forget_drafts, keep_no_longer, texts_changed, write_message

TRIES = 6
# How long before its date the sender is reminded of what we asked.
REMIND_BEFORE = timedelta(days=3)


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
    now: datetime | None = None,
    received_at: datetime | None = None,
    keyed_by: Any = None,
) -> Receipt:
    """Store what a resident sent: submission, contact and mail row in one transaction.

    `now` is the moment of storing it. What came on paper or by phone has been there
    since `received_at`, which our promises count from, and was keyed in by a member of
    staff, who stands in the log.

    Nothing is acknowledged before it is committed. Sending the same form twice
    (the same `nonce`) gives the first receipt. After commit a task starts the
    workflow and another sends the mail; a sweep finds what they missed.
    """
    now = now or timezone.now()
    promises = ModerationSettings.current()
    submission.nonce = nonce
    since = received_at or now
    submission.received_at = since
    submission.screen_by = in_days(promises.screening_days, since)
    if submission.wants_reply:
        days = submission.answer_days(promises.answer_days)
        submission.answer_by = in_days(days, since)
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
                _store(submission, email, keyed_by)
        except IntegrityError:
            existing = Submission.objects.filter(nonce=nonce).first() if nonce else None
            if existing:
                return Receipt(existing.specific, created=False)
            submission.pk = submission.id = None
        else:
            return Receipt(submission, created=True)
    raise RuntimeError("no free reference was found")


def _store(submission: Submission, email: str, keyed_by: Any = None) -> None:
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
    # How many days were promised then: the yearly figures are made from the log alone.
    log(
        submission,
        Action.RECEIVED,
        keyed_by,
        detail=str(ModerationSettings.current().screening_days),
    )
    if not spam:
        screen_soon(submission)


@transaction.atomic
def answer_question(*, submission: Submission, text: str) -> Message:
    """The sender's answer to our question; the step that asked goes on."""
    submission = locked(submission)
    if submission.state != SubmissionState.WAITING or is_returned(submission):
        raise NotAllowedNow
    message = write_message(submission, MessageKind.ANSWER, text)
    _resume(submission, timezone.now())
    log(submission, Action.ANSWERED_QUESTION)
    return message


@transaction.atomic
def go_on(*, submission: Submission, now: datetime) -> bool:
    """Take up the step that asked, when the date has passed without an answer; refuse
    what was returned and not corrected.

    False when an answer came, or there is still time.
    """
    submission = locked(submission)
    if submission.state != SubmissionState.WAITING:
        return False
    asked = waited_for(submission)
    if asked and asked.due_at and asked.due_at > now:
        return False
    if asked and asked.kind == MessageKind.RETURN:
        _lapse(submission, asked)
        return True
    _resume(submission, now)
    log(submission, Action.WENT_ON)
    return True


@transaction.atomic
def remind(*, submission: Submission, now: datetime) -> bool:
    """Remind the sender, once, of the question or the return whose date is near.

    False when there is nothing to remind of, no address, or the mail that asked has not
    gone (its own text says the date) or went only a few days ago.
    """
    submission = locked(submission)
    asked = waited_for(submission)
    if submission.state != SubmissionState.WAITING or not (asked and asked.due_at):
        return False
    near = now < asked.due_at <= now + REMIND_BEFORE
    if not near or asked.created_at > now - REMIND_BEFORE:
        return False
    mails = submission.outbox.filter(message=asked)
    told = mails.exclude(template=MailTemplate.REMINDER).exclude(sent_at=None)
    if not told.exists() or mails.filter(template=MailTemplate.REMINDER).exists():
        return False
    queue_mail(submission, MailTemplate.REMINDER, asked)
    log(submission, Action.REMINDED)
    return True


def waited_for(submission: Submission) -> Message | None:
    """The question or the return that the sender is to act on, the last one."""
    return submission.messages.filter(kind__in=WITH_DATE).last()


def is_returned(submission: Submission) -> bool:
    """Whether the sender is to correct the text, rather than to answer."""
    asked = waited_for(submission)
    return bool(
        submission.state == SubmissionState.WAITING
        and asked
        and asked.kind == MessageKind.RETURN
    )


def _lapse(submission: Submission, returned: Message) -> None:
    """Not corrected by the date: refused, as the sender was told it would be."""
    if workflow.task_state(submission) is not None:
        workflow.fail_task(submission, None)
    move(submission, SubmissionState.REJECTED)
    log(submission, Action.LAPSED, detail=submission.rule)
    queue_mail(submission, MailTemplate.LAPSED, returned)


def _resume(submission: Submission, now: datetime) -> None:
    """Back to the step that asked; what we promised is due later by the time that we waited."""
    ended = workflow.task_state(submission) is None
    if ended and not submission.stays_checked:
        # Staff ended the workflow in Wagtail's settings: it is checked anew.
        move(submission, SubmissionState.RECEIVED)
        screen_soon(submission)
        return
    # The clock gives what stays checked a workflow again.
    back = SubmissionState.HANDLING if ended else workflow.state_in_workflow(submission)
    question = submission.messages.filter(kind=MessageKind.QUESTION).last()
    waited = now - question.created_at if question else timedelta()
    days = timedelta(days=max(0, waited.days))
    move(
        submission,
        back,
        screen_by=submission.screen_by + days,
        answer_by=submission.answer_by + days if submission.answer_by else None,
    )


@transaction.atomic
def add(*, submission: Submission, text: str) -> Message:
    """Something that the sender forgot; nothing starts anew."""
    submission = locked(submission)
    if not submission.can_add:
        raise NotAllowedNow
    message = write_message(submission, MessageKind.ADDITION, text)
    change(submission)
    log(submission, Action.ADDED)
    return message


@transaction.atomic
def correct(*, submission: Submission, **texts: str) -> None:
    """The sender's own words, put right; they are checked again from the start.

    `text`, or the texts of the kind by name (`Submission.set_texts`).
    """
    submission = locked(submission)
    if not submission.can_correct:
        raise NotAllowedNow
    keep_no_longer(submission)
    submission.set_texts(texts)
    hide_again(submission)
    texts_changed(submission)
    suspected = [flag for flag in submission.flags if flag == Flag.SPAM]
    found = list(dict.fromkeys([*checks.flags(submission.text), *suspected]))
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


@transaction.atomic
def withdraw_consent(*, submission: Submission) -> None:
    """Take back the consent to publication alone: the message and its handling stay.

    What is published leaves the public pages at once, and what waits to be published is
    answered. Raises NotAllowedNow without a consent that can be taken back.
    """
    submission = locked(submission)
    if not submission.can_withdraw_consent:
        raise NotAllowedNow("no consent")
    changes = {"publication_consent": False, "published_at": None}
    waits = submission.state == SubmissionState.PUBLICATION
    if waits and workflow.task_state(submission):
        state = workflow.pass_task(submission, None, alone=True)
        follow(submission, state, **changes)
    else:
        change(submission, **changes)
    log(submission, Action.CONSENT_WITHDRAWN)


def erase(submission: Submission) -> None:
    """Every word of the sender and every way to reach them, in every copy."""
    # Wagtail's steps hang on the revisions: a workflow that still runs ends first.
    workflow.cancel(submission)
    submission.erase_text()
    submission.revisions.all().delete()
    submission.originals.all().delete()
    submission.messages.all().delete()
    submission.notes.all().delete()
    Contact.objects.filter(submission_id=submission.pk).delete()
    FollowUp.objects.filter(submission_id=submission.pk, answered_at=None).delete()
    OutboxMail.objects.filter(submission_id=submission.pk, sent_at=None).delete()
    forget_drafts(submission)
    now = timezone.now()
    change(submission, fingerprint="", flags=[], told_at=None, erased_at=now)
    texts_changed(submission)
