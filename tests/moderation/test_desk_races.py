"""Two moderators press at the same moment: one outcome, and the other is told.

`scripts/trials/race.py` does the same 200 times over HTTP, on either database.
"""

import pytest
from django.test import Client

from moderation.enums import Action, SubmissionState
from moderation.models import AuditEvent, Message, Note, Submission
from tests.factories.core import ServiceUnitFactory
from tests.factories.feedback_forms import FeedbackFactory
from tests.factories.users import UserFactory
from tests.reliability.test_same_moment import at_once

ROUNDS = 5


TEXT = "Selvitetään ensin, missä tämä tapahtui."

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def clients():
    found = [Client(), Client()]
    for client in found:
        client.force_login(UserFactory(moderator=True))
    return found


def test_one_decision_of_two_holds(clients):
    for _round in range(ROUNDS):
        feedback = FeedbackFactory(screening=True)
        responses = decide_at_once(
            clients,
            feedback,
            {"decision": "approve"},
            {"decision": "ask", "question": "Missä?"},
        )

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


def test_of_handing_on_and_deciding_one_holds_and_the_text_is_kept(clients):
    unit = ServiceUnitFactory()
    for _round in range(ROUNDS):
        feedback = FeedbackFactory(screening=True)
        responses = decide_at_once(
            clients,
            feedback,
            {"decision": "approve", "note": TEXT},
            {"decision": "forward", "to": f"unit:{unit.pk}", "note": TEXT},
        )

        current = Submission.objects.get(pk=feedback.pk)
        forwarded = current.unit == unit
        assert sorted(response.status_code for response in responses) == [200, 302]
        assert (current.state == SubmissionState.HANDLING) != forwarded
        assert Note.objects.filter(submission=feedback).count() == forwarded
        (told,) = [response for response in responses if response.status_code == 200]
        assert told.context["conflict"] is not None
        assert TEXT in told.content.decode()


def test_message_that_two_take_is_ones_and_a_note_disturbs_nobody(clients):
    for _round in range(ROUNDS):
        feedback = FeedbackFactory(screening=True)
        page = f"/admin/viestit/{feedback.reference}/"
        at_once(
            [
                lambda page=page: clients[0].post(f"{page}kasittelija/", {"seen": ""}),
                lambda page=page: clients[1].post(f"{page}kasittelija/", {"seen": ""}),
                lambda page=page: writer().post(f"{page}muistiinpano/", {"note": TEXT}),
            ]
        )

        taken = AuditEvent.objects.get(
            reference=feedback.reference, action=Action.ASSIGNED
        )
        assert Submission.objects.get(pk=feedback.pk).assignee == taken.user
        assert Note.objects.filter(submission=feedback).count() == 1


def writer():
    client = Client()
    client.force_login(UserFactory(moderator=True))
    return client


def decide_at_once(clients, feedback, *decisions):
    page = f"/admin/viestit/{feedback.reference}/"
    seen = {"version": feedback.version, "then": "stay"}
    return at_once(
        [
            lambda client=client, data=data: client.post(page, {**seen, **data})
            for client, data in zip(clients, decisions, strict=True)
        ]
    )
