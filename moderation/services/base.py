"""What all writes share: the lock, the change of state, the log, the mail."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from core.caching import raise_version
from moderation.enums import (
    ENDED,
    OPEN,
    TRANSITIONS,
    Action,
    MailTemplate,
    SubmissionState,
)
from moderation.models import (
    AuditEvent,
    AuditItem,
    Contact,
    Message,
    ModerationSettings,
    OutboxMail,
    Submission,
)
from search.tasks import refresh_soon

from .telling import tell_handlers

# From here a message comes to its unit for the first time.
UNCHECKED = frozenset(
    {SubmissionState.RECEIVED, SubmissionState.SCREENING, SubmissionState.REVIEW}
)

# Cached values that show what residents let us publish.
PUBLISHED = "published"


class NotAllowedNow(Exception):
    """The state does not allow it; somebody or something else was first."""


class Conflict(NotAllowedNow):
    """Another person changed the submission since it was opened."""


class FourEyes(Exception):
    """The same person may not take both of two steps."""


def locked(submission: Submission, version: int | None = None) -> Submission:
    """The submission as it is now, as its own kind, locked until the transaction ends.

    Raises Conflict when `version`, the one that the person saw, is no longer current.
    """
    model = submission.specific_class or Submission
    rows: Any = model._default_manager
    current: Submission = rows.select_for_update().get(pk=submission.pk)
    if version is not None and current.version != version:
        raise Conflict
    return current


def move(submission: Submission, state: SubmissionState, **changes: Any) -> None:
    """Change the state (and other columns), if the table of transitions allows it.

    Raises NotAllowedNow otherwise.
    """
    if state not in TRANSITIONS[SubmissionState(submission.state)]:
        raise NotAllowedNow(f"{submission.state} → {state}")
    if state in ENDED:
        changes.setdefault("ended_at", submission.ended_at or timezone.now())
    else:
        changes.setdefault("ended_at", None)
    new_to_unit = state == SubmissionState.HANDLING and submission.state in UNCHECKED
    change(submission, state=state, **changes)
    if new_to_unit:
        tell_handlers(submission)


def follow(submission: Submission, state: SubmissionState, **changes: Any) -> None:
    """Change to the state that the workflow is in; staff may have arranged two steps
    of one kind in a row, and then it stays.

    The next step is nobody's yet: it is others' work, and left with whoever took the last
    one it would wait where those who can take it do not look.
    """
    if state == submission.state:
        change(submission, **changes)
    else:
        if state in OPEN:
            changes.setdefault("assignee_id", None)
        move(submission, state, **changes)


def change(submission: Submission, **changes: Any) -> None:
    """Write columns of the base table and raise the version; what is published, or was,
    is found or found no more soon after, although no signal tells of it."""
    if submission.published_at or changes.get("published_at"):
        raise_version(PUBLISHED)
        refresh_soon(submission.specific_class or Submission, submission.pk)
    changes["version"] = submission.version + 1
    before = submission.state
    Submission.objects.filter(pk=submission.pk).update(**changes)
    for name, value in changes.items():
        setattr(submission, name, value)
    if submission.state != before:
        submission.state_changed(before)


class ManyAtOnce:
    """One event in the log for what is done to many, each in a transaction of its own.

    The event is made with the first that succeeds, so that the log holds what was done
    and nothing else, also when the machine stops half-way.
    """

    def __init__(self) -> None:
        self.event: AuditEvent | None = None

    @contextmanager
    def item(self) -> Iterator[None]:
        """Around what is done to one of them: all of it, or nothing."""
        before = self.event
        try:
            with transaction.atomic():
                yield
        except BaseException:
            self.event = before
            raise

    def add(self, reference: str, action: Action, user: Any, detail: str) -> None:
        if self.event is None:
            self.event = AuditEvent.objects.create(
                user=user, action=action, detail=detail
            )
        AuditItem.objects.create(event=self.event, reference=reference)


def log(
    submission: Submission,
    action: Action,
    user: Any = None,
    detail: str = "",
    among: ManyAtOnce | None = None,
) -> None:
    """Into the audit log; `detail` is a code, never words that somebody wrote.

    `among`: it is done to others at once, and they share the event.
    """
    if among:
        among.add(submission.reference, action, user, detail)
        return
    AuditEvent.objects.create(
        user=user, action=action, reference=submission.reference, detail=detail
    )


def queue_mail(
    submission: Submission, template: MailTemplate, message: Message | None = None
) -> None:
    """A row in the outbox, if the sender gave an address; sent after commit."""
    if not Contact.objects.filter(submission=submission).exists():
        return
    OutboxMail.objects.create(
        template=template,
        language=submission.language,
        submission_id=submission.pk,
        message=message,
    )
    send_soon()


def send_soon() -> None:
    """Have the outbox emptied once the transaction has committed."""
    from moderation.tasks import send_outbox

    # A queue that is away must not fail what has been stored: the clock sends it.
    transaction.on_commit(send_outbox.enqueue, robust=True)


def anew(submission: Submission, now: datetime) -> dict[str, Any]:
    """The promises of a message that is checked from the start, as columns."""
    promises = ModerationSettings.current()
    answer_by = in_days(submission.answer_days(promises.answer_days), now)
    return {
        "screen_by": in_days(promises.screening_days, now),
        "answer_by": answer_by if submission.wants_reply else None,
        "rule": "",
        "review_asked_at": None,
        "review_by": None,
        "erased_at": None,
    }


def screen_soon(submission: Submission) -> None:
    """Have the workflow started once the transaction has committed."""
    from moderation.tasks import screen

    pk = submission.pk
    # A queue that is away must not fail what has been stored: the clock finds it.
    transaction.on_commit(lambda: screen.enqueue(pk), robust=True)


def in_days(days: int, now: datetime) -> datetime:
    """The end of that day in local time: promises are made in whole days."""
    day = timezone.localtime(now) + timedelta(days=days)
    return day.replace(hour=23, minute=59, second=59, microsecond=0)
