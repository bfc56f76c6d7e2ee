"""What staff do in Wagtail's workflow settings strands no message."""

from datetime import timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone
from wagtail.models import Workflow, WorkflowState, WorkflowTask

from moderation import clock, services
from moderation.enums import MessageKind, SubmissionState
from moderation.models import HandlingTask, Message, ScreeningTask, Submission
from tests.factories.users import UserFactory
from tests.moderation.test_services import handled, reload, screened, sent

pytestmark = pytest.mark.django_db

S = SubmissionState


def end_all() -> None:
    """As ending the workflow in Wagtail's settings does, and taking it up again."""
    for state in WorkflowState.objects.active():
        state.cancel()


@pytest.mark.parametrize("make", [screened, handled])
def test_a_message_whose_workflow_was_ended_begins_anew(make):
    feedback = make()
    end_all()
    assert clock.start_ended(timezone.now()) == 1
    assert reload(feedback).state == S.SCREENING
    assert WorkflowState.objects.active().for_instance(feedback).count() == 1
    assert clock.start_ended(timezone.now()) == 0


def test_the_sender_can_answer_although_the_workflow_was_ended():
    feedback = screened()
    services.ask(submission=feedback, user=UserFactory(), text="Missä asioit?")
    end_all()
    services.answer_question(submission=feedback, text="Hervannassa.")
    assert Message.objects.get(kind=MessageKind.ANSWER).text == "Hervannassa."
    assert reload(feedback).state == S.RECEIVED


def test_a_workflow_that_begins_with_handling_is_followed():
    WorkflowTask.objects.filter(task__in=ScreeningTask.objects.all()).delete()
    feedback = sent()
    services.start_screening(submission=feedback)
    assert reload(feedback).state == S.HANDLING


def test_a_workflow_without_steps_leaves_the_message_where_the_clock_finds_it():
    WorkflowTask.objects.all().delete()
    feedback = sent()
    with pytest.raises(ImproperlyConfigured):
        services.start_screening(submission=feedback)
    assert reload(feedback).state == S.RECEIVED
    assert not reload(feedback).live


def test_a_promised_reply_is_not_skipped_by_a_workflow_without_that_step():
    WorkflowTask.objects.filter(task__in=HandlingTask.objects.all()).delete()
    feedback = screened(publication_consent=False)
    with pytest.raises(services.NotAllowedNow):
        services.approve(submission=feedback, user=UserFactory())
    assert reload(feedback).state == S.SCREENING


def test_two_steps_of_one_kind_in_a_row():
    second = ScreeningTask.objects.create(name="Toinen tarkistus")
    workflow = Workflow.objects.get(name="Palautteen käsittely")
    WorkflowTask.objects.filter(task__in=HandlingTask.objects.all()).update(
        sort_order=5
    )
    WorkflowTask.objects.exclude(task__in=ScreeningTask.objects.all()).update(
        sort_order=6
    )
    WorkflowTask.objects.create(workflow=workflow, task=second, sort_order=1)
    feedback = screened()
    services.approve(submission=feedback, user=UserFactory())
    assert reload(feedback).state == S.SCREENING


@pytest.mark.parametrize("alone", [True, False])
def test_two_people_where_a_step_asks_for_them(alone):
    HandlingTask.objects.update(four_eyes=True)
    feedback, first = screened(), UserFactory()
    services.approve(submission=feedback, user=first)
    if alone:
        with pytest.raises(services.FourEyes):
            services.reply(submission=feedback, user=first, text="Vastaus")
        assert reload(feedback).state == S.HANDLING
    else:
        services.reply(submission=feedback, user=UserFactory(), text="Vastaus")
        assert reload(feedback).answered_at


def test_promises_are_moved_by_the_time_that_we_waited():
    feedback = handled()
    before = feedback.answer_by
    services.ask(submission=feedback, user=UserFactory(), text="Missä asioit?")
    Message.objects.update(created_at=timezone.now() - timedelta(days=5, hours=1))
    services.answer_question(submission=feedback, text="Hervannassa.")
    assert reload(feedback).answer_by == before + timedelta(days=5)


def test_a_restored_message_gets_new_promises():
    feedback = screened()
    services.mark_spam(submission=feedback, user=UserFactory())
    long_ago = timezone.now() - timedelta(days=40)
    Submission.objects.update(screen_by=long_ago, answer_by=long_ago)
    services.restore(submission=feedback, user=UserFactory())
    feedback = reload(feedback)
    assert feedback.screen_by > timezone.now()
    assert feedback.answer_by > timezone.now()


def test_suspected_spam_waits_in_its_queue_without_mail_until_it_is_restored():
    from feedback_forms.models import Feedback
    from moderation.models import OutboxMail

    feedback = Feedback(
        role="client", kind="idea", message="Halpa laina", language="fi"
    )
    services.receive(submission=feedback, email="aino@example.org", spam=True)
    assert reload(feedback).state == S.SPAM
    assert not OutboxMail.objects.exists()
    services.restore(submission=feedback, user=UserFactory())
    assert OutboxMail.objects.count() == 1
    assert reload(feedback).state == S.RECEIVED


def test_a_message_that_another_took_meanwhile_is_not_taken_over():
    feedback, first, second = screened(), UserFactory(), UserFactory()
    services.assign(submission=feedback, user=first, assignee=first)
    with pytest.raises(services.Conflict):
        services.assign(submission=feedback, user=second, assignee=second)
    services.assign(submission=feedback, user=second, assignee=second, seen=first.pk)
    assert reload(feedback).assignee == second


def test_an_erased_message_can_be_withdrawn():
    feedback = screened()
    services.reject(submission=feedback, user=UserFactory(), rule="insult")
    Submission.objects.update(ended_at=timezone.now() - timedelta(days=800))
    assert services.erase_expired_texts(now=timezone.now()) == 1
    services.withdraw(submission=reload(feedback))
    assert reload(feedback).state == S.WITHDRAWN
