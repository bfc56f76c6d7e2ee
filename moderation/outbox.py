"""The outbox is emptied here: a row is claimed, made into a mail, and sent.

Whoever claims a row has it for the length of LEASE. A sender that is killed
leaves its row claimed; it comes due again when the lease is over, so that at
most one mail is sent twice, and then under the same Message-ID.
"""

import contextlib
import logging
import smtplib
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F, QuerySet
from django.utils import timezone

from moderation.enums import MailTemplate, SubmissionState
from moderation.mails import make
from moderation.models import Contact, FollowUp, OutboxMail, Submission
from moderation.models.outbox import QueuedMail

Mail = TypeVar("Mail", bound=QueuedMail)

logger = logging.getLogger("osallistu.mail")

# Longer than a slow server can keep one mail (about ten steps of EMAIL_TIMEOUT each).
LEASE = timedelta(minutes=10)
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=6)
GIVE_UP = timedelta(days=3)
BATCH = 200

REFUSALS = frozenset({MailTemplate.REJECTION, MailTemplate.LAPSED, MailTemplate.UPHELD})
# What the sender is to do something about.
ABOUT_WAITING = frozenset(
    {MailTemplate.QUESTION, MailTemplate.RETURN, MailTemplate.REMINDER}
)
# Where a message does not go on.
REFUSED = frozenset({SubmissionState.REJECTED, SubmissionState.SPAM})

# What concerns one mail alone: the server itself is well, so the batch goes on.
ABOUT_ONE_MAIL = (
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPSenderRefused,
    smtplib.SMTPDataError,
)


def send_due(now: datetime | None = None, limit: int = BATCH) -> int:
    """Send the mail to residents that is due, at most `limit`; returns how many were sent."""
    rows = OutboxMail.objects.select_related("submission", "message")
    return deliver(rows, _message, lambda mail: mail.delete(), now=now, limit=limit)


def deliver(
    rows: QuerySet[Mail],
    make_message: Callable[[Mail], EmailMessage | None],
    drop: Callable[[Mail], Any],
    *,
    now: datetime | None = None,
    limit: int = BATCH,
) -> int:
    """Send those of `rows` that are due; returns how many were sent.

    A row of which there is no longer anything to say goes to `drop`. Several senders
    may run at once. A server that does not answer ends the batch: the rest stays due,
    and is tried by the next run.
    """
    sent = 0
    with _one_connection() as connection:
        for mail in _claimed(rows, now, limit):
            try:
                message = make_message(mail)
                if message is None:
                    drop(mail)
                    continue
                # Opened here: a connection that Django opens by itself it also closes,
                # and a failing goodbye would look like a failing mail.
                connection.open()
                connection.send_messages([message])
            except Exception as error:  # noqa: BLE001 - one mail must not stop the others
                _failed(mail, error, now or timezone.now())
                _close(connection)
                if isinstance(error, OSError) and not isinstance(error, ABOUT_ONE_MAIL):
                    break
            else:
                rows.filter(pk=mail.pk).update(sent_at=now or timezone.now(), error="")
                sent += 1
    return sent


def pause(tries: int) -> timedelta:
    """How long to wait after so many tries: 1, 2, 4 … minutes, at most 6 hours."""
    return min(FIRST_PAUSE * 2 ** min(tries - 1, 10), LONGEST_PAUSE)


def _claimed(rows: QuerySet[Mail], now: datetime | None, limit: int) -> Iterator[Mail]:
    """Rows that are ours from now on; each is claimed just before it is sent."""
    due = rows.filter(sent_at=None, failed_at=None)
    begun = now or timezone.now()
    for pk in list(
        due.filter(next_try_at__lte=begun).values_list("pk", flat=True)[:limit]
    ):
        moment = now or timezone.now()
        # One statement: of two senders the second finds the time moved on.
        claimed = due.filter(pk=pk, next_try_at__lte=moment).update(
            next_try_at=moment + LEASE, tries=F("tries") + 1
        )
        if claimed:
            yield from rows.filter(pk=pk)


def _message(mail: OutboxMail) -> EmailMessage | None:
    """The mail as it goes out, or None when there is no longer anything to say."""
    contact = Contact.objects.filter(submission_id=mail.submission_id).first()
    if contact is None or not _still_true(mail, mail.submission):
        return None
    return make(mail, contact.email)


def _still_true(mail: OutboxMail, submission: Submission) -> bool:
    if submission.state == SubmissionState.WITHDRAWN:
        return False
    if mail.template in ABOUT_WAITING:
        return submission.state == SubmissionState.WAITING
    if mail.template in REFUSALS:
        return submission.state == SubmissionState.REJECTED
    if mail.template == MailTemplate.OVERTURNED:
        return submission.state not in REFUSED
    if mail.template == MailTemplate.PUBLISHED:
        return submission.published_at is not None
    if mail.template == MailTemplate.FOLLOW_UP:
        return FollowUp.objects.unanswered().filter(submission=submission).exists()
    return True


def _failed(mail: QueuedMail, error: Exception, now: datetime) -> None:
    """Try again later, or give up; the error's kind only, since its text holds addresses."""
    kind = type(error).__name__
    changes: dict[str, Any] = {"error": kind, "next_try_at": now + pause(mail.tries)}
    if _is_refused(error) or now - mail.created_at >= GIVE_UP:
        changes["failed_at"] = now
        logger.error("Mail %s was given up: %s", mail.pk, kind)
    else:
        logger.warning("Mail %s was not sent: %s", mail.pk, kind)
    # Not if the lease ran out and somebody else has the row now.
    same = type(mail)._default_manager.filter(pk=mail.pk, tries=mail.tries)
    same.filter(sent_at=None).update(**changes)


def _is_refused(error: Exception) -> bool:
    """Whether the server says that this address will never work (5xx)."""
    if not isinstance(error, smtplib.SMTPRecipientsRefused):
        return False
    return all(code >= 500 for code, _ in error.recipients.values())


@contextlib.contextmanager
def _one_connection() -> Iterator[BaseEmailBackend]:
    """Opened by the first mail, closed after the last."""
    connection = get_connection()
    try:
        yield connection
    finally:
        _close(connection)


def _close(connection: BaseEmailBackend) -> None:
    """A server that is away cannot be told goodbye."""
    with contextlib.suppress(OSError):
        connection.close()
