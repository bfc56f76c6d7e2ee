"""Erasing what has been kept for as long as was promised."""

from datetime import datetime, timedelta

from django.db import transaction

from moderation.enums import ENDED, Action
from moderation.models import Contact, ModerationSettings, OutboxMail, Submission

from .base import locked, log
from .sender import erase

BATCH = 200


def erase_expired_contacts(*, now: datetime) -> int:
    """Contact details of what ended long ago; returns how many."""
    days = ModerationSettings.current().contact_retention_days
    expired = Contact.objects.filter(
        submission__state__in=ENDED, submission__ended_at__lt=now - timedelta(days=days)
    )
    waiting = OutboxMail.objects.filter(sent_at=None, failed_at=None).values(
        "submission_id"
    )
    number, _ = expired.exclude(submission_id__in=waiting).delete()
    return number


def erase_expired_texts(*, now: datetime) -> int:
    """Texts of what ended long ago and is not published; returns how many."""
    days = ModerationSettings.current().text_retention_days
    expired = Submission.objects.filter(
        state__in=ENDED,
        ended_at__lt=now - timedelta(days=days),
        published_at=None,
        erased_at=None,
    ).order_by("pk")[:BATCH]
    number = 0
    for submission in expired:
        with transaction.atomic():
            current = locked(submission)
            erase(current)
            log(current, Action.ERASED)
            number += 1
    return number
