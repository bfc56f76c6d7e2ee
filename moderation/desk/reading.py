"""Who has read what: into the log, seldom enough to keep the log readable."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from moderation.enums import Action
from moderation.models import AuditEvent, Submission
from moderation.services.base import log

READ_AGAIN = timedelta(hours=1)


def log_reading(submission: Submission, user: Any) -> None:
    """Once an hour for each person."""
    lately = AuditEvent.objects.filter(
        reference=submission.reference,
        user=user,
        action=Action.READ,
        at__gt=timezone.now() - READ_AGAIN,
    )
    if not lately.exists():
        log(submission, Action.READ, user)


def log_contact_reading(submission: Submission, user: Any) -> None:
    """Every time."""
    log(submission, Action.CONTACT_READ, user)


def log_file_reading(submission: Submission, user: Any, pk: int) -> None:
    """Every time, with the number of the file: its name may tell of somebody."""
    log(submission, Action.FILE_READ, user, detail=str(pk))


def log_original_reading(submission: Submission, user: Any, reason: str) -> None:
    """Every time, with the reason (a ReadingReason)."""
    log(submission, Action.ORIGINAL_READ, user, detail=reason)
