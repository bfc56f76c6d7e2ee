"""What the page of published feedback says to machines."""

from datetime import UTC, datetime

import pytest
from freezegun import freeze_time

from feedback_forms.models import Feedback
from moderation import services
from moderation.models import Message
from tests.factories import pages
from tests.factories.feedback_forms import REPLY, FeedbackFactory
from tests.factories.users import UserFactory
from tests.support.html import json_ld, of_type

pytestmark = pytest.mark.django_db

URL = "/anna-palautetta/julkaistut/"
LATE = datetime(2026, 11, 20, 22, 30, tzinfo=UTC)


@pytest.fixture
def form():
    return pages.feedback_page()


def published(**fields):
    feedback = FeedbackFactory(published=True, **fields)
    Feedback.objects.filter(pk=feedback.pk).update(received_at=LATE)
    Message.objects.filter(submission=feedback).update(created_at=LATE)
    return feedback


def page_of(client):
    return of_type(client.get(URL).content.decode(), "CollectionPage")


def test_each_is_a_question_with_its_answer(client, form):
    feedback = published(message="Odotin soittoa\nkoko päivän.", language="sv")
    (found,) = page_of(client)["hasPart"]
    kind, unit = feedback.kind_label, feedback.handler_name
    author = found["acceptedAnswer"][0].pop("author")
    assert found == {
        "@type": "Question",
        "name": f"{kind}: {unit}",
        "text": "Odotin soittoa\nkoko päivän.",
        "inLanguage": "sv",
        # The day in the county, as the page shows it.
        "dateCreated": "2026-11-21",
        "answerCount": 1,
        "acceptedAnswer": [
            {
                "@type": "Answer",
                "text": REPLY,
                "inLanguage": "sv",
                "dateCreated": "2026-11-21",
            }
        ],
    }
    assert author["name"] == unit
    assert author["parentOrganization"]["@type"] == "GovernmentOrganization"


def test_title_of_a_page_that_is_no_longer_public_is_not_said(client, form):
    about = pages.opportunity_page(title="Kanarialintu")
    published(page_id=about.pk)
    assert page_of(client)["hasPart"][0]["name"].endswith(": Kanarialintu")
    about.unpublish()
    assert "Kanarialintu" not in client.get(URL).content.decode()


def test_what_is_taken_from_publication_is_gone(client, form):
    feedback = published()
    assert len(page_of(client)["hasPart"]) == 1
    services.unpublish(submission=feedback, user=UserFactory())
    assert "hasPart" not in page_of(client)


def test_form_says_its_breadcrumb_only(client, form):
    published()
    objects = json_ld(client.get("/anna-palautetta/").content.decode())
    assert [one["@type"] for one in objects] == ["BreadcrumbList"]


@pytest.mark.parametrize("number", [1, 26])
def test_it_says_what_stands_on_the_page(client, form, number):
    with freeze_time(LATE):
        for _number in range(number):
            published()
    html = client.get(f"{URL}?sivu={-(-number // 25)}").content.decode()
    parts = of_type(html, "CollectionPage")["hasPart"]
    assert len(parts) == html.count("<article") == 1
