"""Suggesting: the form, similar ones first, and what is stored."""

from datetime import timedelta

import pytest

from initiatives.enums import Kind, Stage
from initiatives.models import Initiative, Initiator
from moderation.enums import SubmissionState
from moderation.models import Contact, ModerationSettings, OutboxMail
from search.services import refresh_source
from tests.factories import pages
from tests.factories.initiatives import InitiativeFactory
from tests.feedback_forms.test_views import form_id

pytestmark = pytest.mark.django_db

URL = "/aloitteet/ehdota/"
TEXT = "Bussipysäkiltä on pitkä matka ylämäkeen, eikä matkalla voi istua."


@pytest.fixture(autouse=True)
def page():
    return pages.initiatives_page()


def answers(**changes):
    data = {
        "form_id": form_id(),
        "title": "Penkki mäen puoliväliin",
        "proposal": TEXT,
        "place": "all",
        "service_area": "",
        "email": "",
    }
    return {**data, **changes}


def test_suggestion_is_stored_without_a_name_and_waits_for_a_moderator(client):
    town, area = pages.municipality(), pages.service_area()

    response = client.post(
        URL, answers(place=str(town.pk), service_area=str(area.pk)), follow=True
    )

    suggestion = Initiative.objects.get()
    assert response.status_code == 200
    assert suggestion.reference in response.content.decode()
    assert (suggestion.kind, suggestion.title) == (
        Kind.SUGGESTION,
        "Penkki mäen puoliväliin",
    )
    assert (suggestion.municipality, suggestion.service_area) == (town, area)
    assert suggestion.wants_reply
    assert suggestion.publication_consent
    assert not suggestion.is_public
    assert not Contact.objects.exists()
    assert not Initiator.objects.exists()


def test_address_gets_the_receipt_and_later_the_stages(client):
    client.post(URL, answers(email="aino@example.org"))

    suggestion = Initiative.objects.get()
    assert suggestion.contact.email == "aino@example.org"
    assert OutboxMail.objects.filter(submission=suggestion).count() == 1
    maker = suggestion.initiators.get()
    assert (maker.email, maker.name, maker.name_public) == (
        "aino@example.org",
        "",
        False,
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", "a" * 101),
        ("proposal", " "),
        ("proposal", "a" * 5001),
        ("place", ""),
        ("place", "999999"),
        ("place", "'; --"),
        ("service_area", "999999"),
        ("email", "aino@"),
    ],
)
def test_mistake_is_told_and_nothing_typed_is_lost(client, field, value):
    response = client.post(URL, answers(**{field: value}))

    assert response.status_code == 422
    html = response.content.decode()
    assert 'class="error-summary' in html
    assert field == "proposal" or TEXT in html
    assert not Initiative.objects.exists()


def test_text_that_was_written_on_the_way_comes_along_and_is_not_stored(client):
    response = client.post(URL, {"proposal": TEXT})

    assert response.status_code == 200
    assert TEXT in response.content.decode()
    assert "error-summary" not in response.content.decode()
    assert not Initiative.objects.exists()


def test_similar_ones_are_shown_before_anything_is_stored(client):
    theirs = InitiativeFactory(
        kind=Kind.SUGGESTION, at=Stage.RECEIVED, title="Penkki mäen päälle"
    )
    hidden = InitiativeFactory(
        kind=Kind.SUGGESTION, at=Stage.SCREENING, title="Penkki mäen alle"
    )
    refresh_source(model=Initiative)

    shown = client.post(URL, answers())

    html = shown.content.decode()
    assert shown.status_code == 422
    assert f"/aloitteet/{theirs.slug}/" in html
    assert TEXT in html
    assert hidden.title not in html
    assert Initiative.objects.count() == 2

    sent = client.post(URL, answers(seen="1"))
    assert sent.status_code == 302
    assert Initiative.objects.count() == 3


def test_similar_ones_cost_the_same_for_one_and_for_many(
    client, django_assert_max_num_queries
):
    for number in range(7):
        InitiativeFactory(
            kind=Kind.SUGGESTION,
            at=Stage.RECEIVED,
            title=f"Penkki mäen päälle {number}",
        )
    refresh_source(model=Initiative)
    client.post(URL, answers())
    with django_assert_max_num_queries(6):
        assert client.post(URL, answers()).status_code == 422


def test_title_is_looked_through_for_personal_data_too(client):
    response = client.post(URL, answers(title="Soita 040 123 4567"))

    assert response.status_code == 422
    assert not Initiative.objects.exists()
    accept = response.context["verdict"].accept_value
    assert 'href="#id_proposal"' in response.content.decode()
    client.post(URL, answers(title="Soita 040 123 4567", accept=accept))
    assert Initiative.objects.get().flags == ["phone"]


def test_same_form_sent_twice_is_one_suggestion(client):
    data = answers()
    first, second = client.post(URL, data), client.post(URL, data)
    assert first["Location"] == second["Location"]
    assert Initiative.objects.count() == 1


def test_hidden_field_leads_to_the_spam_queue(client):
    client.post(URL, answers(website="x", email="aino@example.org"))
    suggestion = Initiative.objects.get()
    assert suggestion.state == SubmissionState.SPAM
    assert not OutboxMail.objects.exists()


def test_too_fast_a_form_is_asked_a_question(client):
    response = client.post(URL, answers(form_id=form_id(timedelta(0))))
    assert response.status_code == 422
    assert b"captcha_answer" in response.content
    assert not Initiative.objects.exists()


def test_beyond_the_days_limit_nothing_is_lost(client):
    settings = ModerationSettings.load()
    settings.most_per_hour = settings.most_per_day = 1
    settings.save()
    client.post(URL, answers(seen="1"))
    response = client.post(
        URL, answers(seen="1", title="Valo polulle", proposal=TEXT * 2)
    )
    assert response.status_code == 429
    assert TEXT * 2 in response.content.decode()


def test_form_takes_no_other_method(client):
    assert client.put(URL).status_code == 405


def test_form_costs_few_queries(client, django_assert_max_num_queries):
    pages.municipality(), pages.service_area()
    client.get(URL)
    with django_assert_max_num_queries(3):
        assert client.get(URL).status_code == 200
