"""After the reply: did it help, and some weeks later, did things get better?"""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from moderation.enums import (
    COMES_BACK,
    TOLD_TO_STAFF,
    Action,
    Helped,
    Later,
    MailTemplate,
    MessageKind,
    SubmissionState,
)
from moderation.models import (
    Contact,
    FollowUp,
    ModerationSettings,
    ReplyRating,
    Submission,
)

from . import workflow
from .base import NotAllowedNow, anew, change, in_days, locked, log, move, queue_mail
from .texts import write_message

# A question comes at an hour at which one reads it, on the day that its reader was told.
HOUR = 9


def day_of_question(now: datetime) -> datetime:
    """When the sender is asked whether things got better, counted from now."""
    return in_days(ModerationSettings.current().follow_up_days, now).replace(
        hour=HOUR, minute=0, second=0
    )


def can_rate(submission: Submission, now: datetime) -> bool:
    """There is a reply, and it is not long ago."""
    return bool(
        submission.can_rate
        and submission.answered_at
        and now < submission.answered_at + _time_to_say()
    )


def can_tell_change(follow_up: FollowUp, now: datetime) -> bool:
    """It was asked not long ago; an answer that was given can be changed meanwhile."""
    return bool(follow_up.asked_at and now < follow_up.asked_at + _time_to_say())


@transaction.atomic
def rate_reply(
    *, submission: Submission, helped: Helped, text: str = "", ask_later: bool = False
) -> bool:
    """Whether the reply helped; a text with it that asks for more brings the message back
    to who replies, with a new due date, and what was published waits for the new reply.

    `ask_later` is the leave to ask in some weeks whether things got better. Returns whether
    the message came back. Raises NotAllowedNow without a reply, or when it is too late.
    """
    now = timezone.now()
    submission = locked(submission)
    if not can_rate(submission, now):
        raise NotAllowedNow(submission.state)
    before = ReplyRating.objects.filter(submission_id=submission.pk).first()
    ReplyRating.objects.update_or_create(
        submission_id=submission.pk, defaults={"helped": helped, "at": now}
    )
    _agree(submission, ask_later, now)
    new = _write(submission, text)
    returns = (
        bool(text) and helped in COMES_BACK and workflow.can_be_handled(submission)
    )
    log(submission, Action.RATED, detail=helped)
    if returns:
        _return(submission, now)
    else:
        said_before = before.helped if before else ""
        change(submission, **_told(helped, said_before, now, new_text=new))
    return returns


def ask_no_sooner(submission: Submission, now: datetime) -> None:
    """There is a new reply: whether it made things better shows in as many weeks again.

    Stays so where the reply is undone: until there is another nobody is asked.
    """
    later = day_of_question(now)
    waiting = FollowUp.objects.filter(submission_id=submission.pk, asked_at=None)
    waiting.filter(ask_at__lt=later).update(ask_at=later)


@transaction.atomic
def ask_whether_better(*, submission: Submission, now: datetime) -> bool:
    """Queue the question, once; False if it was asked, or is not to be asked any more."""
    submission = locked(submission)
    due = FollowUp.objects.due(now).filter(submission_id=submission.pk)
    if not due.values("pk"):
        return False
    FollowUp.objects.filter(submission_id=submission.pk).update(asked_at=now)
    log(submission, Action.FOLLOWED_UP)
    queue_mail(submission, MailTemplate.FOLLOW_UP)
    return True


@transaction.atomic
def tell_change(*, submission: Submission, outcome: Later, text: str = "") -> None:
    """How things are now. Raises NotAllowedNow when it was not asked, or long ago."""
    now = timezone.now()
    submission = locked(submission)
    follow_up = FollowUp.objects.filter(submission_id=submission.pk).first()
    if follow_up is None or not can_tell_change(follow_up, now):
        raise NotAllowedNow("not asked")
    said_before = follow_up.outcome
    follow_up.outcome, follow_up.answered_at = outcome, now
    follow_up.save()
    new = _write(submission, text)
    change(submission, **_told(outcome, said_before, now, new_text=new))
    log(submission, Action.TOLD_CHANGE, detail=outcome)


@transaction.atomic
def mark_seen(
    *, submission: Submission, user: Any, version: int | None = None
) -> Submission:
    """What the sender said after the reply has been read; it leaves the list of such.

    Raises Conflict when the sender has said more meanwhile, and NotAllowedNow when somebody
    has marked it already.
    """
    submission = locked(submission, version)
    if not submission.told_at:
        raise NotAllowedNow("nothing to read")
    change(submission, told_at=None)
    log(submission, Action.SEEN, user)
    return submission


def _told(
    said: Helped | Later, before: str, now: datetime, *, new_text: bool
) -> dict[str, Any]:
    """The column by which it waits to be read, where it does: new words, or that things
    are badly, said for the first time."""
    news = new_text or (said in TOLD_TO_STAFF and said != before)
    return {"told_at": now} if news else {}


def _time_to_say() -> timedelta:
    return timedelta(days=ModerationSettings.current().rating_days)


def _agree(submission: Submission, ask_later: bool, now: datetime) -> None:
    """Write down the leave, or that there is none; what was asked already stays."""
    if ask_later and Contact.objects.filter(submission_id=submission.pk).exists():
        FollowUp.objects.get_or_create(
            submission_id=submission.pk, defaults={"ask_at": day_of_question(now)}
        )
    elif not ask_later:
        FollowUp.objects.filter(submission_id=submission.pk, asked_at=None).delete()


def _write(submission: Submission, text: str) -> bool:
    """Into the conversation; the same words sent twice stand there once. Returns whether
    there are new ones."""
    said = submission.messages.filter(kind=MessageKind.FOLLOW_UP).last()
    if not text or (said and said.text == text):
        return False
    write_message(submission, MessageKind.FOLLOW_UP, text)
    return True


def _return(submission: Submission, now: datetime) -> None:
    """Back to the step that replies; a reply is promised, whatever was wished for at first."""
    workflow.back_to_handling(submission)
    submission.refresh_from_db()
    submission.wants_reply = True
    move(
        submission,
        SubmissionState.HANDLING,
        wants_reply=True,
        answer_by=anew(submission, now)["answer_by"],
        published_at=None,
        returned_at=now,
        # It is read where it is replied to.
        told_at=None,
    )
    log(submission, Action.CAME_BACK)
