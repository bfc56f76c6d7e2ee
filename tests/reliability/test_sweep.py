"""The clock finds what a crash between two steps has left lying."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import override_settings
from django.utils import timezone

from feedback_forms.models import Feedback
from moderation.models import OutboxMail, Submission
from tests.factories import pages
from tests.feedback_forms.test_views import URL, answers

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

# Takes tasks and forgets them, like a queue whose server was killed.
FORGETFUL = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


@override_settings(TASKS=FORGETFUL)
def test_what_the_queue_forgot_is_started_and_its_mail_sent(client, mailoutbox):
    pages.feedback_page()
    assert client.post(URL, answers()).status_code == 302
    assert Feedback.objects.get().state == "received"
    assert not mailoutbox

    call_command("run_due", verbosity=0)
    # The mail goes at once; for the screening its task still has its turn.
    assert [mail.to for mail in mailoutbox] == [["aino@example.org"]]
    assert Feedback.objects.get().state == "received"

    Submission.objects.update(received_at=timezone.now() - timedelta(minutes=3))
    call_command("run_due", verbosity=0)
    feedback = Feedback.objects.get()
    assert feedback.state == "screening"
    assert feedback.current_workflow_task_state is not None


@override_settings(TASKS=FORGETFUL)
def test_the_sweep_can_be_repeated(client, mailoutbox):
    pages.feedback_page()
    client.post(URL, answers())
    Submission.objects.update(received_at=timezone.now() - timedelta(minutes=3))
    for _turn in range(3):
        call_command("run_due", verbosity=0)
    feedback = Feedback.objects.get()
    assert len(mailoutbox) == 1
    assert feedback.workflow_states.count() == 1
    assert not OutboxMail.objects.filter(sent_at=None).exists()
