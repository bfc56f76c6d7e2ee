"""What is due by the clock: each part, each by itself, and twice is harmless."""

import contextlib
import io
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from captcha.models import CaptchaStore
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from freezegun import freeze_time
from wagtail.models import Page, Workflow, WorkflowContentType

from moderation import clock, services
from moderation.enums import Action, SubmissionState
from moderation.models import (
    AuditEvent,
    Contact,
    Counter,
    Message,
    OutboxMail,
    Submission,
)
from tests.factories.feedback_forms import FeedbackFactory
from tests.factories.users import UserFactory

ROOT = Path(__file__).resolve().parents[2]


def run():
    """The counts of all parts, by name."""
    out = io.StringIO()
    call_command("run_due", stdout=out)
    return {
        name: int(number)
        for name, number in re.findall(r"^(.+): (\d+)$", out.getvalue(), re.MULTILINE)
    }


def state(submission):
    return Submission.objects.get(pk=submission.pk).state


def long_ago(**ago):
    return timezone.now() - timedelta(**ago)


@pytest.mark.django_db
def test_quiet_minute_prints_one_line_a_part():
    counts = run()
    assert list(counts) == list(clock.PARTS)
    assert all(counts[name] == 0 for name in list(clock.PARTS)[:-1])


@pytest.mark.django_db
def test_mail_is_sent():
    FeedbackFactory(email="asukas@example.org")
    assert run()["mails sent"] == 1
    assert len(mail.outbox) == 1
    assert run()["mails sent"] == 0


@pytest.mark.django_db
def test_screening_that_was_missed_is_started():
    missed = FeedbackFactory(received_at=long_ago(minutes=3))
    fresh = FeedbackFactory()

    assert run()["screenings started"] == 1

    assert state(missed) == SubmissionState.SCREENING
    assert state(fresh) == SubmissionState.RECEIVED
    assert run()["screenings started"] == 0


@pytest.mark.django_db
@pytest.mark.parametrize("how", ["none", "inactive"])
def test_kind_without_a_workflow_waits(how):
    feedback = FeedbackFactory(received_at=long_ago(minutes=3))
    if how == "none":
        WorkflowContentType.objects.all().delete()
    else:
        Workflow.objects.update(active=False)
    assert run()["screenings started"] == 0
    assert state(feedback) == SubmissionState.RECEIVED


@pytest.mark.django_db
def test_one_submission_that_fails_does_not_stop_the_others(monkeypatch, capsys):
    broken, whole = (FeedbackFactory(received_at=long_ago(minutes=3)) for _ in range(2))
    start = services.start_screening

    def start_or_fail(*, submission):
        if submission.pk == broken.pk:
            raise OperationalError("Failing row contains (salaisuus)")
        return start(submission=submission)

    monkeypatch.setattr(clock, "start_screening", start_or_fail)
    out = io.StringIO()
    with pytest.raises(CommandError, match="screenings started"):
        call_command("run_due", stdout=out)
    assert state(whole) == SubmissionState.SCREENING
    assert "1 done, 1 failed: OperationalError" in out.getvalue()
    assert "salaisuus" not in out.getvalue()


# -- Questions -----------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("step", ["screening", "handling"])
def test_unanswered_question_returns_to_the_step_that_asked(step):
    feedback = FeedbackFactory(**{step: True})
    services.ask(submission=feedback, user=UserFactory(), text="Missä?")
    assert run()["unanswered questions taken up"] == 0
    assert state(feedback) == SubmissionState.WAITING

    Message.objects.update(due_at=long_ago(minutes=1))

    assert run()["unanswered questions taken up"] == 1
    assert state(feedback) == step
    assert run()["unanswered questions taken up"] == 0
    assert AuditEvent.objects.filter(action=Action.WENT_ON).count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("asked", ["waiting", "returned"])
@pytest.mark.parametrize("language", ["fi", "sv", "en", "fi-simple"])
def test_sender_is_reminded_once_before_the_date(asked, language, mailoutbox):
    with freeze_time(long_ago(days=12)):
        feedback = FeedbackFactory(
            email="aino@example.org", language=language, **{asked: True}
        )
        assert run()["senders reminded"] == 0
        mailoutbox.clear()

    assert run()["senders reminded"] == 1
    assert run()["senders reminded"] == 0

    (sent,) = mailoutbox
    text = feedback.messages.last().text
    assert text in sent.body
    assert feedback.reference in sent.subject
    assert "/seuranta/" in sent.body
    assert state(feedback) == SubmissionState.WAITING


@pytest.mark.django_db
def test_nobody_is_reminded_of_what_is_done_or_was_never_sent(mailoutbox):
    with freeze_time(long_ago(days=12)):
        answered, unsent = (
            FeedbackFactory(waiting=True, email="aino@example.org") for _ in range(2)
        )
        FeedbackFactory(waiting=True)
        run()
        services.answer_question(submission=answered, text="Siellä.")
    OutboxMail.objects.filter(submission=unsent).update(
        sent_at=None, next_try_at=long_ago(days=-1)
    )
    mailoutbox.clear()

    assert run()["senders reminded"] == 0
    assert "aino@example.org" not in [each.to[0] for each in mailoutbox]


@pytest.mark.django_db
def test_mail_that_did_not_go_keeps_nobody_else_from_the_reminder(monkeypatch):
    with freeze_time(long_ago(days=12)):
        unsent, _other = (
            FeedbackFactory(waiting=True, email="aino@example.org") for _ in range(2)
        )
        run()
    OutboxMail.objects.filter(submission=unsent).update(
        sent_at=None, failed_at=timezone.now()
    )
    monkeypatch.setattr(clock, "BATCH", 1)

    assert run()["senders reminded"] == 1


@pytest.mark.django_db
def test_second_question_has_a_time_of_its_own():
    feedback = FeedbackFactory(screening=True)
    services.ask(submission=feedback, user=UserFactory(), text="Missä?")
    Message.objects.update(due_at=long_ago(days=1))
    services.answer_question(submission=feedback, text="Siellä.")
    services.ask(submission=feedback, user=UserFactory(), text="Milloin?")
    assert run()["unanswered questions taken up"] == 0


@pytest.mark.django_db
def test_go_on_does_nothing_when_it_is_not_time():
    answered = FeedbackFactory(waiting=True)
    services.answer_question(submission=answered, text="Siellä.")
    asked = FeedbackFactory(waiting=True)
    now = timezone.now()
    assert not services.go_on(submission=answered, now=now + timedelta(days=99))
    assert not services.go_on(submission=asked, now=now)


# -- Wagtail's own -------------------------------------------------------------


@pytest.mark.django_db
def test_scheduled_page_is_published():
    page = Page(title="Vanha nimi", slug="vanha")
    Page.objects.get(depth=1).add_child(instance=page)
    page.title = "Uusi nimi"
    page.go_live_at = long_ago(minutes=1)
    revision = page.save_revision()
    revision.approved_go_live_at = page.go_live_at
    revision.save()

    assert run()["scheduled publications"] == 1

    page.refresh_from_db()
    assert page.title == "Uusi nimi"


# -- What is forgotten ---------------------------------------------------------


@pytest.mark.django_db
def test_retention_is_applied():
    old = FeedbackFactory(
        closed=True, email="a@example.org", ended_at=long_ago(days=91)
    )
    OutboxMail.objects.update(sent_at=timezone.now())
    new = FeedbackFactory(closed=True, email="b@example.org")
    assert run()["records erased"] == 1
    assert not Contact.objects.filter(submission=old).exists()
    assert Contact.objects.filter(submission=new).exists()


@pytest.mark.django_db
def test_senders_are_forgotten():
    old = FeedbackFactory(received_at=long_ago(hours=25), fingerprint="a" * 64)
    new = FeedbackFactory(fingerprint="b" * 64)
    Counter.objects.create(key="old", window=long_ago(days=3))
    Counter.objects.create(key="new", window=long_ago(days=1))

    assert run()["counters and fingerprints forgotten"] == 2

    assert Submission.objects.get(pk=old.pk).fingerprint == ""
    assert Submission.objects.get(pk=new.pk).fingerprint == "b" * 64
    assert Counter.objects.get().key == "new"


@pytest.mark.django_db
def test_sessions_and_captchas_that_ran_out_are_cleared():
    for number, expires in enumerate((long_ago(minutes=1), long_ago(minutes=-5))):
        Session.objects.create(
            session_key=str(number), session_data="", expire_date=expires
        )
        CaptchaStore.objects.create(
            challenge="1+1", response="2", hashkey=str(number), expiration=expires
        )
    counts = run()
    assert counts["sessions ended"] == counts["captchas cleared"] == 1
    assert Session.objects.get().session_key == "1"
    assert CaptchaStore.objects.get().hashkey == "1"


@pytest.mark.django_db
def test_old_task_results_are_cleared_and_failures_kept_longer():
    now = timezone.now()
    for status, days in [
        ("SUCCESSFUL", 3),
        ("SUCCESSFUL", 1),
        ("FAILED", 3),
        ("FAILED", 15),
        ("READY", 99),
    ]:
        DBTaskResult.objects.create(
            status=status,
            args_kwargs={"args": [days], "kwargs": {}},
            task_path="moderation.tasks.screen",
            backend_name="default",
            run_after=now,
            finished_at=None if status == "READY" else now - timedelta(days=days),
        )
    assert run()["task results cleared"] == 2
    kept = {
        (row.status, row.args_kwargs["args"][0]) for row in DBTaskResult.objects.all()
    }
    assert kept == {("SUCCESSFUL", 1), ("FAILED", 3), ("READY", 99)}


@pytest.mark.django_db
def test_tasks_that_are_kept_elsewhere_are_left_alone(monkeypatch):
    monkeypatch.setattr(clock.apps, "is_installed", lambda name: False)
    assert clock.clear_tasks(timezone.now()) == 0


# -- Each by itself ------------------------------------------------------------


@pytest.mark.django_db
def test_failing_part_does_not_stop_the_others(monkeypatch, caplog):
    def fail(now):
        raise OperationalError("Failing row contains (salaisuus)")

    monkeypatch.setitem(clock.PARTS, "mails sent", fail)
    FeedbackFactory(received_at=long_ago(minutes=3))
    out = io.StringIO()

    with pytest.raises(CommandError, match="Failed: mails sent") as raised:
        call_command("run_due", stdout=out)

    assert raised.value.returncode == 1
    assert "mails sent: failed (OperationalError in fail, line" in out.getvalue()
    assert "screenings started: 1" in out.getvalue()
    assert "salaisuus" not in out.getvalue() + caplog.text


@pytest.mark.django_db
def test_second_clock_leaves_the_work_to_the_first():
    with clock.only_one() as first, other_connection() as second:
        assert first
        assert not second
    with clock.only_one() as again:
        assert again


@contextlib.contextmanager
def other_connection():
    """The lock as another process would ask for it."""
    copy = connection.copy()
    try:
        with clock.only_one(copy) as mine:
            yield mine
    finally:
        copy.close()


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_two_clocks_at_once_do_no_harm(child_env):
    for number in range(5):
        FeedbackFactory(
            email=f"asukas{number}@example.org", received_at=long_ago(minutes=3)
        )
    OutboxMail.objects.update(sent_at=None, next_try_at=timezone.now())
    clocks = [
        subprocess.Popen(
            [sys.executable, "manage.py", "run_due"],
            env=child_env(),
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    texts = [each.communicate(timeout=120)[0] for each in clocks]
    assert [each.returncode for each in clocks] == [0, 0]
    assert sum(int(n) for n in re.findall(r"mails sent: (\d+)", "".join(texts))) == 5
    assert not OutboxMail.objects.filter(sent_at=None).exists()
    assert set(OutboxMail.objects.values_list("tries", flat=True)) <= {1, 2}


@pytest.mark.django_db(transaction=True)
def test_erased_text_does_not_stay_in_the_journal():
    if connection.vendor != "sqlite":
        pytest.skip("SQLite's journal")
    FeedbackFactory(message="kanarialintu")
    run()
    journal = Path(f"{connection.settings_dict['NAME']}-wal")
    assert not journal.exists() or journal.stat().st_size == 0


def test_part_of_another_app_stands_ahead_of_the_tidying(monkeypatch):
    monkeypatch.setattr(clock, "PARTS", dict(clock.PARTS))
    clock.register_part("letters written", lambda now: 3)
    assert list(clock.PARTS)[-2:] == ["letters written", clock.TIDY]
