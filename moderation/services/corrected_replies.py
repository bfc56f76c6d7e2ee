"""Putting a reply right that its sender has read already, or could have."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from moderation.enums import Action, MailTemplate, MessageKind
from moderation.models import Message, OutboxMail, ReplyRating, Submission

from .base import NotAllowedNow, change, locked, log, queue_mail
from .follow_up import ask_no_sooner
from .publication import decide_anew
from .texts import write_message


@transaction.atomic
def correct_reply(
    *, submission: Submission, user: Any, text: str, version: int | None = None
) -> Submission:
    """The latest reply in better words. The sender gets them by mail, and has both on the
    receipt; what was said of the earlier one is counted no more.

    What was published leaves the public pages until another person approves the new
    reply. Dates stay: the promise was kept, or not, by the first one. Raises
    NotAllowedNow without a reply.
    """
    now = timezone.now()
    submission = locked(submission, version)
    last = submission.messages.filter(kind=MessageKind.REPLY).last()
    if last is None or not submission.can_rate:
        raise NotAllowedNow(submission.state)
    unread = _recall(last, now)
    message = write_message(
        submission, MessageKind.REPLY, text, author=user, unit=submission.unit
    )
    ReplyRating.objects.filter(submission_id=submission.pk).delete()
    ask_no_sooner(submission, now)
    if submission.published_at:
        decide_anew(submission, user)
    # A new reply to what was said of the earlier one, which its writer has read.
    change(submission, told_at=None)
    log(submission, Action.REPLY_CORRECTED, user)
    template = MailTemplate.REPLY if unread else MailTemplate.CORRECTED_REPLY
    queue_mail(submission, template, message)
    return submission


def _recall(last: Message, now: datetime) -> bool:
    """Take the reply back, and its mail, while it could still be undone; else keep it as
    what it was. Returns whether its sender has never seen it: from then on it stands on the
    receipt, also when the mail is late."""
    waiting = OutboxMail.objects.filter(message=last, tries=0, sent_at=None)
    if waiting.filter(next_try_at__gt=now).delete()[0]:
        last.delete()
        return True
    last.kind = MessageKind.CORRECTED_REPLY
    last.save(update_fields=["kind"])
    return False
