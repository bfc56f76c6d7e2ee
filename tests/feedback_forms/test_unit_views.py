"""Feedback on one unit: quick, in depth; where its address leads when there is none."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from core.models import ServiceUnit
from feedback_forms.enums import FormKind, Measure
from feedback_forms.models import (
    Feedback,
    FeedbackSettings,
    InDepthQuestion,
    Recommendation,
    ScaleAnswer,
)
from moderation.enums import Flag, SubmissionState
from moderation.models import OutboxMail
from moderation.services.base import in_days
from tests.factories import pages
from tests.feedback_forms.test_views import form_id
from tests.support.queries import counted

pytestmark = pytest.mark.django_db

PAGE = "/anna-palautetta/"
TEXT = "Odotushuone oli rauhallinen."


@pytest.fixture(autouse=True)
def form_page():
    return pages.feedback_page()


@pytest.fixture
def unit():
    return pages.service_unit()


@pytest.fixture
def url(unit):
    return f"{PAGE}{unit.slug}/"


def quick(**changes):
    return {"form_id": form_id(), "recommendation": "9", "message": "", **changes}


def depth(**changes):
    data = {"form_id": form_id(), "recommendation": "6", "role": "client"}
    data |= {"wants_reply": "no", "publish": "no", "good": "", "better": ""}
    for number, question in enumerate(InDepthQuestion.objects.all(), start=1):
        data[f"statement-{question.pk}"] = str(number)
    return {**data, **changes}


# -- The address of a unit -------------------------------------------------------


@pytest.mark.parametrize("below", ["", "laaja/", "kuvat/", "kioski/", "kuvat/kioski/"])
def test_unknown_unit_is_said_in_words_with_a_way_on(client, below):
    response = client.get(f"{PAGE}ei-ole/{below}")
    assert response.status_code == 404
    assert f'class="button" href="{PAGE}"' in response.content.decode()


@pytest.mark.parametrize("below", ["", "laaja/", "kuvat/", "kioski/"])
def test_unit_that_is_no_longer_in_use_says_so_and_stores_nothing(
    client, unit, url, below
):
    ServiceUnit.objects.filter(pk=unit.pk).update(in_use=False)
    for response in (client.get(url + below), client.post(url + below, quick())):
        assert response.status_code == 404
        assert unit.name in response.content.decode()
    assert not Recommendation.objects.exists()


def test_address_without_a_last_slash_leads_to_the_form(client, url):
    response = client.get(url.rstrip("/"))
    assert (response.status_code, response["Location"]) == (301, url)


@pytest.mark.parametrize("below", ["", "laaja/", "kuvat/", "kioski/", "kuvat/kioski/"])
@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(client, url, below, method):
    assert getattr(client, method)(url + below).status_code == 405


@pytest.mark.parametrize("below", ["", "laaja/", "kuvat/", "kioski/"])
def test_address_of_an_old_poster_leads_to_the_new_one(client, unit, url, below):
    unit.slug = "uusi-nimi"
    unit.save()

    response = client.get(f"{url}{below}?kieli=sv")

    assert response.status_code == 302
    assert response.headers["Location"].endswith(f"/uusi-nimi/{below}?kieli=sv")
    assert client.post(f"{url}{below}").status_code == 307


def test_old_address_may_be_the_word_of_the_page(client, unit):
    unit.slug = "anna-palautetta"
    unit.save()
    unit.slug = "uusi-nimi"
    unit.save()
    response = client.get(f"{PAGE}anna-palautetta/laaja/?x=1")
    assert response.headers["Location"] == f"{PAGE}uusi-nimi/laaja/?x=1"


def test_general_form_has_the_unit_chosen(client, unit):
    html = client.get(f"{PAGE}?yksikko={unit.slug}").content.decode()
    assert re.search(rf'value="unit-{unit.pk}"\s+selected', html)
    assert client.get(f"{PAGE}?yksikko=%00").status_code == 200


def test_places_lists_units_in_use(client, unit, url):
    other = pages.service_unit("Suljettu asema")
    ServiceUnit.objects.filter(pk=other.pk).update(in_use=False)
    html = client.get(f"{PAGE}paikat/").content.decode()
    assert f'href="{url}"' in html
    assert other.name not in html


# -- Quick feedback ---------------------------------------------------------------


def test_quick_form_has_the_unit_as_its_heading(client, unit, url):
    html = client.get(url).content.decode()
    heading = re.search("<h1>(.*?)</h1>", html).group(1)
    assert heading.replace("\u00ad", "") == unit.name
    assert 'name="email"' not in html


def test_number_alone_is_counted_and_no_message(client, unit, url):
    response = client.post(url, quick())
    assert (response.status_code, response["Location"]) == (302, f"{url}?kiitos=1")
    answer = Recommendation.objects.get()
    assert (answer.score, answer.unit, answer.service_area) == (
        9,
        unit,
        unit.service_area,
    )
    assert (answer.measure, answer.channel) == (Measure.QUICK, "web")
    assert answer.feedback is None
    assert not Feedback.objects.exists()
    assert client.get(response["Location"]).status_code == 200


def test_number_and_words_lead_to_a_receipt(client, unit, url):
    response = client.post(url, quick(message=TEXT))
    feedback = Feedback.objects.get()
    assert feedback.reference in response["Location"]
    assert (feedback.form, feedback.unit, feedback.message) == (
        FormKind.QUICK,
        unit,
        TEXT,
    )
    assert feedback.recommendation.score == 9
    assert (feedback.wants_reply, feedback.publication_consent) == (False, False)
    assert (feedback.kind, feedback.role, feedback.answer_by) == ("", "", None)


def test_words_alone_are_taken_too(client, url):
    assert client.post(url, quick(recommendation="", message=TEXT)).status_code == 302
    assert Feedback.objects.get().message == TEXT
    assert not Recommendation.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"recommendation": ""},
        {"recommendation": "11", "message": TEXT},
        {"recommendation": "-1"},
        {"message": "x" * 5001},
    ],
)
def test_bad_input_gets_words_and_loses_nothing(client, url, changes):
    response = client.post(url, quick(**changes))
    html = response.content.decode()
    assert response.status_code == 422
    assert 'class="error-summary"' in html
    assert changes.get("message", "") in html
    assert not Recommendation.objects.exists()


def test_same_form_counts_once_also_when_words_follow(client, url):
    data = quick()
    client.post(url, data)
    client.post(url, data)
    client.post(url, {**data, "recommendation": "3"})
    client.post(url, {**data, "message": TEXT})
    assert Recommendation.objects.get().score == 9
    assert Feedback.objects.count() == 1


def test_many_numbers_from_one_address_are_asked_a_question(client, url):
    settings = FeedbackSettings.load()
    settings.taps_per_hour = 2
    settings.save()
    for _number in range(2):
        assert client.post(url, quick()).status_code == 302
    response = client.post(url, quick())
    assert response.context["verdict"].question
    assert Recommendation.objects.count() == 2


def test_beyond_the_day_no_number_is_counted(client, url):
    settings = FeedbackSettings.load()
    settings.taps_per_day = 1
    settings.save()
    client.post(url, quick())
    assert client.post(url, quick()).status_code == 429
    assert Recommendation.objects.count() == 1


def test_a_number_of_a_machine_is_not_counted(client, url):
    assert client.post(url, quick(website="http://spam.example")).status_code == 302
    assert not Recommendation.objects.exists()


def test_number_beside_words_of_a_machine_is_in_no_figure(client, url):
    client.post(url, quick(message=TEXT, website="http://spam.example"))
    assert Feedback.objects.get().state == SubmissionState.SPAM
    assert not Recommendation.objects.counted().exists()


def test_personal_data_in_quick_words_is_warned_of(client, url):
    data = quick(message="Soita 040 123 4567.")
    response = client.post(url, data)
    assert response.status_code == 422
    html = response.content.decode()
    assert "Soita 040 123 4567." in html
    # Nothing is replied to, and there is no field for an address.
    assert "Vastaamme vain sähköpostilla" not in html
    assert "lomakkeessa oma kohta" not in html
    accept = response.context["verdict"].accept_value
    client.post(url, {**data, "accept": accept})
    assert Feedback.objects.get().flags == [Flag.PHONE]


# -- In depth ---------------------------------------------------------------------


def test_in_depth_stores_every_number_and_the_words(client, unit, url):
    response = client.post(
        url + "laaja/",
        depth(
            good="Hoitaja kuunteli.",
            better="Aika olisi voinut tulla aiemmin.",
            wants_reply="yes",
            email="aino@example.org",
            publish="yes",
        ),
    )
    feedback = Feedback.objects.get()
    assert feedback.reference in response["Location"]
    assert feedback.form == FormKind.IN_DEPTH
    assert "Hoitaja kuunteli." in feedback.message
    assert "Aika olisi voinut tulla aiemmin." in feedback.message
    assert feedback.recommendation.measure == Measure.IN_DEPTH
    answers = feedback.scale_answers.order_by("question__sort_order")
    assert [answer.value for answer in answers] == [1, 2, 3, 4, 5]
    assert {answer.unit for answer in answers} == {unit}
    assert {answer.service_area for answer in answers} == {unit.service_area}
    assert feedback.publication_consent
    assert OutboxMail.objects.filter(submission=feedback).count() == 1


def test_in_depth_without_words_is_counted_and_no_message(client, url):
    data = depth()
    for _time in range(2):
        response = client.post(url + "laaja/", data)
        assert response["Location"] == f"{url}laaja/?kiitos=1"
    assert Recommendation.objects.get().measure == Measure.IN_DEPTH
    assert ScaleAnswer.objects.filter(feedback=None).count() == 5
    assert not Feedback.objects.exists()


@pytest.mark.parametrize("first", ["", "Hoitaja kuunteli."])
def test_in_depth_sent_again_with_other_words_is_one_number(client, url, first):
    data = depth(good=first)
    client.post(url + "laaja/", data)
    client.post(url + "laaja/", {**data, "good": TEXT, "recommendation": "0"})
    assert Feedback.objects.filter(message__contains=TEXT).count() == 1
    assert Recommendation.objects.get().score == 6
    assert ScaleAnswer.objects.count() == 5


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"recommendation": ""}, "recommendation"),
        ({"wants_reply": "yes", "good": TEXT}, "email"),
        ({"wants_reply": "yes", "email": "a@example.org"}, "better"),
        ({"role": "king"}, "role"),
        ({"good": "x" * 5001}, "good"),
    ],
)
def test_in_depth_bad_input_gets_words(client, url, changes, field):
    response = client.post(url + "laaja/", depth(**changes))
    assert response.status_code == 422
    assert f"id_{field}" in response.content.decode()
    assert not Recommendation.objects.exists()


def test_in_depth_refuses_a_value_beyond_the_scale(client, url):
    question = InDepthQuestion.objects.first()
    response = client.post(url + "laaja/", depth(**{f"statement-{question.pk}": "6"}))
    assert response.status_code == 422


def test_statement_out_of_use_is_not_asked(client, url):
    question = InDepthQuestion.objects.first()
    question.in_use = False
    question.save()
    assert question.name_fi not in client.get(url + "laaja/").content.decode()


def test_in_depth_after_thirty_minutes_loses_nothing(client, url):
    data = depth(form_id=form_id(timedelta(minutes=31)), good=TEXT)
    assert client.post(url + "laaja/", data).status_code == 302
    assert TEXT in Feedback.objects.get().message


# -- Cost ---------------------------------------------------------------------------


def test_forms_of_a_unit_keep_the_budget(client, url):
    for address in (url, f"{url}laaja/", f"{url}kuvat/", f"{url}kioski/"):
        client.get(address)
        with counted() as queries:
            assert client.get(address).status_code == 200
        assert len(queries) <= 3, (address, queries)
        assert not queries.repeated, address


def test_sending_keeps_the_budget(client, url, django_capture_on_commit_callbacks):
    wordy = depth(good=TEXT, wants_reply="yes", email="aino@example.org")
    for address, data in ((url, quick(message=TEXT)), (f"{url}laaja/", wordy)):
        client.get(address)
        with counted() as queries:
            assert client.post(address, data).status_code == 302
        # In depth, the answers to the statements are one more.
        most = 13 if data is wordy else 12
        assert len(queries) <= most, "\n".join(each[:120] for each in queries)


def test_in_depth_promises_the_days_of_its_form(client, url):
    settings = FeedbackSettings.load()
    settings.in_depth_days = 3
    settings.save()
    context = client.get(f"{url}laaja/").context
    assert context["reply_by"] == in_days(3, timezone.now())
