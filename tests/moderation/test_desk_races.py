"""Two moderators press at the same moment: one outcome, and the other is told."""

import threading

import pytest
from django.db import connection
from django.test import Client

from moderation.enums import Action, SubmissionState
from moderation.models import AuditEvent, Message, Submission
from tests.factories.feedback_forms import FeedbackFactory
from tests.factories.users import UserFactory

ROUNDS = 5


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_one_decision_of_two_holds():
    clients = []
    for _number in range(2):
        client = Client()
        client.force_login(UserFactory(moderator=True))
        clients.append(client)

    for _round in range(ROUNDS):
        feedback = FeedbackFactory(screening=True)
        responses = press_at_once(clients, feedback)

        outcomes = AuditEvent.objects.filter(
            reference=feedback.reference, action__in=[Action.APPROVED, Action.ASKED]
        ).count()
        state = Submission.objects.get(pk=feedback.pk).state
        assert sorted(response.status_code for response in responses) == [200, 302]
        assert outcomes == 1
        assert state in {SubmissionState.HANDLING, SubmissionState.WAITING}
        asked = Message.objects.filter(submission=feedback).count()
        assert asked == (state == SubmissionState.WAITING)
        (told,) = [response for response in responses if response.status_code == 200]
        assert told.context["conflict"] is not None


def press_at_once(clients, feedback):
    decisions = [{"decision": "approve"}, {"decision": "ask", "question": "Missä?"}]
    barrier = threading.Barrier(2)
    responses = []

    def press(client, data):
        barrier.wait()
        try:
            responses.append(
                client.post(
                    f"/admin/viestit/{feedback.reference}/",
                    {"version": feedback.version, "then": "stay", **data},
                )
            )
        finally:
            connection.close()

    threads = [
        threading.Thread(target=press, args=pair)
        for pair in zip(clients, decisions, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return responses
