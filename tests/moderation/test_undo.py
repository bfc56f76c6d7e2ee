"""A decision can be taken back by the person who took it, before anybody hears of it."""

from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import TaskState, WorkflowState

from feedback_forms.models import Feedback
from moderation import clock, outbox, services
from moderation.enums import TAKEN_BACK, Action, SubmissionState
from moderation.models import (
    Message,
    ModerationSettings,
    OutboxMail,
    StaffPreferences,
    Submission,
    UndoableDecision,
)
from moderation.services.undoing import KEPT
from moderation.staff_mail import send_to_staff
from tests.factories.core import ServiceUnitFactory
from tests.factories.feedback_forms import FeedbackFactory
from tests.factories.users import UserFactory
from tests.moderation.test_desk_item import actions, address, decide, state
from tests.moderation.test_finding import found, index_all
from tests.moderation.test_receipts import path
from tests.moderation.test_services import reload

pytestmark = pytest.mark.django_db

S = SubmissionState
MAIL = "aino@example.org"

# From, the decision, what is typed, what the log calls it.
DECISIONS = [
    ({"screening": True}, "approve", {}, Action.APPROVED),
    ({"screening": True}, "ask", {"question": "Missä?"}, Action.ASKED),
    ({"screening": True}, "return", {"correction": "Poista nimi."}, Action.RETURNED),
    ({"screening": True}, "reject", {"rule": "threat"}, Action.REJECTED),
    ({"screening": True}, "spam", {}, Action.SPAM),
    ({}, "spam", {}, Action.SPAM),
    ({"handling": True}, "ask", {"question": "Missä?"}, Action.ASKED),
    ({"handling": True}, "reply", {"reply": "Kiitos."}, Action.REPLIED),
    (
        {"handling": True, "publication_consent": True},
        "reply",
        {"reply": "Kiitos."},
        Action.REPLIED,
    ),
    ({"handling": True, "wants_reply": False}, "close", {}, Action.CLOSED),
    ({"publication": True}, "publish", {}, Action.PUBLISHED),
    ({"publication": True}, "decline", {}, Action.NOT_PUBLISHED),
    ({"review": True}, "overturn", {}, Action.OVERTURNED),
    ({"review": True}, "uphold", {"upheld": "Pysyy."}, Action.UPHELD),
]
each_decision = pytest.mark.parametrize(
    ("before", "decision", "data", "action"),
    DECISIONS,
    ids=[f"{'-'.join(row[0]) or 'received'}-{row[1]}" for row in DECISIONS],
)


@pytest.fixture
def moderator(client):
    user = UserFactory(moderator=True)
    client.force_login(user)
    return user


def picture(feedback):
    """Everything that undoing must bring back, to the last column."""
    row = Submission.objects.filter(pk=feedback.pk).values().get()
    states = WorkflowState.objects.for_instance(feedback).order_by("pk")
    tasks = TaskState.objects.filter(workflow_state__in=states).order_by("pk")
    return (
        {
            name: value.replace(microsecond=0) if hasattr(value, "hour") else value
            for name, value in row.items()
            if name not in KEPT
        },
        list(states.values("pk", "status", "current_task_state_id")),
        list(tasks.values("pk", "status", "finished_by_id", "task_id")),
        list(Message.objects.filter(submission=feedback).values_list("pk", "text")),
        list(OutboxMail.objects.filter(submission=feedback).values_list("pk")),
    )


def undo(client, feedback, version=None):
    version = reload(feedback).version if version is None else version
    return client.post(address(feedback, "kumoa/"), {"version": version}, follow=True)


@each_decision
def test_all_is_as_it_was(client, moderator, before, decision, data, action):
    feedback = FeedbackFactory(email=MAIL, **before)
    outbox.send_due()
    was, old_state = picture(feedback), state(feedback)

    decide(client, feedback, decision, **data)
    changed = state(feedback)
    assert action in actions(feedback)
    # Nobody hears of it meanwhile, although the outbox is emptied.
    assert outbox.send_due() == 0
    assert not Feedback.objects.public().exists()
    undo(client, feedback)

    assert picture(feedback) == was
    assert old_state in TAKEN_BACK[changed]
    assert actions(feedback).count(Action.UNDONE) == 1
    assert not UndoableDecision.objects.exists()


@each_decision
def test_it_can_be_decided_again(client, moderator, before, decision, data, action):
    feedback = FeedbackFactory(**before)
    decide(client, feedback, decision, **data)
    first = state(feedback)
    undo(client, feedback)

    decide(client, reload(feedback), decision, **data)

    assert state(feedback) == first


def test_it_is_offered_on_the_next_screen_to_whoever_decided(client, moderator):
    feedback, other = FeedbackFactory.create_batch(2, screening=True)
    decide(client, feedback, "approve")

    for screen in ("/admin/viestit/", address(other), address(feedback)):
        page = client.get(screen)
        assert [each.reference for each in page.context["undoable"]] == [
            feedback.reference
        ]
        assert address(feedback, "kumoa/") in page.content.decode()
    client.force_login(UserFactory(moderator=True))
    assert not client.get("/admin/viestit/").context["undoable"]


def test_nobody_else_undoes_it(client, moderator):
    feedback = FeedbackFactory(screening=True)
    decide(client, feedback, "approve")

    for other in ({"moderator": True}, {"administrator": True}):
        client.force_login(UserFactory(**other))
        assert undo(client, feedback).status_code == 403
    client.force_login(UserFactory(communications=True))
    assert undo(client, feedback).status_code == 403
    client.logout()
    assert client.post(address(feedback, "kumoa/")).status_code == 302
    assert state(feedback) == S.HANDLING


def test_a_get_undoes_nothing(client, moderator):
    feedback = FeedbackFactory(screening=True)
    decide(client, feedback, "approve")
    assert client.get(address(feedback, "kumoa/")).status_code == 405
    assert state(feedback) == S.HANDLING


@pytest.mark.parametrize("version", ["", "x", "1", "²", "99999999999999999999"])
def test_another_version_undoes_nothing(client, moderator, version):
    feedback = FeedbackFactory(screening=True)
    decide(client, feedback, "approve")
    response = undo(client, feedback, version)
    assert response.status_code == 200
    assert state(feedback) == S.HANDLING


def test_what_was_never_decided_cannot_be_undone(client, moderator):
    feedback = FeedbackFactory(screening=True)
    assert undo(client, feedback).status_code == 200
    assert Action.UNDONE not in actions(feedback)


def test_after_its_time_it_stands_and_the_mail_goes(client, moderator):
    feedback = FeedbackFactory(handling=True, email=MAIL)
    outbox.send_due()
    decide(client, feedback, "reply", reply="Kiitos.")
    later = timezone.now() + timedelta(minutes=5)
    UndoableDecision.objects.update(until=timezone.now())

    undo(client, feedback)

    assert state(feedback) == S.ANSWERED
    assert outbox.send_due(later) == 1
    assert clock.settle(later) == 1
    assert not UndoableDecision.objects.exists()


def test_after_its_mail_has_gone_it_stands(client, moderator):
    feedback = FeedbackFactory(handling=True, email=MAIL)
    outbox.send_due()
    decide(client, feedback, "reply", reply="Kiitos.")
    assert outbox.send_due(timezone.now() + timedelta(minutes=6)) == 1

    undo(client, feedback)

    assert state(feedback) == S.ANSWERED
    assert feedback.messages.count() == 1


def test_a_mail_that_a_sender_holds_is_not_recalled(client, moderator):
    feedback = FeedbackFactory(handling=True, email=MAIL)
    decide(client, feedback, "reply", reply="Kiitos.")
    OutboxMail.objects.filter(template="reply").update(tries=1)

    undo(client, feedback)

    assert state(feedback) == S.ANSWERED


def test_what_the_sender_does_meanwhile_ends_it(client, moderator):
    feedback = FeedbackFactory(screening=True)
    decide(client, feedback, "approve")
    services.add(submission=feedback, text="Vielä yksi asia.")

    undo(client, feedback)

    assert state(feedback) == S.HANDLING
    assert not client.get(address(feedback)).context["undoable"]


def test_the_sender_sees_it_when_it_stands(client, moderator):
    feedback = FeedbackFactory(handling=True)
    decide(client, feedback, "reply", reply="Ensi viikolla.")

    now = client.get(path(feedback)).content.decode()
    UndoableDecision.objects.update(until=timezone.now())
    after = client.get(path(feedback)).content.decode()

    assert "Ensi viikolla." not in now
    assert "Ensi viikolla." in after


def test_a_publication_appears_when_it_stands(client, moderator):
    feedback = FeedbackFactory(publication=True)
    decide(client, feedback, "publish")
    assert not reload(feedback).is_public

    past = timezone.now() - timedelta(seconds=1)
    Submission.objects.filter(pk=feedback.pk).update(published_at=past)
    UndoableDecision.objects.update(until=past)
    assert clock.settle(timezone.now()) == 1

    assert Feedback.objects.public().get() == feedback
    assert reload(feedback).is_public


def test_a_withdrawal_ends_the_waiting_publication(client, moderator):
    feedback = FeedbackFactory(publication=True)
    decide(client, feedback, "publish")
    services.withdraw(submission=feedback)
    later = timezone.now() + timedelta(minutes=6)
    UndoableDecision.objects.update(until=timezone.now())
    clock.settle(later)
    assert reload(feedback).published_at is None


@pytest.mark.parametrize(
    ("before", "decision"),
    [({"published": True}, "unpublish"), ({"spam": True}, "restore")],
)
def test_what_acts_at_once_offers_no_undoing(client, moderator, before, decision):
    feedback = FeedbackFactory(**before)
    decide(client, feedback, decision)
    assert not UndoableDecision.objects.exists()
    assert Action.UNDONE not in actions(feedback)


def test_a_county_may_allow_no_time(client, moderator):
    ModerationSettings(undo_minutes=0).save()
    feedback = FeedbackFactory(publication=True)
    decide(client, feedback, "publish")
    assert not UndoableDecision.objects.exists()
    assert Feedback.objects.public().exists()


def test_the_row_holds_no_word_of_anybody(client, moderator):
    feedback = FeedbackFactory(handling=True, message="KANARIA", email=MAIL)
    decide(client, feedback, "reply", reply="KANARIA kakkonen")
    row = UndoableDecision.objects.values().get()
    assert "KANARIA" not in str(row)
    assert MAIL not in str(row)


def test_the_units_people_are_told_when_it_stands(client, moderator, mailoutbox):
    unit = ServiceUnitFactory()
    handler = UserFactory(handler=True)
    unit.handlers.add(handler)
    StaffPreferences.objects.create(user=handler, mail_each_message=True)
    feedback = FeedbackFactory(screening=True, unit=unit)

    decide(client, feedback, "approve")
    assert send_to_staff() == 0
    undo(client, feedback)
    assert send_to_staff(timezone.now() + timedelta(minutes=6)) == 0
    decide(client, reload(feedback), "approve")

    assert send_to_staff(timezone.now() + timedelta(minutes=6)) == 1
    assert mailoutbox[-1].to == [handler.email]


def test_consent_withdrawn_meanwhile_ends_the_waiting_publication(
    client, moderator, mailoutbox
):
    feedback = FeedbackFactory(publication=True, email=MAIL)
    outbox.send_due()
    sent = len(mailoutbox)
    decide(client, feedback, "publish")
    services.withdraw_consent(submission=feedback)
    undo(client, feedback)
    later = timezone.now() + timedelta(minutes=6)
    UndoableDecision.objects.update(until=timezone.now())
    clock.settle(later)

    assert outbox.send_due(later) == 0
    assert len(mailoutbox) == sent
    assert reload(feedback).published_at is None
    assert not reload(feedback).publication_consent


def test_words_of_an_undone_message_find_nothing(client, moderator):
    feedback = FeedbackFactory(handling=True)
    decide(client, feedback, "reply", reply="Kanarialintu lauloi.")
    index_all()
    assert found("kanarialintu") == [feedback.reference]

    undo(client, feedback)

    assert found("kanarialintu") == []
    index_all()
    assert found("kanarialintu") == []


def test_one_that_cannot_be_settled_does_not_stop_the_others(client, moderator):
    for _number in range(2):
        decide(client, FeedbackFactory(publication=True), "publish")
    UndoableDecision.objects.update(until=timezone.now())
    broken = UndoableDecision.objects.earliest("pk")
    # A kind whose app is gone.
    gone = ContentType.objects.create(app_label="gone", model="gone")
    Submission.objects.filter(pk=broken.submission_id).update(content_type=gone)

    clock.settle(timezone.now())

    assert not UndoableDecision.objects.exclude(pk=broken.pk).exists()


def test_question_after_an_undone_approval_waits_at_the_check(client, moderator):
    feedback = FeedbackFactory(screening=True)
    decide(client, feedback, "approve")
    undo(client, feedback)
    decide(client, reload(feedback), "ask", question="Missä?")

    now = [step.now for step in client.get(address(feedback)).context["steps"]]

    assert now == [True, False]
