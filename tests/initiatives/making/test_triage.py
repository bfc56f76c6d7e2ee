"""The right channel: four ways, and what was written goes along without being stored."""

import pytest

from core.models import CountySettings
from initiatives.models import Draft
from tests.factories import pages

pytestmark = pytest.mark.django_db

URL = "/aloitteet/aloita/"
OWN = f"{URL}oma-asia/"
TEXT = "Pysäkiltä on pitkä matka.\nMatkalla ei voi levätä."
WAYS = {
    "aloite": "/aloitteet/tee/",
    "ehdotus": "/aloitteet/ehdota/",
    "palaute": "/anna-palautetta/",
    "oma": OWN,
}


@pytest.fixture(autouse=True)
def _site():
    pages.initiatives_page(), pages.feedback_page()


def chosen(choice="", text=""):
    return {"right_channel": "1", "choice": choice, "proposal": text}


@pytest.mark.parametrize("choice", WAYS)
def test_each_choice_leads_on(client, choice):
    response = client.post(URL, chosen(choice))

    assert (response.status_code, response["Location"]) == (302, WAYS[choice])


@pytest.mark.parametrize("choice", WAYS)
def test_what_was_written_goes_along_by_post(client, choice):
    response = client.post(URL, chosen(choice, TEXT))

    # The browser sends the same again; the address tells nothing of it.
    assert (response.status_code, response["Location"]) == (307, WAYS[choice])


@pytest.mark.parametrize("choice", ["aloite", "palaute", "oma"])
def test_next_page_has_the_text(client, choice):
    response = client.post(WAYS[choice], chosen(choice, TEXT))

    assert response.status_code == 200
    assert "Pysäkiltä on pitkä matka." in response.content.decode()
    assert response["Cache-Control"] == "no-store"
    assert not Draft.objects.exists()


def test_feedback_takes_it_as_its_text(client):
    response = client.post(WAYS["palaute"], chosen("palaute", TEXT))

    form = response.context["form"]
    assert not form.is_bound
    assert form["message"].value() == TEXT


@pytest.mark.parametrize("name", ["message", "proposal", "text"])
def test_text_comes_back_from_a_form_that_was_the_wrong_one(client, name):
    response = client.post(URL, {name: TEXT, "place": "unknown"})

    assert response.status_code == 200
    assert response.context["text"] == TEXT
    assert not response.context["form"].errors


@pytest.mark.parametrize("choice", ["", "x", "\x00"])
def test_no_choice_is_said_in_words_and_keeps_the_text(client, choice):
    response = client.post(URL, chosen(choice, TEXT))

    assert response.status_code == 422
    assert response.context["text"] == TEXT
    assert response.context["form"].error_list()[0]["href"] == "#id_choice_0"


def test_without_a_page_for_feedback_nobody_is_lost(client):
    pages.feedback_page().delete()

    assert client.post(URL, chosen("palaute"))["Location"] == OWN


def test_personal_matter_names_the_countys_contacts(client):
    CountySettings.objects.create(phone="03 123 4567", email="apu@example.org")

    words = client.get(OWN).content.decode()

    for wanted in ("tel:112", "tel:116117", "03 123 4567", "mailto:apu@example.org"):
        assert wanted in words
    assert f'action="{URL}"' in words


@pytest.mark.parametrize("url", [URL, OWN, WAYS["aloite"]])
def test_page_with_a_form_is_not_kept_in_the_cache(client, url):
    assert client.get(url)["Cache-Control"] == "no-cache"
