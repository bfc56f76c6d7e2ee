"""Accessibility feedback: its form, its date by law, and the ways that lead to it."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from feedback_forms.enums import FormKind
from feedback_forms.models import Feedback, FeedbackSettings
from feedback_forms.unit_views import own_path
from feedback_forms.viewsets import FeedbackOnDesk
from moderation import services
from moderation.references import receipt_path
from moderation.services.base import in_days
from tests.factories import pages
from tests.factories.feedback_forms import FeedbackFactory
from tests.feedback_forms.test_views import form_id

pytestmark = pytest.mark.django_db

URL = "/anna-palautetta/saavutettavuus/"


@pytest.fixture(autouse=True)
def form_page():
    return pages.feedback_page()


def answers(**changes):
    data = {"form_id": form_id(), "page_address": "/haku/", "aid": "Ruudunlukija"}
    data |= {"message": "Hakukenttä ei saa fokusta.", "email": ""}
    return {**data, **changes}


def test_report_is_stored_and_always_to_be_answered(client):
    response = client.post(URL, answers())
    feedback = Feedback.objects.get()
    assert feedback.reference in response["Location"]
    assert feedback.form == FormKind.ACCESSIBILITY
    assert (feedback.page_address, feedback.aid) == ("/haku/", "Ruudunlukija")
    assert feedback.wants_reply
    assert feedback.answer_by == in_days(14, feedback.received_at)
    assert not hasattr(feedback, "contact")


def test_address_is_kept_where_it_is_given(client):
    client.post(URL, answers(email="aino@example.org"))
    assert Feedback.objects.get().contact.email == "aino@example.org"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("message", ""),
        ("message", "x" * 5001),
        ("email", "aino"),
        ("page_address", "x" * 501),
        ("aid", "x" * 201),
    ],
)
def test_bad_input_gets_words_and_loses_nothing(client, field, value):
    data = answers(**{field: value})
    response = client.post(URL, data)
    html = response.content.decode()
    assert response.status_code == 422
    assert f"id_{field}_error" in html
    assert all(text in html for text in data.values())
    assert not Feedback.objects.exists()


@pytest.mark.parametrize("method", ["put", "delete"])
def test_other_methods_are_refused(client, method):
    assert getattr(client, method)(URL).status_code == 405


def test_page_that_one_comes_from_is_filled_in(client):
    html = client.get(f"{URL}?sivu=/haku/").content.decode()
    assert 'value="http://testserver/haku/"' in html


@pytest.mark.parametrize(
    "asked",
    ["//evil.example", "https://evil.example", "/\\evil", "haku", "/a\n", "/" * 301],
)
def test_only_own_paths_are_filled_in(client, asked):
    assert own_path(asked) == ""
    html = client.get(URL, {"sivu": asked}).content.decode()
    assert "evil" not in html.split("<main")[1].split("</main")[0]


def test_every_page_leads_to_it_and_names_itself(client):
    html = client.get("/").content.decode()
    assert f'href="{URL}?sivu=%2F"' in html


def test_secret_address_of_a_receipt_is_not_handed_on(client):
    path = receipt_path(FeedbackFactory())
    html = client.get(path).content.decode()
    assert f'href="{URL}" rel="nofollow"' in html
    assert "sivu=" not in html


def test_desk_shows_the_page_and_the_aid(client):
    client.post(URL, answers())
    feedback = Feedback.objects.get()
    kind = FeedbackOnDesk()
    assert kind.label(feedback) == FormKind.ACCESSIBILITY.label
    shown = [value for _name, value in kind.facts(feedback)]
    assert shown[1:] == ["/haku/", "Ruudunlukija"]


def test_withdrawing_empties_every_field(client):
    client.post(URL, answers())
    services.withdraw(submission=Feedback.objects.get())
    feedback = Feedback.objects.get()
    assert (feedback.message, feedback.page_address, feedback.aid) == ("", "", "")


# -- Promises by kind -----------------------------------------------------------------


def test_law_allows_no_more_than_14_days():
    settings = FeedbackSettings(accessibility_days=15)
    with pytest.raises(ValidationError) as error:
        settings.full_clean()
    assert set(error.value.message_dict) == {"accessibility_days"}


def test_each_kind_has_its_own_days(client):
    settings = FeedbackSettings.load()
    settings.question_days, settings.accessibility_days = 3, 5
    settings.save()
    now = timezone.now()
    for kind, days in (("question", 3), ("idea", 14)):
        feedback = FeedbackFactory(kind=kind)
        assert feedback.answer_by == in_days(days, now)
    client.post(URL, answers())
    report = Feedback.objects.get(form=FormKind.ACCESSIBILITY)
    assert report.answer_by == in_days(5, now)
    assert client.get(URL).context["reply_by"] == in_days(5, now)
    assert client.get("/anna-palautetta/").context["reply_by"] == in_days(14, now)


def test_promise_of_the_kind_holds_when_it_begins_anew():
    settings = FeedbackSettings.load()
    settings.criticism_days = 4
    settings.save()
    feedback = FeedbackFactory(spam=True, kind="criticism")
    services.restore(submission=feedback, user=None)
    feedback.refresh_from_db()
    assert feedback.answer_by == in_days(4, timezone.now())
