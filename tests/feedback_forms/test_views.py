"""Giving feedback: the whole way of a form, right and wrong."""

from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone
from django.utils.translation import gettext, override
from freezegun import freeze_time

from core.models import CacheVersion
from feedback_forms.models import Feedback
from moderation import intake
from moderation.enums import Flag, SubmissionState
from moderation.models import Contact, Counter, ModerationSettings, OutboxMail
from tests.factories import pages

pytestmark = pytest.mark.django_db

URL = "/anna-palautetta/"


def form_id(age: timedelta = timedelta(minutes=1)) -> str:
    """A form as it was shown a while ago."""
    with freeze_time(timezone.now() - age):
        return intake.new_form_id()


def answers(**changes):
    data = {
        "form_id": form_id(),
        "role": "client",
        "place": "unknown",
        "kind": "criticism",
        "message": "Odotin takaisinsoittoa koko päivän.",
        "recommendation": "4",
        "wants_reply": "yes",
        "email": "aino@example.org",
        "publish": "yes",
    }
    return {**data, **changes}


@pytest.fixture
def form_page():
    return pages.feedback_page()


def test_get_shows_the_form(client, form_page):
    response = client.get(URL)
    assert response.status_code == 200
    assert b'name="message"' in response.content


def test_sent_feedback_is_stored_and_acknowledged(client, form_page):
    unit = pages.service_unit()
    response = client.post(URL, answers(place=f"unit-{unit.pk}"))
    feedback = Feedback.objects.get()
    assert response.status_code == 302
    assert feedback.reference in response["Location"]
    assert feedback.message == "Odotin takaisinsoittoa koko päivän."
    assert (feedback.unit, feedback.service_area) == (unit, unit.service_area)
    assert feedback.recommendation.score == 4
    assert feedback.publication_consent
    assert feedback.contact.email == "aino@example.org"
    assert (
        OutboxMail.objects.filter(submission=feedback, template="receipt").count() == 1
    )


def test_receipt_answers_with_thanks(client, form_page):
    response = client.post(URL, answers(), follow=True)
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert Feedback.objects.get().reference in response.content.decode()


def test_address_is_not_stored_in_clear_or_without_wish(client, form_page):
    client.post(URL, answers(wants_reply="no"))
    assert not Contact.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("role", ""),
        ("role", "king"),
        ("place", ""),
        ("place", "unit-999999"),
        ("kind", ""),
        ("message", ""),
        ("message", "x" * 5001),
        ("wants_reply", ""),
        ("email", ""),
        ("email", "aino.esimerkki"),
        ("publish", ""),
        ("recommendation", "11"),
    ],
)
def test_bad_input_gets_words_and_loses_nothing(client, form_page, field, value):
    data = answers(**{field: value})
    response = client.post(URL, data)
    html = response.content.decode()
    assert response.status_code == 422
    assert 'class="error-summary"' in html
    assert f"id_{field}" in html
    if field != "message":
        assert data["message"] in html
    assert not Feedback.objects.exists()


def test_same_form_sent_twice_is_one_row_and_one_receipt(client, form_page):
    data = answers()
    first, second = client.post(URL, data), client.post(URL, data)
    assert Feedback.objects.count() == 1
    assert first["Location"] == second["Location"]


def test_going_back_and_sending_another_text_loses_neither(client, form_page):
    data = answers()
    first = client.post(URL, data)
    changed = {**data, "message": "Lisäksi odotustila oli kylmä."}
    second, again = client.post(URL, changed), client.post(URL, changed)
    assert Feedback.objects.count() == 2
    assert first["Location"] != second["Location"]
    assert second["Location"] == again["Location"]


def test_same_words_in_a_new_form_are_noticed_but_not_refused(client, form_page):
    client.post(URL, answers())
    again = answers()
    response = client.post(URL, again)
    reference = Feedback.objects.get().reference
    assert response.status_code == 422
    assert reference in response.content.decode()
    accept = response.context["verdict"].accept_value
    assert client.post(URL, {**again, "accept": accept}).status_code == 302
    assert Feedback.objects.count() == 2


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("Tunnukseni on 131052-308T.", Flag.IDENTITY_CODE),
        ("Soita 040 123 4567.", Flag.PHONE),
        ("Kirjoita aino@example.org.", Flag.EMAIL),
        ("Asun osoitteessa Koivukatu 12 A 3.", Flag.ADDRESS),
        ("Naapurini Pekka Virtanen on alkoholisti.", Flag.HEALTH_NAME),
    ],
)
def test_personal_data_in_the_text_is_warned_of_once(client, form_page, text, flag):
    data = answers(message=text)
    response = client.post(URL, data)
    assert response.status_code == 422
    assert [found.flag for found in response.context["verdict"].findings] == [flag]
    assert text in response.content.decode()
    assert not Feedback.objects.exists()
    accept = response.context["verdict"].accept_value
    assert client.post(URL, {**data, "accept": accept}).status_code == 302
    assert Feedback.objects.get().flags == [flag]


def test_a_warning_says_what_to_remove(client, form_page):
    page = client.post(URL, answers(message="Pekka Virtasen astma.")).content.decode()
    with override("fi"):
        told = gettext(
            "Your text seems to tell about the health of a person with a name. "
            "Remove the name, or what it says of their health."
        )
    assert told in page


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("Katsokaa www.example.org.", Flag.LINK),
        ("MIKSI KUKAAN EI VASTAA PUHELIMEEN", Flag.SHOUTING),
        ("Ei ei ei ei enää näin", Flag.REPEATED),
        ("Paras nettikasino on täällä", Flag.SPAM),
    ],
)
def test_what_is_for_moderators_alone_stops_nobody(client, form_page, text, flag):
    assert client.post(URL, answers(message=text)).status_code == 302
    feedback = Feedback.objects.get()
    assert feedback.flags == [flag]
    assert feedback.outbox.exists()


def test_a_changed_text_is_looked_at_again(client, form_page):
    data = answers(message="Soita 040 123 4567.")
    accept = client.post(URL, data).context["verdict"].accept_value
    changed = {**data, "message": "Soita 050 123 4567.", "accept": accept}
    assert client.post(URL, changed).status_code == 422


def test_filled_trap_goes_to_the_spam_queue_with_a_receipt(client, form_page):
    response = client.post(URL, answers(website="http://spam.example"))
    assert response.status_code == 302
    assert Flag.SPAM in Feedback.objects.get().flags


@pytest.mark.parametrize("given", ["", "forged:1abc:signature", "\x00"])
def test_a_form_without_our_id_is_asked_a_question_and_keeps_the_text(
    client, form_page, given
):
    response = client.post(URL, answers(form_id=given))
    assert response.status_code == 422
    assert response.context["verdict"].question
    assert "Odotin takaisinsoittoa" in response.content.decode()


def test_too_quick_is_asked_and_the_right_answer_passes(client, form_page):
    data = answers(form_id=form_id(timedelta(seconds=1)))
    verdict = client.post(URL, data).context["verdict"]
    from captcha.models import CaptchaStore

    right = CaptchaStore.objects.get(hashkey=verdict.question.key).response
    data |= {"captcha_key": verdict.question.key, "captcha_answer": right}
    assert client.post(URL, data).status_code == 302
    assert Flag.SPAM not in Feedback.objects.get().flags


def test_wrong_answers_end_in_the_spam_queue_not_in_an_error(client, form_page):
    data = answers(form_id="")
    for _try in range(3):
        response = client.post(URL, data)
        verdict = response.context["verdict"]
        data |= {
            "form_id": response.context["form"].form_id_value,
            "captcha_key": verdict.question.key,
            "captcha_answer": "karhu",
            "wrong_answers": verdict.wrong_answers,
        }
        if _try == 0:
            data["form_id"] = form_id(timedelta(seconds=1))
    assert (
        client.post(URL, {**data, "form_id": form_id(timedelta(seconds=1))}).status_code
        == 302
    )
    assert Flag.SPAM in Feedback.objects.get().flags


def test_many_from_one_address_are_asked(client, form_page):
    for number in range(ModerationSettings.current().most_per_hour):
        assert client.post(URL, answers(message=f"Palaute {number}")).status_code == 302
    response = client.post(URL, answers(message="Vielä yksi"))
    assert response.context["verdict"].question


def test_beyond_the_day_limit_the_text_is_kept(client, form_page):
    settings = ModerationSettings.load()
    settings.most_per_day = 1
    settings.save()
    CacheVersion.objects.all().delete()
    client.post(URL, answers())
    response = client.post(URL, answers(message="Toinen palaute"))
    assert response.status_code == 429
    assert "Toinen palaute" in response.content.decode()


def test_counters_hold_no_address(client, form_page):
    client.post(URL, answers())
    assert Counter.objects.count() == 4
    assert not Counter.objects.filter(key__contains="127.0.0.1").exists()


def test_after_thirty_minutes_nothing_is_lost(client, form_page):
    response = client.post(URL, answers(form_id=form_id(timedelta(minutes=31))))
    assert response.status_code == 302


def test_an_old_cookie_gives_the_form_back_with_all_that_was_typed(form_page):
    strict = Client(enforce_csrf_checks=True)
    response = strict.post(URL, answers())
    html = response.content.decode()
    assert response.status_code == 403
    assert "Odotin takaisinsoittoa koko päivän." in html
    assert "csrfmiddlewaretoken" in html


def test_feedback_on_an_opportunity_is_tied_to_it(client, form_page):
    opportunity = pages.opportunity_page()
    url = f"{URL}?aihe={opportunity.pk}"
    assert opportunity.title in client.get(url).content.decode()
    data = answers()
    del data["place"]
    client.post(url, data)
    feedback = Feedback.objects.get()
    assert feedback.page_id == opportunity.pk
    assert feedback.unit == opportunity.organiser


@pytest.mark.parametrize("asked", ["draft", "coming", "0", "abc", "²", "99999999999"])
def test_feedback_cannot_be_tied_to_what_is_not_public(client, form_page, asked):
    if asked == "draft":
        asked = str(pages.opportunity_page(live=False).pk)
    elif asked == "coming":
        asked = str(pages.opportunity_page(coming=True).pk)
    response = client.get(f"{URL}?aihe={asked}")
    assert response.status_code == 200
    assert response.context["opportunity"] is None


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(client, form_page, method):
    assert getattr(client, method)(URL).status_code == 405


def test_form_in_another_language_is_stored_with_it(client, form_page):
    from wagtail.models import Locale

    pages.home_page("sv")
    translated = form_page.copy_for_translation(Locale.objects.get(language_code="sv"))
    translated.save_revision().publish()
    response = client.post(f"/sv/{translated.slug}/", answers())
    assert response.status_code == 302
    assert Feedback.objects.get().language == "sv"


def test_signed_id_of_another_form_is_not_ours():
    forged = signing.TimestampSigner(salt="other").sign("0" * 32)
    assert intake.read_form_id(forged) is None


def test_state_is_screening_once_the_task_has_run(
    client, form_page, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        client.post(URL, answers())
    assert Feedback.objects.get().state == SubmissionState.SCREENING
