"""The outbox against real SMTP servers: well, refusing, silent, away, and killed senders."""

import asyncio
import re
import signal
import smtplib
import socket
import subprocess
import sys
import threading
import time
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from django.core import mail as django_mail
from django.db import connection, transaction
from django.utils import timezone, translation

from core.models import CountySettings
from moderation import outbox, rules, services
from moderation.enums import MailTemplate, SubmissionState
from moderation.models import Contact, OutboxMail, Submission
from moderation.references import receipt_url, token
from tests.factories.feedback_forms import FeedbackFactory
from tests.support.catalogues import compiled  # noqa: F401

pytestmark = [pytest.mark.usefixtures("compiled")]

ADDRESS = "asukas@example.org"
ROOT = Path(__file__).resolve().parents[2]


class Mailbox:
    """Keeps what it is given; refuses, delays or drops as it is told."""

    def __init__(self):
        self.messages = []
        self.refuse = {}
        self.answer = "250 OK"
        self.delay = 0.0

    async def handle_RCPT(  # noqa: N802
        self, server, session, envelope, address, options
    ):
        if address in self.refuse:
            return self.refuse[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if self.answer.startswith("250"):
            parsed = message_from_bytes(envelope.content, policy=policy.default)
            self.messages.append(parsed)
        # Accepted, but slow to say so: the moment in which a sender can be killed.
        if self.delay:
            await asyncio.sleep(self.delay)
        return self.answer


@pytest.fixture
def mailbox(settings):
    box = Mailbox()
    controller = Controller(box, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = controller.port
    settings.EMAIL_TIMEOUT = 5
    yield box
    controller.stop()


def waiting():
    return OutboxMail.objects.filter(sent_at=None, failed_at=None)


def text_of(message):
    return message.get_content().replace("\r\n", "\n")


def unwrapped(text):
    return re.sub(r"(?<=\S)\n(?=\S)", " ", text)


# -- Delivered -----------------------------------------------------------------


@pytest.mark.django_db
def test_receipt_is_delivered_with_its_link(mailbox):
    feedback = FeedbackFactory(email=ADDRESS)

    assert outbox.send_due() == 1

    (message,) = mailbox.messages
    assert message["To"] == ADDRESS
    assert feedback.reference in message["Subject"]
    assert receipt_url(feedback) in text_of(message)
    row = OutboxMail.objects.get()
    assert row.sent_at is not None
    assert (row.tries, row.error) == (1, "")
    assert outbox.send_due() == 0


@pytest.mark.django_db
def test_nothing_secret_is_kept_in_the_row(mailbox):
    feedback = FeedbackFactory(email=ADDRESS)
    outbox.send_due()
    row = str(OutboxMail.objects.values().get())
    assert ADDRESS not in row
    assert token(feedback) not in row


@pytest.mark.django_db
def test_mail_is_plain_automatic_and_from_the_county(mailbox, settings):
    settings.DEFAULT_FROM_EMAIL = "osallistu@county.example"
    county = CountySettings.load()
    county.name_fi = "Pirkanmaan hyvinvointialue, äö"
    county.save()
    FeedbackFactory(email=ADDRESS)

    outbox.send_due()

    (message,) = mailbox.messages
    assert message.get_content_type() == "text/plain"
    assert message.get_content_charset() == "utf-8"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "fi"
    (sender,) = message["From"].addresses
    assert sender.addr_spec == "osallistu@county.example"
    assert sender.display_name == "Pirkanmaan hyvinvointialue, äö"
    assert message["Message-ID"].endswith("@county.example>")
    for line in text_of(message).splitlines():
        assert len(line) <= 76 or line.startswith("http")
    assert "&" not in text_of(message).replace("&quot;", "&")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "greeting", "subject"),
    [
        ("fi", "Hei!", "Saimme viestisi"),
        ("sv", "Hej!", "Vi har fått ditt meddelande"),
        ("en", "Hello!", "We have received your message"),
        ("fi-simple", "Hei!", "Saimme viestisi"),
    ],
)
def test_mail_is_in_the_senders_language(mailbox, language, greeting, subject):
    FeedbackFactory(email=ADDRESS, language=language)
    outbox.send_due()
    (message,) = mailbox.messages
    assert text_of(message).startswith(greeting)
    assert message["Subject"].startswith(subject)


@pytest.mark.django_db
def test_date_is_promised_only_where_a_reply_is(mailbox):
    FeedbackFactory(email=ADDRESS, language="en", wants_reply=True)
    FeedbackFactory(email=ADDRESS, language="en", wants_reply=False)

    outbox.send_due()

    promised, not_promised = (unwrapped(text_of(each)) for each in mailbox.messages)
    assert "you will get it by" in promised
    assert "You did not ask for a reply." in not_promised
    assert "by" not in not_promised.split("Kind regards")[0].split()


@pytest.mark.django_db
def test_question_reply_and_publication_are_mailed(mailbox):
    from tests.factories.feedback_forms import QUESTION, REPLY

    asked = FeedbackFactory(waiting=True, email="kysytty@example.org")
    published = FeedbackFactory(published=True, email="julkaistu@example.org")

    outbox.send_due()

    sent = {}
    for message in mailbox.messages:
        sent.setdefault(message["To"], []).append(message)
    (_, question) = sent["kysytty@example.org"]
    assert QUESTION in text_of(question)
    assert asked.reference in question["Subject"]
    _, reply, publication = sent["julkaistu@example.org"]
    assert REPLY in unwrapped(text_of(reply))
    assert published.reference in publication["Subject"]


@pytest.mark.django_db
def test_rejection_tells_the_rule_the_reason_and_how_to_mend_it(mailbox):
    FeedbackFactory(rejected=True, email=ADDRESS, language="en")

    outbox.send_due()

    text = unwrapped(text_of(mailbox.messages[-1]))
    with translation.override("en"):
        rule = rules.find("insult")
        for part in (rule.title(), rule.why(), rule.mend()):
            assert part in text
    assert "Loukkaava sana." in text
    assert "rejected" not in text.lower()


@pytest.mark.django_db
def test_rules_words_are_said_once_when_the_reason_repeats_them(mailbox):
    feedback = FeedbackFactory(screening=True, email=ADDRESS, language="sv")
    with translation.override("sv"):
        rule = rules.find("threat")
        why, mend = rule.why(), rule.mend()
    reason = f"{why}\r\n\r\nVi ber om ursäkt.\r\n\r\n{mend}"
    services.reject(submission=feedback, user=None, rule="threat", explanation=reason)

    outbox.send_due()

    text = unwrapped(text_of(mailbox.messages[-1]))
    assert (text.count(why), text.count(mend)) == (1, 1)
    assert "Vi ber om ursäkt." in text
    assert "\n\n\n" not in text


@pytest.mark.django_db
def test_signs_in_a_text_are_not_written_as_html(mailbox):
    feedback = FeedbackFactory(handling=True, email=ADDRESS)
    staff = feedback.messages.model._meta.get_field("author").related_model
    services.reply(
        submission=feedback,
        user=staff.objects.first(),
        text="A & B < C, ”näin” ja %s 5 %",
    )
    outbox.send_due()
    assert "A & B < C, ”näin” ja %s 5 %" in text_of(mailbox.messages[-1])


@pytest.mark.django_db
def test_one_connection_serves_the_batch(mailbox, monkeypatch):
    for _ in range(3):
        FeedbackFactory(email=ADDRESS)
    opened = []
    connect = smtplib.SMTP.connect
    monkeypatch.setattr(
        smtplib.SMTP,
        "connect",
        lambda self, *args: opened.append(1) or connect(self, *args),
    )
    assert outbox.send_due() == 3
    assert len(opened) == 1


@pytest.mark.django_db
def test_limit_leaves_the_rest_for_the_next_run(mailbox):
    for _ in range(3):
        FeedbackFactory(email=ADDRESS)
    assert outbox.send_due(limit=2) == 2
    assert outbox.send_due() == 1


# -- Nothing to say any more ---------------------------------------------------


@pytest.mark.django_db
def test_mail_without_a_contact_is_closed_quietly(mailbox):
    FeedbackFactory(email=ADDRESS)
    Contact.objects.all().delete()
    assert outbox.send_due() == 0
    assert not OutboxMail.objects.exists()
    assert mailbox.messages == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("template", "state"),
    [
        (MailTemplate.RECEIPT, SubmissionState.WITHDRAWN),
        (MailTemplate.QUESTION, SubmissionState.HANDLING),
        (MailTemplate.REJECTION, SubmissionState.RECEIVED),
        (MailTemplate.OVERTURNED, SubmissionState.REJECTED),
        (MailTemplate.PUBLISHED, SubmissionState.ANSWERED),
    ],
)
def test_mail_that_is_no_longer_true_is_closed_quietly(mailbox, template, state):
    FeedbackFactory(email=ADDRESS)
    OutboxMail.objects.update(template=template)
    Submission.objects.update(state=state)
    assert outbox.send_due() == 0
    assert not OutboxMail.objects.exists()
    assert mailbox.messages == []


# -- Servers that are not well -------------------------------------------------


@pytest.mark.django_db
def test_refused_recipient_fails_at_once_and_the_others_get_theirs(mailbox, caplog):
    FeedbackFactory(email="ei-ole@example.org")
    FeedbackFactory(email=ADDRESS)
    mailbox.refuse["ei-ole@example.org"] = "550 5.1.1 <ei-ole@example.org> unknown"

    assert outbox.send_due() == 1

    refused, delivered = OutboxMail.objects.order_by("pk")
    assert refused.failed_at is not None
    assert refused.error == "SMTPRecipientsRefused"
    assert delivered.sent_at is not None
    assert "ei-ole" not in caplog.text


@pytest.mark.django_db
def test_full_mailbox_is_tried_again(mailbox):
    FeedbackFactory(email=ADDRESS)
    mailbox.refuse[ADDRESS] = "452 4.2.2 full"
    now = timezone.now()

    assert outbox.send_due(now) == 0

    row = OutboxMail.objects.get()
    assert row.failed_at is None
    assert row.next_try_at == now + timedelta(minutes=1)
    mailbox.refuse.clear()
    assert outbox.send_due(now + timedelta(seconds=59)) == 0
    assert outbox.send_due(now + timedelta(seconds=60)) == 1


@pytest.mark.django_db
def test_refused_content_is_tried_again_and_does_not_stop_the_others(mailbox):
    FeedbackFactory(email=ADDRESS)
    FeedbackFactory(email="toinen@example.org")
    mailbox.answer = "451 later"
    assert outbox.send_due() == 0
    assert {row.error for row in OutboxMail.objects.all()} == {"SMTPDataError"}
    assert {row.tries for row in OutboxMail.objects.all()} == {1}


@pytest.mark.django_db
def test_server_that_is_down_delays_and_loses_nothing(mailbox, settings):
    for _ in range(5):
        FeedbackFactory(email=ADDRESS)
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, free_port()
    now = timezone.now()

    for minute in range(10):
        assert outbox.send_due(now + timedelta(minutes=minute)) == 0
    assert waiting().count() == 5

    settings.EMAIL_PORT = port
    sent = sum(
        outbox.send_due(now + timedelta(minutes=minute)) for minute in range(10, 30)
    )
    assert sent == 5
    assert len({message["Message-ID"] for message in mailbox.messages}) == 5


@pytest.mark.django_db
def test_server_that_hangs_costs_one_timeout_not_one_a_mail(settings):
    for _ in range(4):
        FeedbackFactory(email=ADDRESS)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = silent.getsockname()
        settings.EMAIL_TIMEOUT = 0.5
        begun = time.monotonic()
        assert outbox.send_due() == 0
        assert time.monotonic() - begun < 1.5
    assert sorted(OutboxMail.objects.values_list("tries", flat=True)) == [0, 0, 0, 1]
    assert OutboxMail.objects.get(tries=1).error == "SMTPServerDisconnected"


@pytest.mark.django_db
def test_given_up_after_three_days(mailbox):
    FeedbackFactory(email=ADDRESS)
    mailbox.refuse[ADDRESS] = "452 full"
    begun = now = OutboxMail.objects.get().created_at
    while waiting().exists():
        now = waiting().get().next_try_at
        outbox.send_due(now)
    row = OutboxMail.objects.get()
    assert row.failed_at - begun >= timedelta(days=3)
    assert row.failed_at - begun < timedelta(days=3, hours=6, minutes=1)
    assert 15 < row.tries < 30


def test_pauses_double_up_to_six_hours():
    minutes = [outbox.pause(tries).total_seconds() / 60 for tries in range(1, 12)]
    assert minutes == [1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360]
    assert outbox.pause(30_000) == timedelta(hours=6)


@pytest.mark.django_db
def test_mail_that_cannot_be_made_does_not_stop_the_others(mailbox, caplog):
    FeedbackFactory(email=ADDRESS)
    FeedbackFactory(email=ADDRESS)
    first = Contact.objects.order_by("pk").first()
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE moderation_contact SET email = 'no token' WHERE id = %s", [first.pk]
        )
    assert outbox.send_due() == 1
    assert waiting().get().error == "InvalidToken"


@pytest.mark.django_db
def test_logs_hold_neither_address_nor_link_nor_text(mailbox, caplog):
    caplog.set_level("DEBUG", logger="osallistu")
    feedback = FeedbackFactory(email=ADDRESS, message="Salainen kanarialintu.")
    mailbox.answer = f"554 {ADDRESS} {receipt_url(feedback)} is not wanted"
    outbox.send_due()
    # The server of the test tells everything; what counts is what the site writes.
    ours = str([r.getMessage() for r in caplog.records if r.name != "mail.log"])
    assert "SMTPDataError" in ours
    for secret in (ADDRESS, token(feedback), "kanarialintu"):
        assert secret not in ours
        assert secret not in str(OutboxMail.objects.values().get())


# -- Transactions and several senders -----------------------------------------


@pytest.mark.django_db(transaction=True)
def test_nothing_is_sent_when_the_transaction_rolls_back(mailbox):
    with transaction.atomic():
        FeedbackFactory(email=ADDRESS)
        transaction.set_rollback(True)
    assert outbox.send_due() == 0
    assert mailbox.messages == []


@pytest.mark.django_db(transaction=True)
def test_mail_follows_the_commit_at_once():
    FeedbackFactory(email=ADDRESS)
    assert len(django_mail.outbox) == 1


@pytest.fixture
def hold_mail(monkeypatch):
    """Rows stay in the outbox: the task that follows a commit does nothing."""
    from moderation import tasks

    monkeypatch.setattr(outbox, "send_due", lambda: 0)
    assert tasks.send_outbox.func() == 0
    yield
    monkeypatch.undo()


@pytest.mark.django_db(transaction=True)
def test_two_senders_at_once_send_each_mail_once(mailbox, hold_mail, monkeypatch):
    for number in range(12):
        FeedbackFactory(email=f"asukas{number}@example.org")
    monkeypatch.undo()
    counts = []
    start = threading.Barrier(4)

    def send():
        start.wait()
        try:
            counts.append(outbox.send_due())
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(counts) == 12
    assert len({message["To"] for message in mailbox.messages}) == 12
    assert len(mailbox.messages) == 12


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_killed_sender_doubles_at_most_one_mail(
    mailbox, hold_mail, monkeypatch, child_env
):
    for number in range(6):
        FeedbackFactory(email=f"asukas{number}@example.org")
    monkeypatch.undo()
    from django.conf import settings

    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    mailbox.delay = 0.3
    code = (
        "from django.conf import settings\n"
        "settings.EMAIL_BACKEND = 'django.core.mail.backends.smtp.EmailBackend'\n"
        f"settings.EMAIL_HOST, settings.EMAIL_PORT = '127.0.0.1', {settings.EMAIL_PORT}\n"
        "from moderation.outbox import send_due\n"
        "send_due()\n"
    )
    child = subprocess.Popen(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", code],
        env=child_env(),
        cwd=ROOT,
    )
    deadline = time.monotonic() + 60
    while len(mailbox.messages) < 3 and time.monotonic() < deadline:
        time.sleep(0.02)
    # Given to the server, and the server has not yet said that it has it.
    child.send_signal(signal.SIGKILL)
    child.wait()
    mailbox.delay = 0

    now = timezone.now()
    assert outbox.send_due(now) == 3, "the killed sender's mail is still its own"
    assert outbox.send_due(now + outbox.LEASE + timedelta(minutes=1)) == 1

    assert not waiting().exists()
    ids = [message["Message-ID"] for message in mailbox.messages]
    assert len(set(ids)) == 6
    assert len(ids) <= 7
