"""Every cell of the table of states, and what each write leaves behind."""

import itertools
import uuid

import pytest
from wagtail.models import Revision, WorkflowState

from feedback_forms.models import Feedback
from moderation import services
from moderation.enums import (
    ENDED,
    OPEN,
    TRANSITIONS,
    Action,
    MailTemplate,
    MessageKind,
    SubmissionState,
)
from moderation.models import AuditEvent, Contact, Message, OutboxMail
from moderation.services.base import move
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db

S = SubmissionState


def sent(**fields) -> Feedback:
    """Feedback as the form stores it."""
    email = fields.pop("email", "aino@example.org")
    values = {
        "role": "client",
        "kind": "question",
        "message": "Milloin saan ajan?",
        "language": "fi",
        "wants_reply": True,
        "publication_consent": True,
    }
    feedback = Feedback(**{**values, **fields})
    return services.receive(
        submission=feedback, email=email, nonce=uuid.uuid4()
    ).submission


def screened(**fields) -> Feedback:
    feedback = sent(**fields)
    services.start_screening(submission=feedback)
    return reload(feedback)


def handled(**fields) -> Feedback:
    feedback = screened(**fields)
    services.approve(submission=feedback, user=UserFactory())
    return reload(feedback)


def reload(feedback) -> Feedback:
    return Feedback.objects.get(pk=feedback.pk)


def workflow_status(feedback) -> str | None:
    state = WorkflowState.objects.for_instance(feedback).order_by("-pk").first()
    return state.status if state else None


@pytest.mark.parametrize(("old", "new"), list(itertools.product(S, S)))
def test_only_what_the_table_allows(old, new):
    feedback = sent()
    Feedback.objects.filter(pk=feedback.pk).update(state=old)
    feedback = reload(feedback)
    if new in TRANSITIONS[old]:
        move(feedback, new)
        assert reload(feedback).state == new
    else:
        with pytest.raises(services.NotAllowedNow):
            move(feedback, new)
        assert reload(feedback).state == old


def test_every_state_is_in_the_table_and_either_open_or_ended():
    assert set(TRANSITIONS) == set(S)
    assert {*OPEN, *ENDED} == set(S)
    assert not OPEN & ENDED


def test_receiving_stores_all_that_must_not_be_lost():
    feedback = sent()
    assert feedback.state == S.RECEIVED
    assert feedback.reference.startswith("P-")
    assert Contact.objects.get().email == "aino@example.org"
    assert OutboxMail.objects.get().template == MailTemplate.RECEIPT


def test_without_address_there_is_no_contact_and_no_mail():
    sent(email="")
    assert not Contact.objects.exists()
    assert not OutboxMail.objects.exists()


def test_same_nonce_gives_the_first_receipt():
    nonce = uuid.uuid4()
    first = services.receive(
        submission=Feedback(message="a", language="fi"), nonce=nonce
    )
    second = services.receive(
        submission=Feedback(message="b", language="fi"), nonce=nonce
    )
    assert (first.created, second.created) == (True, False)
    assert first.submission == second.submission
    assert Feedback.objects.count() == 1


def test_screening_starts_once():
    feedback = sent()
    assert services.start_screening(submission=feedback)
    assert not services.start_screening(submission=feedback)
    assert reload(feedback).state == S.SCREENING
    assert workflow_status(feedback) == "in_progress"


def test_the_whole_way_to_publication_by_two_people():
    feedback = handled()
    assert feedback.state == S.HANDLING
    writer, second = UserFactory(), UserFactory()
    services.reply(submission=feedback, user=writer, text="Ensi viikolla.")
    feedback = reload(feedback)
    assert feedback.state == S.PUBLICATION
    assert not Feedback.objects.public().exists()
    with pytest.raises(services.FourEyes):
        services.approve_publication(submission=feedback, user=writer)
    services.approve_publication(submission=feedback, user=second)
    feedback = reload(feedback)
    assert feedback.state == S.ANSWERED
    assert feedback.live
    assert workflow_status(feedback) == "approved"
    assert list(Feedback.objects.public()) == [feedback]


def test_without_consent_a_reply_ends_it_and_nothing_is_public():
    feedback = handled(publication_consent=False)
    services.reply(submission=feedback, user=UserFactory(), text="Ensi viikolla.")
    feedback = reload(feedback)
    assert feedback.state == S.ANSWERED
    assert feedback.live
    assert not Feedback.objects.public().exists()


def test_without_promise_it_can_be_closed():
    feedback = handled(wants_reply=False)
    services.close(submission=feedback, user=UserFactory())
    assert reload(feedback).state == S.CLOSED


def test_a_promised_reply_cannot_be_skipped():
    feedback = handled()
    with pytest.raises(services.NotAllowedNow):
        services.close(submission=feedback, user=UserFactory())
    assert reload(feedback).state == S.HANDLING
    assert workflow_status(feedback) == "in_progress"


def test_declined_publication_is_answered_but_not_public():
    feedback = handled()
    services.reply(submission=feedback, user=UserFactory(), text="Ensi viikolla.")
    services.decline_publication(submission=reload(feedback), user=UserFactory())
    assert reload(feedback).state == S.ANSWERED
    assert not Feedback.objects.public().exists()


def test_unpublished_is_gone_from_the_public():
    feedback = handled()
    services.reply(submission=feedback, user=UserFactory(), text="Ensi viikolla.")
    services.approve_publication(submission=reload(feedback), user=UserFactory())
    services.unpublish(submission=reload(feedback), user=UserFactory())
    assert not Feedback.objects.public().exists()


@pytest.mark.parametrize("make", [screened, handled])
def test_a_question_waits_and_the_answer_goes_on_where_it_was(make):
    feedback = make()
    before = feedback.state
    services.ask(submission=feedback, user=UserFactory(), text="Missä asioit?")
    assert reload(feedback).state == S.WAITING
    services.answer_question(submission=feedback, text="Hervannassa.")
    assert reload(feedback).state == before
    kinds = list(feedback.messages.values_list("kind", flat=True))
    assert kinds == [MessageKind.QUESTION, MessageKind.ANSWER]


def test_a_refusal_tells_the_rule_and_can_be_mended():
    feedback = screened()
    services.reject(
        submission=feedback,
        user=UserFactory(),
        rule="insult",
        explanation="Poista haukkuminen.",
    )
    feedback = reload(feedback)
    assert (feedback.state, feedback.rule) == (S.REJECTED, "insult")
    assert workflow_status(feedback) == "needs_changes"
    services.correct(submission=feedback, text="Kohtelu oli huonoa.")
    feedback = reload(feedback)
    assert (feedback.state, feedback.rule) == (S.RECEIVED, "")
    services.start_screening(submission=feedback)
    assert reload(feedback).state == S.SCREENING
    assert WorkflowState.objects.active().for_instance(feedback).count() == 1


def test_what_is_published_is_the_corrected_text():
    feedback = handled()
    services.correct(submission=feedback, text="Korjattu teksti")
    services.start_screening(submission=feedback)
    services.approve(submission=feedback, user=UserFactory())
    services.reply(submission=feedback, user=UserFactory(), text="Vastaus")
    services.approve_publication(submission=feedback, user=UserFactory())
    assert Feedback.objects.public().get().message == "Korjattu teksti"


def test_spam_leaves_the_queue_and_can_come_back():
    feedback = screened()
    services.mark_spam(submission=feedback, user=UserFactory())
    assert reload(feedback).state == S.SPAM
    assert workflow_status(feedback) == "cancelled"
    services.restore(submission=feedback, user=UserFactory())
    assert reload(feedback).state == S.RECEIVED


def test_withdrawing_erases_every_word_and_the_address():
    feedback = handled(message="KANARIA")
    services.add(submission=feedback, text="KANARIA 2")
    services.withdraw(submission=reload(feedback))
    feedback = reload(feedback)
    assert feedback.state == S.WITHDRAWN
    assert feedback.message == ""
    assert not Contact.objects.exists()
    assert not Message.objects.filter(submission=feedback).exists()
    assert not any(
        "KANARIA" in str(revision.content) for revision in Revision.objects.all()
    )
    assert not OutboxMail.objects.filter(sent_at=None).exists()


@pytest.mark.parametrize("state", sorted(ENDED))
def test_no_act_of_staff_on_what_has_ended(state):
    feedback = screened()
    Feedback.objects.filter(pk=feedback.pk).update(state=state)
    user = UserFactory()
    with pytest.raises(services.NotAllowedNow):
        services.approve(submission=feedback, user=user)
    with pytest.raises(services.NotAllowedNow):
        services.reply(submission=feedback, user=user, text="x")
    with pytest.raises(services.NotAllowedNow):
        services.ask(submission=feedback, user=user, text="x")


def test_of_two_people_the_second_is_told():
    feedback = screened()
    seen = feedback.version
    services.approve(submission=feedback, user=UserFactory(), version=seen)
    with pytest.raises(services.Conflict):
        services.reject(
            submission=feedback, user=UserFactory(), rule="threat", version=seen
        )
    assert reload(feedback).state == S.HANDLING


def test_the_log_knows_who_did_what_and_no_words():
    user = UserFactory()
    feedback = screened(message="KANARIA")
    services.reject(
        submission=feedback, user=user, rule="insult", explanation="KANARIA toinen"
    )
    events = AuditEvent.objects.filter(reference=feedback.reference).order_by("pk")
    assert [event.action for event in events] == [
        Action.RECEIVED,
        Action.STARTED,
        Action.REJECTED,
    ]
    assert events[2].user == user
    assert events[2].detail == "insult"
    assert not any("KANARIA" in str(vars(event)) for event in events)


def test_the_log_is_never_changed():
    sent()
    event = AuditEvent.objects.get()
    with pytest.raises(TypeError):
        event.save()
    with pytest.raises(TypeError):
        event.delete()


def test_nothing_is_stored_when_the_transaction_fails(monkeypatch):
    # A reference that is taken six times over: the last way in which storing can fail.
    taken = sent().reference
    from moderation.services import sender

    monkeypatch.setattr(sender, "new_reference", lambda *args, **kwargs: taken)
    with pytest.raises(RuntimeError):
        sent()
    assert Feedback.objects.count() == 1
    assert Contact.objects.count() == 1


def test_revision_brings_back_the_text_and_today_state():
    feedback = handled()
    again = feedback.get_latest_revision_as_object()
    assert isinstance(again, Feedback)
    assert again.state == S.HANDLING
    assert again.message == feedback.message
