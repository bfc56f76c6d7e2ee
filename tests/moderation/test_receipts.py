"""The sender's own page: read, answer, add, correct, withdraw, and nobody else."""

import logging
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone, translation

from core.logging import HideReceiptTokens
from moderation import outbox, presenters, references, services
from moderation.enums import MessageKind, SubmissionState
from moderation.models import Message
from moderation.receipt_notices import DONE
from tests.factories import pages
from tests.factories.feedback_forms import FeedbackFactory
from tests.factories.users import UserFactory
from tests.moderation.test_services import handled, reload, screened, sent

pytestmark = pytest.mark.django_db

S = SubmissionState


@pytest.fixture(autouse=True)
def site():
    pages.home_page()


def path(submission, rest: str = "") -> str:
    return references.receipt_path(submission) + rest


def test_receipt_shows_the_message_and_keeps_private(client):
    feedback = sent(message="Milloin saan ajan?")
    response = client.get(path(feedback))
    assert response.status_code == 200
    assert "Milloin saan ajan?" in response.content.decode()
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "noindex" in response["X-Robots-Tag"]


@pytest.mark.parametrize(
    "rest", ["", "korjaa/", "peru/", "auttoiko/", "parantuiko/", "julkaisu/"]
)
def test_a_wrong_token_opens_nothing(client, rest):
    feedback, other = sent(message="KANARIA"), sent(message="toinen")
    wrong = references.receipt_path(feedback).replace(
        references.token(feedback), references.token(other)
    )
    for response in (
        client.get(wrong + rest),
        client.post(wrong + rest, {"text": "x"}),
    ):
        assert response.status_code == 404
        assert "KANARIA" not in response.content.decode()


def test_raising_the_version_revokes_the_link(client):
    feedback = sent()
    old = path(feedback)
    feedback.token_version += 1
    feedback.save()
    assert client.get(old).status_code == 404
    assert client.get(path(feedback)).status_code == 200


@pytest.mark.parametrize("rest", ["", "korjaa/", "peru/", "?vastattu", "?kieli=xx"])
def test_a_get_changes_nothing(client, rest):
    feedback = screened()
    before = (feedback.version, feedback.state)
    assert client.get(path(feedback, rest)).status_code == 200
    feedback = reload(feedback)
    assert (feedback.version, feedback.state) == before


@pytest.mark.parametrize(
    "rest", ["", "korjaa/", "peru/", "auttoiko/", "parantuiko/", "julkaisu/"]
)
def test_other_methods_are_refused(client, rest):
    assert client.put(path(sent(), rest)).status_code == 405


@pytest.mark.parametrize("language", ["fi", "sv", "en", "fi-simple"])
def test_speaks_the_language_of_the_sender_and_can_switch(client, language):
    feedback = sent(language=language)
    html = client.get(path(feedback)).content.decode()
    assert f'<html lang="{language[:2]}"' in html
    assert '<html lang="en"' in client.get(path(feedback, "?kieli=en")).content.decode()


def test_a_question_is_answered(client):
    feedback = screened()
    services.ask(submission=feedback, user=UserFactory(), text="Missä asioit?")
    assert "Missä asioit?" in client.get(path(feedback)).content.decode()
    response = client.post(path(feedback), {"text": "Hervannassa."})
    assert response.status_code == 302
    assert Message.objects.get(kind=MessageKind.ANSWER).text == "Hervannassa."
    assert reload(feedback).state == S.SCREENING


@pytest.mark.parametrize("state", ["waiting", "returned"])
def test_nothing_is_promised_while_we_wait_for_the_sender(state):
    # By the time that we wait all that we promised is due later.
    feedback = FeedbackFactory(**{state: True})
    with translation.override("en"):
        line = presenters.steps(feedback, timezone.now())
    assert [step.status for step in line] == ["done", "now", "next", "next"]
    assert line[1].text.startswith("we are waiting")
    assert line[3].text == ""


def test_a_promise_that_was_not_kept_is_no_longer_on_the_line():
    now = timezone.now()
    on_time, late = FeedbackFactory(screening=True), FeedbackFactory(screening=True)
    late.screen_by = late.answer_by = now - timedelta(days=1)
    assert [step.text for step in presenters.steps(late, now)[1:]] == [
        "",
        late.handler_name,
        "",
    ]
    assert all(step.text for step in presenters.steps(on_time, now)[1:])


def test_decisions_are_signed_by_the_county_and_replies_by_the_unit(client):
    def signed(feedback):
        html = client.get(path(feedback)).content.decode()
        return f"<strong>{feedback.handler_name}</strong>" in html

    assert not signed(FeedbackFactory(returned=True))
    assert not signed(FeedbackFactory(rejected=True))
    assert signed(FeedbackFactory(waiting=True))
    assert signed(FeedbackFactory(answered=True))


def test_thanks_has_the_whole_address_for_paper(client):
    feedback = sent()
    address = f'<p class="on-paper">{references.receipt_url(feedback)}</p>'
    assert address in client.get(path(feedback, "?kiitos")).content.decode()
    assert address not in client.get(path(feedback)).content.decode()


@pytest.mark.parametrize("done", DONE)
def test_what_was_done_gets_the_focus_and_is_the_pages_title(client, done):
    html = client.get(path(sent(), f"?{done}")).content.decode()
    assert '<div class="notice success" tabindex="-1" autofocus>' in html
    assert f"<title>{DONE[done]} P-" in html


def test_something_can_be_added(client):
    feedback = handled()
    client.post(path(feedback), {"text": "Lisään vielä."})
    assert Message.objects.get(kind=MessageKind.ADDITION).text == "Lisään vielä."


@pytest.mark.parametrize("text", ["", "   ", "x" * 5001])
def test_a_bad_addition_gets_words(client, text):
    response = client.post(path(sent()), {"text": text})
    assert response.status_code == 422
    assert 'class="error-summary"' in response.content.decode()


def test_what_was_too_late_to_add_is_shown_back(client):
    feedback = handled(publication_consent=False)
    services.reply(submission=feedback, user=UserFactory(), text="Vastaus")
    response = client.post(path(feedback), {"text": "Myöhäinen lisäys"})
    assert response.status_code == 409
    assert "Myöhäinen lisäys" in response.content.decode()
    assert not Message.objects.filter(kind=MessageKind.ADDITION).exists()


def test_the_text_is_corrected_and_checked_anew(client):
    feedback = screened()
    assert feedback.message in client.get(path(feedback, "korjaa/")).content.decode()
    client.post(path(feedback, "korjaa/"), {"text": "Korjattu"})
    feedback = reload(feedback)
    assert (feedback.message, feedback.state) == ("Korjattu", S.RECEIVED)


def test_an_answered_message_is_not_corrected_and_the_text_shown_back(client):
    feedback = handled(publication_consent=False)
    services.reply(submission=feedback, user=UserFactory(), text="Vastaus")
    response = client.post(path(feedback, "korjaa/"), {"text": "Liian myöhään"})
    assert response.status_code == 409
    assert "Liian myöhään" in response.content.decode()
    assert reload(feedback).message != "Liian myöhään"


def test_withdrawing_takes_two_steps(client):
    feedback = screened(message="KANARIA")
    assert client.get(path(feedback, "peru/")).status_code == 200
    assert reload(feedback).state == S.SCREENING
    assert client.post(path(feedback, "peru/")).status_code == 302
    assert reload(feedback).state == S.WITHDRAWN
    html = client.get(path(feedback)).content.decode()
    assert "KANARIA" not in html
    assert client.post(path(feedback, "peru/")).status_code == 302


def test_the_reply_is_read_there(client):
    feedback = handled()
    services.reply(submission=feedback, user=UserFactory(), text="Ensi viikolla.")
    assert "Ensi viikolla." in client.get(path(feedback)).content.decode()


def test_a_refusal_tells_why_and_how_to_mend(client):
    feedback = screened(language="en")
    services.reject(
        submission=feedback,
        user=UserFactory(),
        rule="insult",
        explanation="Second line.",
    )
    html = client.get(path(feedback)).content.decode()
    assert "The message insults someone" in html
    assert "Remove the insult" in html
    assert "Second line." in html


@pytest.mark.parametrize(
    ("consent", "heading"),
    [
        (True, "We did not publish your message"),
        (False, "We cannot handle your message as it is"),
    ],
)
def test_publication_is_spoken_of_to_who_wanted_it(client, consent, heading):
    feedback = FeedbackFactory(
        rejected=True,
        email="aino@example.org",
        language="en",
        publication_consent=consent,
    )
    html = client.get(path(feedback)).content.decode()
    assert f"<h1>{heading}</h1>" in html
    assert ("let us publish" in html) == consent
    outbox.send_due()
    subject, body = mail.outbox[-1].subject, mail.outbox[-1].body
    assert ("publish" in subject) == ("let us publish" in " ".join(body.split()))
    assert ("publish" in subject) == consent


def test_staff_names_are_not_shown(client):
    feedback = handled()
    user = UserFactory(first_name="Tunnistettava", last_name="Virkanainen")
    services.reply(submission=feedback, user=user, text="Ensi viikolla.")
    html = client.get(path(feedback)).content.decode()
    assert "Tunnistettava" not in html
    assert "Virkanainen" not in html


def test_spam_looks_to_its_sender_like_any_message(client):
    feedback = screened()
    services.mark_spam(submission=feedback, user=UserFactory())
    html = client.get(path(feedback, "?kieli=en")).content.decode()
    assert "spam" not in html.lower().replace("spam folder", "")
    assert "We are checking your message" in html


def test_the_token_stays_out_of_logs():
    feedback = sent()
    record = logging.LogRecord(
        "django.server",
        20,
        "",
        0,
        '"%s" %s',
        (f"GET {path(feedback)} HTTP/1.1", "200"),
        None,
    )
    HideReceiptTokens().filter(record)
    assert references.token(feedback) not in record.getMessage()
    assert feedback.reference in record.getMessage()


@pytest.mark.parametrize(
    "address", ["/seuranta/P%00/x/", "/seuranta/P-2026-7K3M/x/", "/seuranta/a/b/c/"]
)
def test_what_is_no_receipt_does_not_reach_the_database(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("rest", ["", "korjaa/"])
def test_writing_without_end_is_stopped_and_the_text_kept(client, rest):
    feedback = sent()
    for number in range(20):
        assert (
            client.post(path(feedback), {"text": f"Lisäys {number}"}).status_code == 302
        )
    response = client.post(path(feedback, rest), {"text": "Yksi liikaa"})
    assert response.status_code == 429
    assert "Yksi liikaa" in response.content.decode()


def test_a_chosen_language_is_kept_to_the_end(client):
    feedback = sent()
    html = client.get(path(feedback, "?kieli=sv")).content.decode()
    assert "korjaa/?kieli=sv" in html
    assert "peru/?kieli=sv" in html
    assert (
        '<html lang="sv"'
        in client.get(path(feedback, "peru/?kieli=sv")).content.decode()
    )
    sent_on = client.post(path(feedback, "?kieli=sv"), {"text": "Tillägg"})
    assert sent_on["Location"].endswith("?lisatty&kieli=sv")
    empty = client.post(path(feedback, "?kieli=sv"), {"text": ""}).content.decode()
    assert '<html lang="sv"' in empty
