"""What comes at the same moment in several threads of one process."""

import threading

import pytest
from django.db import connection
from django.test import Client

from feedback_forms.models import Feedback
from moderation.models import Contact, OutboxMail
from tests.factories import pages
from tests.feedback_forms.test_views import URL, answers

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

THREADS = 8


def at_once(acts):
    """What the acts return, all begun at the same moment, each in a thread."""
    barrier = threading.Barrier(len(acts))
    results = []

    def run(act):
        barrier.wait()
        try:
            results.append(act())
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_the_same_form_from_eight_threads_is_one_message_and_one_receipt():
    pages.feedback_page()
    data = answers()
    responses = at_once([lambda: Client().post(URL, data)] * THREADS)
    assert [response.status_code for response in responses] == [302] * THREADS
    assert len({response["Location"] for response in responses}) == 1
    assert Feedback.objects.count() == 1
    assert Contact.objects.count() == 1
    assert OutboxMail.objects.filter(template="receipt").count() == 1


def test_different_forms_from_eight_threads_are_all_stored():
    pages.feedback_page()
    sent = [answers(message=f"Odotin {each} viikkoa.") for each in range(THREADS)]
    responses = at_once(
        [
            lambda data=data, each=each: Client(REMOTE_ADDR=f"10.0.0.{each}").post(
                URL, data
            )
            for each, data in enumerate(sent)
        ]
    )
    assert [response.status_code for response in responses] == [302] * THREADS
    assert len({response["Location"] for response in responses}) == THREADS
    assert set(Feedback.objects.values_list("message", flat=True)) == {
        data["message"] for data in sent
    }
