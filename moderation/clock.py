"""What is due by the clock. Each part can be repeated and stands by itself."""

import contextlib
import fcntl
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from captcha.models import CaptchaStore
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BigIntegerField, Model, QuerySet
from django.db.models.functions import Cast
from wagtail.models import Revision, WorkflowContentType, WorkflowState

from core.patience import waiting_at_most
from core.privacy import models_with_personal_data
from moderation.counting import forget_old
from moderation.enums import WITH_DATE, MailTemplate, SubmissionState
from moderation.models import (
    FollowUp,
    Message,
    OutboxMail,
    Submission,
    UndoableDecision,
)
from moderation.outbox import send_due
from moderation.services import (
    ask_whether_better,
    go_on,
    index_missing,
    remind,
    start_again,
    start_screening,
    undoing,
)
from moderation.services.sender import REMIND_BEFORE
from moderation.services.workflow import IN_WORKFLOW
from moderation.staff_mail import forget_old as forget_staff_mail
from moderation.staff_mail import prepare_digests, send_to_staff

Row = TypeVar("Row", bound=Model)

# The task that follows each submission has had its turn by then.
MISSED_AFTER = timedelta(minutes=2)
BATCH = 200
FINGERPRINTS_KEPT = timedelta(days=1)
TASK_RESULTS_KEPT = timedelta(days=2)
FAILED_TASKS_KEPT = timedelta(days=14)
# Of PostgreSQL's advisory locks; any number that nobody else uses.
LOCK_NUMBER = 6112021


class SomeFailed(Exception):
    """Some rows of a part failed; the rest of it was done."""


@contextlib.contextmanager
def only_one(database: BaseDatabaseWrapper = connection) -> Iterator[bool]:
    """True for the one clock that runs; False while another one does."""
    if database.vendor == "postgresql":
        with database.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK_NUMBER])
            (mine,) = cursor.fetchone()
            try:
                yield mine
            finally:
                if mine:
                    cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK_NUMBER])
    else:
        with Path(f"{database.settings_dict['NAME']}.clock").open("w") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
            else:
                yield True


def settle(now: datetime) -> int:
    """Decisions that can no longer be undone stand."""
    done = UndoableDecision.objects.filter(until__lte=now)
    return _each(done.select_related("submission").order_by("pk"), undoing.settle)


def send_mail(now: datetime) -> int:
    """Mail that is due, also what the task that follows a submission missed."""
    return send_due()


def start_missed(now: datetime) -> int:
    """Screening of submissions whose task was lost (a crash, a full queue)."""
    waiting = Submission.objects.not_started().filter(
        received_at__lt=now - MISSED_AFTER,
        # A kind without a workflow waits until staff have given it one.
        content_type__in=WorkflowContentType.objects.filter(
            workflow__active=True
        ).values("content_type"),
    )
    return _each(waiting.order_by("pk"), lambda each: start_screening(submission=each))


def start_ended(now: datetime) -> int:
    """Messages whose workflow somebody ended in Wagtail's settings: they begin anew."""
    running = WorkflowState.objects.active().filter(
        base_content_type=ContentType.objects.get_for_model(Submission)
    )
    ids = running.annotate(number=Cast("object_id", BigIntegerField())).values("number")
    stranded = Submission.objects.filter(
        state__in=IN_WORKFLOW,
        content_type__in=WorkflowContentType.objects.filter(
            workflow__active=True
        ).values("content_type"),
    ).exclude(pk__in=ids)
    return _each(stranded.order_by("pk"), lambda each: start_again(submission=each))


def take_up_unanswered(now: datetime) -> int:
    """Messages whose sender was asked, or was to correct, and did not by the date."""
    open_questions = Message.objects.filter(kind__in=WITH_DATE, due_at__gt=now)
    waiting = (
        Submission.objects.filter(state=SubmissionState.WAITING)
        .exclude(pk__in=open_questions.values("submission_id"))
        .order_by("pk")
    )
    return _each(waiting, lambda each: go_on(submission=each, now=now))


def remind_senders(now: datetime) -> int:
    """Senders who have not answered or corrected yet, some days before the date; once."""
    near = Message.objects.filter(
        kind__in=WITH_DATE,
        due_at__gt=now,
        due_at__lte=now + REMIND_BEFORE,
        created_at__lte=now - REMIND_BEFORE,
    )
    # Not those that were reminded, nor those whose first mail waits: a batch is of those that
    # can be reminded, and is not filled by the others.
    told = OutboxMail.objects.filter(template=MailTemplate.REMINDER)
    asked = OutboxMail.objects.filter(sent_at__isnull=False)
    near = near.filter(pk__in=asked.values("message_id"))
    waiting = Submission.objects.filter(
        state=SubmissionState.WAITING,
        contact__isnull=False,
        pk__in=near.exclude(pk__in=told.values("message_id")).values("submission_id"),
    )
    return _each(waiting.order_by("pk"), lambda each: remind(submission=each, now=now))


def ask_later(now: datetime) -> int:
    """Senders who agreed, some weeks after the reply, to be asked whether things got better."""
    due = Submission.objects.filter(
        pk__in=FollowUp.objects.due(now).values("submission_id")
    )
    return _each(
        due.order_by("pk"), lambda each: ask_whether_better(submission=each, now=now)
    )


def publish_scheduled(now: datetime) -> int:
    """Pages that were to appear or disappear by now; returns how many appeared."""
    number = Revision.objects.filter(approved_go_live_at__lt=now).count()
    call_command("publish_scheduled", verbosity=0)
    return number


def erase_expired(now: datetime) -> int:
    """Personal data that has been kept for as long as was promised."""
    return sum(model.erase_expired(now) for model in erasing_models())


def forget_senders(now: datetime) -> int:
    """Counters and fingerprints by which floods and double messages are noticed."""
    emptied = (
        Submission.objects.filter(received_at__lt=now - FINGERPRINTS_KEPT)
        .exclude(fingerprint="")
        .update(fingerprint="")
    )
    return forget_old(now) + emptied


def clear_sessions(now: datetime) -> int:
    """Sessions of staff that have run out."""
    number = Session.objects.filter(expire_date__lt=now).count()
    SessionStore.clear_expired()
    return number


def clear_captchas(now: datetime) -> int:
    """Questions in words that nobody answered."""
    number, _ = CaptchaStore.objects.filter(expiration__lte=now).delete()
    return number


def clear_tasks(now: datetime) -> int:
    """Results of background tasks, when they stand in the database."""
    if not apps.is_installed("django_tasks_db"):
        return 0
    from django_tasks_db.models import DBTaskResult

    finished = DBTaskResult.objects
    done, _ = (
        finished.successful().filter(finished_at__lte=now - TASK_RESULTS_KEPT).delete()
    )
    failed, _ = (
        finished.failed().filter(finished_at__lte=now - FAILED_TASKS_KEPT).delete()
    )
    return done + failed


def tidy_database(now: datetime) -> int:
    """Empty SQLite's journal, where erased texts still stand; returns the pages moved."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return 0
    # Somebody who reads is not worth waiting for: the next minute will do.
    with waiting_at_most(100), connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return max(cursor.fetchone()[2], 0)


# After all that writes.
TIDY = "journal pages written back"

PARTS: dict[str, Callable[[datetime], int]] = {
    "decisions made final": settle,
    "mails sent": send_mail,
    "screenings started": start_missed,
    "ended workflows begun anew": start_ended,
    "unanswered questions taken up": take_up_unanswered,
    "senders reminded": remind_senders,
    "digests prepared": prepare_digests,
    "mails sent to staff": send_to_staff,
    "mails to staff forgotten": forget_staff_mail,
    "senders asked whether things got better": ask_later,
    "scheduled publications": publish_scheduled,
    "messages made findable": index_missing,
    "records erased": erase_expired,
    "counters and fingerprints forgotten": forget_senders,
    "sessions ended": clear_sessions,
    "captchas cleared": clear_captchas,
    "task results cleared": clear_tasks,
    TIDY: tidy_database,
}


def register_part(name: str, act: Callable[[datetime], int]) -> None:
    """A part of an app above, from its AppConfig.ready(): repeatable, by itself, and a
    number of what it did."""
    PARTS[name] = act
    PARTS[TIDY] = PARTS.pop(TIDY)


def erasing_models() -> list[Any]:
    """Every model that erases; a kind that inherits it is left to its base."""
    owners = [
        next(each for each in model.__mro__ if "erase_expired" in vars(each))
        for model in models_with_personal_data()
    ]
    return list(dict.fromkeys(owners))


def _each(queryset: QuerySet[Row], act: Callable[[Row], bool]) -> int:
    """Do it to each, at most BATCH; one that fails does not stop the others.

    Raises SomeFailed at the end when any did.
    """
    done = 0
    errors = []
    for row in queryset[:BATCH]:
        try:
            done += act(row)
        except Exception as error:  # noqa: BLE001 - see above
            errors.append(type(error).__name__)
    if errors:
        raise SomeFailed(
            f"{done} done, {len(errors)} failed: {', '.join(sorted(set(errors)))}"
        )
    return done
