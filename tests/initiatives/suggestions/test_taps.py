"""One tap: counted once for a browser, within limits, taken back; and no cookie elsewhere."""

import re
from datetime import timedelta

import pytest
from captcha.models import CaptchaStore
from django.core import signing
from django.test import Client, RequestFactory
from django.utils import timezone
from freezegun import freeze_time

from initiatives.enums import Kind, Stage
from initiatives.models import InitiativeSettings, Support
from initiatives.suggestions.marks import COOKIE, SALT
from initiatives.suggestions.services import give_tap
from initiatives.suggestions.taps import tap_url
from initiatives.suggestions.views import tap
from moderation import services
from moderation.services import NotAllowedNow
from tests.factories import pages
from tests.factories.initiatives import InitiativeFactory
from tests.feedback_forms.test_views import form_id

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def page():
    return pages.initiatives_page()


@pytest.fixture
def suggestion():
    return InitiativeFactory(kind=Kind.SUGGESTION, at=Stage.RECEIVED, title="Penkki")


def count(suggestion):
    suggestion.refresh_from_db()
    assert suggestion.support_count == suggestion.supports.counted().count()
    return suggestion.support_count


def test_one_tap_counts_and_thanks(client, suggestion):
    response = client.post(tap_url(suggestion, "fi"), follow=True)

    assert response.status_code == 200
    assert b'name="undo"' in response.content
    assert count(suggestion) == 1
    support = Support.objects.get()
    assert (support.name, support.email, support.language) == ("", "", "fi")


def test_browser_counts_once_however_often_it_taps_and_in_whatever_language(
    client, suggestion
):
    for language in ("fi", "sv", "en", "fi-simple", "fi"):
        client.post(tap_url(suggestion, language))
    assert count(suggestion) == 1


def test_two_browsers_are_two(suggestion):
    for _ in range(2):
        Client().post(tap_url(suggestion, "fi"))
    assert count(suggestion) == 2


def test_same_form_sent_twice_by_a_new_browser_counts_once(suggestion):
    shown = form_id()
    for _ in range(2):
        Client().post(tap_url(suggestion, "fi"), {"form_id": shown})
    assert count(suggestion) == 1


def test_cookie_is_signed_and_goes_to_taps_alone(client, suggestion):
    assert not client.get(tap_url(suggestion, "fi")).cookies

    cookie = client.post(tap_url(suggestion, "fi")).cookies[COOKIE]

    assert cookie["path"] == "/aloite/tuki/"
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    mark = signing.Signer(salt=SALT).unsign(cookie.value)
    assert mark not in str(Support.objects.values().get())


def test_forged_mark_is_none(client, suggestion):
    client.post(tap_url(suggestion, "fi"))
    stranger = Client()
    stranger.cookies[COOKIE] = "a" * 32 + ":forged"
    stranger.post(tap_url(suggestion, "fi"), {"undo": "1"})
    assert count(suggestion) == 1


def test_tap_is_taken_back_and_given_anew(client, suggestion):
    address = tap_url(suggestion, "fi")
    client.post(address)
    client.post(address, {"undo": "1"})
    client.post(address, {"undo": "1"})
    assert count(suggestion) == 0
    client.post(address)
    assert count(suggestion) == 1


def test_get_changes_nothing(client, suggestion):
    assert client.get(tap_url(suggestion, "fi")).status_code == 200
    assert client.get(f"{tap_url(suggestion, 'fi')}?kiitos").status_code == 200
    assert count(suggestion) == 0
    assert client.put(tap_url(suggestion, "fi")).status_code == 405


def test_page_of_the_suggestion_takes_the_tap_along(page, suggestion):
    factory = RequestFactory()
    got = tap(factory.get("/"), page, suggestion)
    posted = tap(factory.post("/"), page, suggestion)
    assert (got.status_code, posted.status_code) == (302, 307)
    assert got["Location"] == posted["Location"] == tap_url(suggestion, "fi")


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_SEC_FETCH_SITE": "cross-site"},
        {"HTTP_ORIGIN": "https://evil.example"},
    ],
)
def test_page_of_another_site_cannot_tap(client, suggestion, headers):
    assert client.post(tap_url(suggestion, "fi"), **headers).status_code == 403
    assert count(suggestion) == 0


def test_machine_is_told_nothing(client, suggestion):
    response = client.post(tap_url(suggestion, "fi"), {"website": "x"})
    assert response.status_code == 302
    assert count(suggestion) == 0


@pytest.mark.parametrize(
    "stage", [Stage.MADE, Stage.SCREENING, Stage.CORRECTION, Stage.REJECTED]
)
def test_what_is_not_public_has_no_tap(client, stage):
    hidden = InitiativeFactory(kind=Kind.SUGGESTION, at=stage, title="Kanarialintu")
    for response in (
        client.get(tap_url(hidden, "fi")),
        client.post(tap_url(hidden, "fi")),
    ):
        assert response.status_code == 404
        assert "Kanarialintu" not in response.content.decode()
    assert not Support.objects.exists()


def test_statutory_initiative_has_no_tap(client):
    initiative = InitiativeFactory(at=Stage.COLLECTING)
    assert client.post(tap_url(initiative, "fi")).status_code == 404


def test_ended_suggestion_says_so(client):
    ended = InitiativeFactory(kind=Kind.SUGGESTION, at=Stage.NOT_NOW)
    response = client.post(tap_url(ended, "fi"))
    assert response.status_code == 409
    assert count(ended) == 0
    with pytest.raises(NotAllowedNow):
        give_tap(suggestion=ended, mark="a", language="fi", now=timezone.now())


def test_withdrawn_suggestion_is_gone(client, suggestion):
    services.withdraw(submission=suggestion)
    assert client.post(tap_url(suggestion, "fi")).status_code == 404


# -- Stuffing ------------------------------------------------------------------


def solved(response):
    """The question of the page, and its answer."""
    html = response.content.decode()
    key = re.search(r'name="captcha_key" value="(\w+)"', html)[1]
    shown = re.search(r'name="form_id" value="([^"]+)"', html)[1]
    answer = CaptchaStore.objects.get(hashkey=key).response
    return {"captcha_key": key, "captcha_answer": answer, "form_id": shown}


@pytest.mark.slow
def test_thousand_tries_of_one_address_give_no_more_than_its_limit(suggestion):
    most = InitiativeSettings.current().taps_per_day
    address = tap_url(suggestion, "fi")
    statuses = set()
    # In the middle of a day: at its end the address begins anew.
    noon = timezone.now().replace(hour=10) + timedelta(days=1)
    with freeze_time(noon, tick=True):
        for _ in range(1000):
            client = Client()
            response = client.post(address)
            # A machine that can read: it answers every question that it is asked.
            if response.status_code == 422:
                response = client.post(address, solved(response))
            statuses.add(response.status_code)
    assert count(suggestion) == most
    assert statuses == {302, 429}


def test_question_comes_on_suspicion_and_a_wrong_answer_counts_nothing(suggestion):
    address = tap_url(suggestion, "fi")
    for _ in range(5):
        Client().post(address)
    client = Client()
    asked = client.post(address)
    wrong = client.post(address, {**solved(asked), "captcha_answer": "99"})
    assert (asked.status_code, wrong.status_code) == (422, 422)
    assert count(suggestion) == 5
    assert client.post(address, solved(wrong)).status_code == 302
    assert count(suggestion) == 6


def test_address_cannot_go_from_suggestion_to_suggestion(suggestion):
    settings = InitiativeSettings.load()
    settings.taps_per_day = 1
    settings.save()
    many = [
        InitiativeFactory(kind=Kind.SUGGESTION, at=Stage.RECEIVED) for _ in range(6)
    ]
    statuses = [Client().post(tap_url(each, "fi")).status_code for each in many]
    assert statuses == [302] * 5 + [429]


def test_mark_is_one_person_for_all_suggestions_and_limits_are_of_each(client):
    many = [
        InitiativeFactory(kind=Kind.SUGGESTION, at=Stage.RECEIVED) for _ in range(3)
    ]
    for each in many:
        client.post(tap_url(each, "fi"))
    assert [count(each) for each in many] == [1, 1, 1]
    assert Support.objects.values("email_hash").distinct().count() == 1
