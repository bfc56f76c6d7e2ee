"""A second look at a refusal: asked for by the sender, once; done by another person."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from moderation import clock, services
from moderation.enums import Action, MailTemplate, MessageKind, SubmissionState
from moderation.mails import make
from moderation.models import AuditEvent, Message, OutboxMail, Submission
from moderation.services import workflow
from tests.factories.feedback_forms import FeedbackFactory
from tests.factories.users import UserFactory
from tests.moderation.test_desk_item import address, decide, state
from tests.moderation.test_receipts import path
from tests.moderation.test_services import reload

pytestmark = pytest.mark.django_db

S = SubmissionState
REVIEW = "uusi-tarkistus/"


def later(feedback, **fields):
    """As if so many days had gone by since the decision."""
    changes = {name: F(name) - timedelta(days=days) for name, days in fields.items()}
    Submission.objects.filter(pk=feedback.pk).update(**changes)


def test_the_sender_asks_once_and_says_why_or_nothing(client):
    feedback = FeedbackFactory(rejected=True)

    page = client.get(path(feedback)).content.decode()
    assert REVIEW in page
    response = client.post(path(feedback, REVIEW), {"text": "", "sent": "1"})

    assert response["Location"].endswith("?tarkistus")
    feedback = reload(feedback)
    assert feedback.state == S.REVIEW
    assert feedback.review_by > timezone.now() + timedelta(days=13)
    page = client.get(path(feedback, "?kieli=en")).content.decode()
    assert "Another person does it." in page
    with pytest.raises(services.NotAllowedNow):
        services.ask_for_review(submission=feedback)
    again = client.post(path(feedback, REVIEW), {"text": "En suostu."})
    assert again.status_code == 409
    assert "En suostu." in again.content.decode()


def test_a_get_asks_for_nothing(client):
    feedback = FeedbackFactory(rejected=True)
    assert client.get(path(feedback, REVIEW)).status_code == 200
    assert state(feedback) == S.REJECTED


def test_a_wrong_link_opens_nothing(client):
    feedback, other = FeedbackFactory.create_batch(2, rejected=True)
    token = path(other).rsplit("/", 2)[1]
    wrong = f"/seuranta/{feedback.reference}/{token}/{REVIEW}"
    assert client.post(wrong, {"text": "x"}).status_code == 404


def test_too_long_a_text_comes_back(client):
    feedback = FeedbackFactory(rejected=True)
    response = client.post(path(feedback, REVIEW), {"text": "a" * 6000})
    assert response.status_code == 422
    assert "a" * 6000 in response.content.decode()


def test_after_the_time_it_is_too_late(client):
    feedback = FeedbackFactory(rejected=True)
    later(feedback, ended_at=31)

    assert REVIEW not in client.get(path(feedback)).content.decode()
    assert client.post(path(feedback, REVIEW), {"text": "x"}).status_code == 409
    with pytest.raises(services.NotAllowedNow):
        services.ask_for_review(submission=feedback)


@pytest.mark.parametrize("kind", ["handling", "answered", "spam", "withdrawn"])
def test_only_a_refusal_is_reviewed(client, kind):
    feedback = FeedbackFactory(**{kind: True})
    assert client.post(path(feedback, REVIEW), {"text": "x"}).status_code == 409


def test_whoever_decided_does_not_review(client):
    moderator = UserFactory(moderator=True)
    client.force_login(moderator)
    feedback = FeedbackFactory(review=True, staff=moderator)

    page = client.get(address(feedback))
    refused = [each.value for each in page.context["choices"] if each.refused]
    response = decide(client, feedback, "overturn")

    assert refused == ["overturn", "uphold"]
    # Said once for both.
    assert page.content.decode().count('id="desk-refused"') == 1
    assert "decision" in response.context["form"].errors
    for act in (services.uphold, services.overturn):
        with pytest.raises(services.FourEyes):
            act(submission=feedback, user=moderator, text="x")
    assert state(feedback) == S.REVIEW


def test_review_cannot_be_given_to_whoever_decided(client):
    moderator = UserFactory(moderator=True)
    client.force_login(moderator)
    feedback = FeedbackFactory(review=True, staff=moderator)
    take = reverse("desk:assign", args=[feedback.reference])

    assert take not in client.get(address(feedback)).content.decode()
    client.post(take)

    assert reload(feedback).assignee is None
    with pytest.raises(services.FourEyes):
        services.assign(
            submission=feedback,
            user=UserFactory(moderator=True),
            assignee=moderator,
        )


def test_the_only_moderator_is_told_that_there_is_nobody_else(client):
    moderator = UserFactory(moderator=True)
    client.force_login(moderator)
    feedback = FeedbackFactory(review=True, staff=moderator)

    (alone,) = client.get(address(feedback)).context["refusals"]
    UserFactory(moderator=True)
    (with_another,) = client.get(address(feedback)).context["refusals"]

    assert alone.startswith(with_another)
    assert len(alone) > len(with_another)


def test_sender_without_an_address_reads_that_the_decision_was_wrong(client):
    feedback = FeedbackFactory(review=True)
    services.overturn(submission=feedback, user=UserFactory(moderator=True))

    page = client.get(path(feedback, "?kieli=en")).content.decode()

    assert "It was wrong, and we are sorry." in page


@pytest.mark.parametrize("wants_reply", [True, False])
def test_refusal_says_how_to_get_the_reply_that_was_wished_for(client, wants_reply):
    feedback = FeedbackFactory(
        rejected=True, wants_reply=wants_reply, language="en", email="a@example.org"
    )
    words = "We do not answer the message as it is."
    mail = feedback.outbox.get(template=MailTemplate.REJECTION)

    assert (words in client.get(path(feedback)).content.decode()) is wants_reply
    assert (words in make(mail, "a@example.org").body) is wants_reply


def test_not_even_an_administrator_reviews_an_own_decision():
    administrator = UserFactory(administrator=True)
    feedback = FeedbackFactory(review=True, staff=administrator)
    with pytest.raises(services.FourEyes):
        services.overturn(submission=feedback, user=administrator)


def test_the_decision_of_many_at_once_counts_as_its_takers():
    moderator = UserFactory(moderator=True)
    feedback = FeedbackFactory(review=True)
    event = AuditEvent.objects.create(user=moderator, action=Action.REJECTED)
    event.items.create(reference=feedback.reference)
    with pytest.raises(services.FourEyes):
        services.overturn(submission=feedback, user=moderator)


def test_upheld_needs_reasons_and_can_still_be_corrected(client):
    client.force_login(UserFactory(moderator=True))
    feedback = FeedbackFactory(review=True, email="aino@example.org")

    empty = decide(client, feedback, "uphold", upheld="")
    assert "upheld" in empty.context["form"].errors
    decide(client, feedback, "uphold", upheld="Sana loukkaa.")

    feedback = reload(feedback)
    assert (feedback.state, feedback.rule) == (S.REJECTED, "insult")
    message = feedback.messages.get(kind=MessageKind.REVIEWED)
    assert message.text == "Sana loukkaa."
    mail = feedback.outbox.get(template=MailTemplate.UPHELD)
    assert mail.message == message
    clock.settle(timezone.now() + timedelta(minutes=5))
    page = client.get(path(feedback)).content.decode()
    assert "Sana loukkaa." in page
    assert REVIEW not in page
    assert feedback.can_correct


def test_a_changed_decision_goes_on_as_approved(client):
    client.force_login(UserFactory(moderator=True))
    feedback = FeedbackFactory(review=True, email="aino@example.org")
    later(feedback, answer_by=30)

    decide(client, reload(feedback), "overturn")

    feedback = reload(feedback)
    assert (feedback.state, feedback.rule) == (S.HANDLING, "")
    assert feedback.answer_by > timezone.now()
    assert feedback.outbox.filter(template=MailTemplate.OVERTURNED).exists()
    # Its workflow goes on too: the unit replies.
    services.reply(submission=feedback, user=UserFactory(handler=True), text="Kiitos.")
    assert reload(feedback).state == S.ANSWERED


def test_without_its_workflow_a_changed_decision_begins_anew():
    feedback = FeedbackFactory(review=True)
    workflow.cancel(feedback)
    services.overturn(submission=feedback, user=UserFactory(moderator=True))
    assert reload(feedback).state == S.RECEIVED


def test_of_two_reviewers_the_second_is_told(client):
    client.force_login(UserFactory(moderator=True))
    feedback = FeedbackFactory(review=True)
    services.uphold(submission=feedback, user=UserFactory(), text="Pysyy.")

    response = decide(client, feedback, "overturn", overturned="Anteeksi")

    assert response.context["conflict"] is not None
    assert [text for _label, text in response.context["kept"]] == ["Anteeksi"]
    assert state(feedback) == S.REJECTED


def test_a_handler_does_not_review(client):
    client.force_login(UserFactory(handler=True))
    feedback = FeedbackFactory(review=True)
    assert client.get(address(feedback)).context["choices"] == []
    assert decide(client, feedback, "overturn").status_code == 403


def test_a_late_review_is_overdue():
    feedback = FeedbackFactory(review=True)
    assert not Submission.objects.overdue(timezone.now()).exists()
    later(feedback, review_by=15)
    assert Submission.objects.overdue(timezone.now()).get().pk == feedback.pk


def test_correcting_meanwhile_begins_anew_and_a_new_refusal_can_be_reviewed():
    feedback = FeedbackFactory(review=True)
    services.correct(submission=feedback, text="Kohtelu oli huonoa.")
    assert reload(feedback).review_asked_at is None
    services.start_screening(submission=feedback)
    services.reject(submission=feedback, user=UserFactory(), rule="threat")
    services.ask_for_review(submission=reload(feedback))
    assert state(feedback) == S.REVIEW


# Returned for correction -----------------------------------------------------


def test_a_returned_message_is_corrected_through_the_receipt(client):
    feedback = FeedbackFactory(returned=True, email="aino@example.org")
    assert feedback.outbox.filter(template=MailTemplate.RETURN).exists()

    page = client.get(path(feedback)).content.decode()
    assert "Poista haukkumasana" in page
    assert "Viesti loukkaa toista" in page
    # No second form, in which a correction would be an addition that answers nothing.
    assert page.count("<textarea") == 0
    late = client.post(path(feedback), {"text": "Lisäys"})
    assert (late.status_code, state(feedback)) == (409, S.WAITING)
    assert "Lisäys" in late.content.decode()
    client.post(path(feedback, "korjaa/"), {"text": "Palvelu oli hidasta."})

    feedback = reload(feedback)
    assert (feedback.state, feedback.rule) == (S.RECEIVED, "")
    assert feedback.message == "Palvelu oli hidasta."


def test_what_is_not_corrected_in_time_is_refused_and_can_be_reviewed(client):
    moderator = UserFactory(moderator=True)
    feedback = FeedbackFactory(returned=True, email="aino@example.org", staff=moderator)
    assert clock.take_up_unanswered(timezone.now() + timedelta(days=13)) == 0

    assert clock.take_up_unanswered(timezone.now() + timedelta(days=15)) == 1

    feedback = reload(feedback)
    assert (feedback.state, feedback.rule) == (S.REJECTED, "insult")
    assert feedback.outbox.filter(template=MailTemplate.LAPSED).exists()
    page = client.get(path(feedback, "?kieli=en")).content.decode()
    assert "You did not correct your message in time" in page
    services.ask_for_review(submission=feedback)
    with pytest.raises(services.FourEyes):
        services.overturn(submission=feedback, user=moderator)
    services.overturn(submission=feedback, user=UserFactory(moderator=True))
    assert reload(feedback).state == S.HANDLING


def test_a_return_by_a_rule_alone_sends_its_words(client):
    client.force_login(UserFactory(moderator=True))
    feedback = FeedbackFactory(screening=True, language="sv")

    nothing = decide(client, feedback, "return")
    assert "correction" in nothing.context["form"].errors
    decide(client, feedback, "return", return_rule="threat")

    assert "hot" in Message.objects.get(kind=MessageKind.RETURN).text
    assert reload(feedback).rule == "threat"


@pytest.mark.parametrize("kind", ["handling", "waiting", "answered"])
def test_only_what_is_being_checked_is_returned(kind):
    feedback = FeedbackFactory(**{kind: True})
    with pytest.raises(services.NotAllowedNow):
        services.return_for_correction(
            submission=feedback, user=UserFactory(), text="x"
        )


def test_the_mail_tells_until_when_a_review_can_be_asked_for():
    FeedbackFactory(rejected=True, email="aino@example.org", language="en")
    mail = OutboxMail.objects.get(template=MailTemplate.REJECTION)
    body = make(mail, "aino@example.org").body
    assert "Ask for a review on the same page by" in " ".join(body.split())
