"""Erasing what has been kept for as long as was promised."""

from datetime import datetime, timedelta

from django.db import transaction

from moderation.enums import ENDED, Action
from moderation.models import (
    Contact,
    FollowUp,
    ModerationSettings,
    Original,
    OutboxMail,
    Submission,
)

from .base import locked, log
from .sender import erase

BATCH = 200


def _ended_before(submission: Submission, limit: datetime) -> bool:
    """Asked again under the lock: the sender may have corrected it meanwhile."""
    return bool(
        submission.state in ENDED
        and submission.ended_at
        and submission.ended_at < limit
    )


def erase_expired_contacts(*, now: datetime) -> int:
    """Contact details of what ended long ago; returns how many.

    Not of who agreed to be asked later whether things got better, until they are asked.
    """
    limit = now - timedelta(days=ModerationSettings.current().contact_retention_days)
    waiting = OutboxMail.objects.filter(sent_at=None, failed_at=None)
    expired = (
        Submission.objects.filter(
            state__in=ENDED, ended_at__lt=limit, contact__isnull=False
        )
        .exclude(pk__in=waiting.values("submission_id"))
        .exclude(pk__in=FollowUp.objects.waiting().values("submission_id"))
        .order_by("pk")[:BATCH]
    )
    number = 0
    for submission in expired:
        with transaction.atomic():
            waits = FollowUp.objects.waiting().filter(submission=submission)
            if _ended_before(locked(submission), limit) and not waits.exists():
                deleted, _each = Contact.objects.filter(submission=submission).delete()
                number += deleted
    return number


def erase_expired_originals(*, now: datetime) -> int:
    """What was redacted, when its time has passed; returns how many texts and files."""
    expired = Original.objects.filter(erase_at__lt=now).select_related("submission")
    number = 0
    for original in expired.order_by("erase_at")[:BATCH]:
        with transaction.atomic():
            what = "file" if original.is_file else "original"
            original.delete()
            log(original.submission, Action.ERASED, detail=what)
        number += 1
    return number


def erase_expired_texts(*, now: datetime) -> int:
    """Texts of what ended long ago and is not published; returns how many."""
    limit = now - timedelta(days=ModerationSettings.current().text_retention_days)
    expired = Submission.objects.filter(
        state__in=ENDED, ended_at__lt=limit, published_at=None, erased_at=None
    ).order_by("pk")[:BATCH]
    number = 0
    for submission in expired:
        with transaction.atomic():
            current = locked(submission)
            if _ended_before(current, limit) and not current.published_at:
                erase(current)
                log(current, Action.ERASED)
                number += 1
    return number
