"""The outbox of initiatives is emptied here, by the means of `moderation.outbox`."""

from datetime import datetime

from django.core.mail import EmailMessage
from django.db.models import QuerySet
from django.utils import timezone

from moderation.outbox import BATCH, deliver

from .mails import make
from .models import InitiativeMail


def send_due(now: datetime | None = None, limit: int = BATCH) -> int:
    """Send the mail that is due, at most `limit`; returns how many were sent."""
    rows: QuerySet[InitiativeMail] = InitiativeMail.objects.select_related(
        "initiative", "event", "draft", "initiator", "support", "follower"
    )
    return deliver(rows, _message, _drop, now=now, limit=limit)


def _drop(mail: InitiativeMail) -> None:
    """Of a supporter it stays until the clock has forgotten the address that it was for
    (`supporting.clock.forget_addresses`)."""
    if mail.support_id:
        InitiativeMail.objects.filter(pk=mail.pk).update(failed_at=timezone.now())
    else:
        mail.delete()


def _message(mail: InitiativeMail) -> EmailMessage | None:
    """The mail as it goes out, or None when there is no longer anything to say."""
    return make(mail)
