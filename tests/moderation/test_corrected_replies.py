"""A reply that is put right after its sender could read it."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from feedback_forms.models import Feedback
from moderation import services
from moderation.enums import Action, Helped, MessageKind, SubmissionState
from moderation.models import AuditEvent, ReplyRating
from moderation.outbox import send_due
from tests.factories import pages
from tests.factories.feedback_forms import REPLY, FeedbackFactory
from tests.factories.users import UserFactory
from tests.moderation.test_receipts import path
from tests.moderation.test_services import reload

pytestmark = pytest.mark.django_db

S = SubmissionState
NEW = "Aika siirtyy aina, ja saat siitä viestin."


@pytest.fixture(autouse=True)
def site():
    pages.home_page()


def item(feedback) -> str:
    return f"/admin/viestit/{feedback.reference}/"


def correct(client, feedback, text=NEW):
    return client.post(
        item(feedback),
        {
            "decision": "correct-reply",
            "corrected_reply": text,
            "version": reload(feedback).version,
            "then": "stay",
        },
    )


def test_the_sender_gets_the_new_reply_and_has_both_on_the_receipt(client):
    feedback = FeedbackFactory(answered=True, email="aino@example.org")
    services.rate_reply(submission=feedback, helped=Helped.NO)
    send_due()
    mail.outbox.clear()
    client.force_login(UserFactory(handler=True))
    assert REPLY in client.get(item(feedback)).content.decode()

    assert correct(client, feedback).status_code == 302

    send_due()
    (sent,) = mail.outbox
    assert NEW in sent.body
    now = reload(feedback)
    assert (now.state, now.answered_at) == (S.ANSWERED, feedback.answered_at)
    receipt = client.get(path(feedback)).content.decode()
    assert receipt.index(REPLY) < receipt.index(NEW)
    assert not ReplyRating.objects.exists()
    latest = AuditEvent.objects.about(feedback.reference)
    assert latest.filter(action=Action.REPLY_CORRECTED).exists()


def test_what_was_published_waits_for_another_person_and_shows_the_new_reply(client):
    pages.feedback_page()
    feedback = FeedbackFactory(published=True)
    handler = UserFactory(handler=True)
    client.force_login(handler)

    correct(client, feedback)

    now = reload(feedback)
    assert (now.state, now.published_at) == (S.PUBLICATION, None)
    with pytest.raises(services.FourEyes):
        services.approve_publication(submission=now, user=handler)
    services.approve_publication(submission=now, user=UserFactory())
    page = client.get("/anna-palautetta/julkaistut/").content.decode()
    assert NEW in page
    assert REPLY not in page


def test_before_publication_it_can_be_put_right_too():
    feedback = FeedbackFactory(publication=True)
    services.correct_reply(submission=feedback, user=UserFactory(), text=NEW)
    assert reload(feedback).state == S.PUBLICATION
    services.approve_publication(submission=reload(feedback), user=UserFactory())
    assert Feedback.objects.public().exists()


def test_a_reply_whose_mail_has_not_gone_is_replaced(client):
    feedback = FeedbackFactory(handling=True, email="aino@example.org")
    send_due()
    mail.outbox.clear()
    handler = UserFactory(handler=True)
    services.decide(services.reply, submission=feedback, user=handler, text=REPLY)
    client.force_login(handler)

    correct(client, feedback)

    send_due(timezone.now() + timedelta(hours=1))
    (sent,) = mail.outbox
    assert NEW in sent.body
    assert REPLY not in sent.body
    assert [one.text for one in reload(feedback).messages.all()] == [NEW]


def test_a_reply_that_stands_on_the_receipt_stays_though_its_mail_is_late(client):
    feedback = FeedbackFactory(answered=True, email="aino@example.org")
    assert REPLY in client.get(path(feedback)).content.decode()
    client.force_login(UserFactory(handler=True))

    correct(client, feedback)

    assert REPLY in client.get(path(feedback)).content.decode()


@pytest.mark.parametrize(
    ("state", "role"), [("closed", "handler"), ("answered", "communications")]
)
def test_nothing_is_corrected_without_a_reply_or_the_right(client, state, role):
    feedback = FeedbackFactory(**{state: True})
    client.force_login(UserFactory(**{role: True}))
    assert correct(client, feedback).status_code in {403, 404}
    assert not reload(feedback).messages.filter(text=NEW).exists()


def test_an_empty_correction_says_what_is_missing(client):
    feedback = FeedbackFactory(answered=True)
    client.force_login(UserFactory(handler=True))
    response = correct(client, feedback, " ")
    assert "desk-corrected_reply-error" in response.content.decode()
    assert reload(feedback).messages.get(kind=MessageKind.REPLY).text == REPLY


@pytest.mark.parametrize("gone", ["unpublish", "decline_publication"])
def test_what_is_not_published_can_be_decided_on_again(client, gone):
    state = {"unpublish": "published"}.get(gone, "publication")
    feedback = FeedbackFactory(**{state: True})
    moderator = UserFactory(moderator=True)
    getattr(services, gone)(submission=feedback, user=moderator)
    client.force_login(moderator)
    data = {"decision": "offer", "version": reload(feedback).version, "then": "stay"}

    client.post(item(feedback), data)

    assert reload(feedback).state == S.PUBLICATION
    services.approve_publication(submission=reload(feedback), user=UserFactory())
    assert reload(feedback).is_public


def test_what_its_sender_forbade_is_not_offered_again():
    feedback = FeedbackFactory(published=True)
    services.withdraw_consent(submission=feedback)
    with pytest.raises(services.NotAllowedNow):
        services.offer_publication(submission=reload(feedback), user=UserFactory())
