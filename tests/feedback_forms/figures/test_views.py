"""The public page of figures and its files."""

import csv
import io
from datetime import timedelta

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from freezegun import freeze_time

from feedback_forms.enums import FeedbackKind, Measure
from feedback_forms.models import Feedback
from moderation.enums import Helped, Later
from moderation.models import FollowUp, ReplyRating
from tests.factories import pages
from tests.factories.core import (
    MunicipalityFactory,
    ServiceAreaFactory,
    ServiceUnitFactory,
)
from tests.factories.feedback_forms import FeedbackFactory, scores

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with freeze_time("2026-04-15 12:00"):
        yield


@pytest.fixture
def address():
    return f"{pages.feedback_page().url}luvut/"


def unit(name="Hervannan terveysasema", **fields):
    return ServiceUnitFactory(name_fi=name, **fields)


def table(response, key):
    return {row.name: row for row in response.context["tables"][key].rows}


def test_page_shows_the_index_with_its_margin(client, address):
    scores(*[10] * 7, *[8] * 2, 3, unit=unit(), month="2026-02")

    response = client.get(address)

    assert response.status_code == 200
    assert table(response, "units")["Hervannan terveysasema"].values[:3] == [60, 55, 10]
    assert response.context["summary"].figures.total.index.shown == 60
    assert "margin" in response.content.decode()


def test_month_that_is_not_over_is_not_counted(client, address):
    place = unit()
    scores(*[10] * 9, unit=place, month="2026-03")
    scores(*[0] * 9, unit=place, month="2026-04")

    assert client.get(address).context["summary"].figures.total.index.count == 9


def test_measurements_are_never_counted_together(client, address):
    place = unit()
    scores(*[10] * 6, unit=place)
    scores(*[0] * 8, unit=place, measure=Measure.IN_DEPTH)

    quick = client.get(f"{address}?vuosi=2025").context["summary"].figures.total
    deep = client.get(f"{address}?vuosi=2025&tapa=syventava")

    assert (quick.index.count, quick.index.shown) == (6, 100)
    total = deep.context["summary"].figures.total
    assert (total.index.count, total.index.shown) == (8, -100)


def test_spam_and_withdrawn_feedback_is_not_counted(client, address):
    place = unit()
    scores(*[10] * 5, unit=place)
    for trait in ("spam", "withdrawn"):
        feedback = FeedbackFactory(**{trait: True})
        scores(0, unit=place, feedback=feedback)

    figures = client.get(f"{address}?vuosi=2025").context["summary"].figures
    assert (figures.total.index.count, figures.total.index.shown) == (5, 100)


def test_few_answers_are_hidden_and_cannot_be_subtracted(client, address):
    area, town = ServiceAreaFactory(name_fi="Avopalvelut"), MunicipalityFactory()
    place = {"service_area": area, "municipality": town}
    scores(*[10] * 3, unit=unit("Pieni", **place))
    scores(*[10] * 20, unit=unit("Keski", **place))
    scores(*[10] * 40, unit=unit("Suuri", **place))

    response = client.get(f"{address}?vuosi=2025")

    rows = table(response, "units")
    assert rows["Pieni"].is_hidden
    assert rows["Keski"].is_hidden
    assert not rows["Suuri"].is_hidden
    assert table(response, "areas")["Avopalvelut"].values[2] == 63
    assert response.content.decode().count('class="not-shown"') >= 2


def test_what_senders_say_of_replies_is_shown_from_five_on(client, address):
    march = timezone.now().replace(month=3)
    for helped in [Helped.YES] * 12 + [Helped.PARTLY] * 6 + [Helped.NO] * 5:
        ReplyRating.objects.create(
            submission=FeedbackFactory(answered=True), helped=helped, at=march
        )
    for outcome in [Later.BETTER] * 4:
        FollowUp.objects.create(
            submission=FeedbackFactory(answered=True),
            ask_at=march,
            outcome=outcome,
            answered_at=march,
        )

    response = client.get(address)

    tables = response.context["tables"]
    assert [row.values for row in tables["helped"].rows] == [[12, 52], [6, 26], [5, 22]]
    assert not tables["better"].rows
    assert "Auttoiko vastaus?" in response.content.decode()


def test_answer_times_and_of_few_promises_no_share(client, address):
    received = timezone.now().replace(month=2)

    def answered(kind, days, promised):
        Feedback.objects.filter(pk=FeedbackFactory(answered=True).pk).update(
            kind=kind,
            received_at=received,
            answered_at=received + timedelta(days=days, hours=1),
            answer_by=received + timedelta(days=promised) if promised else None,
        )

    for days in (0, 1, 2, 3, 9):
        answered(FeedbackKind.THANKS, days, 5)
    for days in (1, 1, 1, 4, 4, 30):
        answered(FeedbackKind.QUESTION, days, 2 if days == 30 else None)

    rows = table(client.get(address), "answer-times")

    assert rows[FeedbackKind.THANKS.label].values == [5, 2, 9, 80]
    assert rows[FeedbackKind.QUESTION.label].values == [6, 1, 30, None]


def test_fewer_than_five_in_all_show_nothing(client, address):
    scores(*[10] * 4, unit=unit())

    response = client.get(f"{address}?vuosi=2025")

    assert response.status_code == 200
    assert response.context["summary"].figures.total.is_hidden
    assert all(not each.rows for each in response.context["tables"].values())


def test_change_from_last_year_says_when_it_may_be_chance(client, address):
    place = unit()
    scores(*[10] * 8, *[0] * 2, unit=place, month="2024-03")
    scores(*[10] * 9, *[0] * 1, unit=place, month="2025-03")

    row = table(client.get(f"{address}?vuosi=2025"), "units")[place.name_fi]

    assert row.values[3:] == [60, 20]
    assert row.may_be_chance


def test_targets_of_the_programme_are_there(client, address):
    place = unit()
    scores(*[10] * 9, unit=place)

    summary = client.get(f"{address}?vuosi=2025").context["summary"]

    assert (summary.target.nps, summary.measuring.target) == (60, 70)
    assert (summary.measuring.measuring, summary.measuring.share) == (1, 100)


def test_areas_that_differ_are_named_beside_one_of_few_answers(client, address):
    for name, given in (
        ("Suosittu", [10] * 80 + [0] * 20),
        ("Moitittu", [10] * 30 + [0] * 70),
        ("Harva", [0, 0, 0, 0, 8, 10, 10]),
    ):
        scores(*given, unit=unit(service_area=ServiceAreaFactory(name_fi=name)))

    with translation.override("en"):
        finding = client.get(f"{address}?vuosi=2025").context["areas_finding"]

    assert finding.index("Suosittu") < finding.index("Moitittu")
    assert "Harva" not in finding


def test_areas_of_few_answers_do_not_differ(client, address):
    for name, given in (("Yksi", [10] * 5), ("Toinen", [0, 0, 8, 10, 10, 10])):
        scores(*given, unit=unit(service_area=ServiceAreaFactory(name_fi=name)))

    finding = client.get(f"{address}?vuosi=2025").context["areas_finding"]

    assert "Yksi" not in finding


def test_year_without_a_target_is_read_against_the_last_one(client, address):
    scores(*[10] * 9, unit=unit(), month="2026-02")

    response = client.get(address)

    assert (
        response.context["summary"].target.year,
        response.context["target_year"],
    ) == (
        2025,
        "2025",
    )
    assert response.context["summary"].measuring.missing == 0
    assert "target" not in response.context["finding"]
    assert response.content.decode().count("60 (2025)") == 3


@pytest.mark.parametrize(
    "query",
    ["vuosi=1999", "vuosi=x", "vuosi=%00", "tapa=molemmat", "sivu=0", "sivu=9"],
)
def test_what_is_not_there_is_404(client, address, query):
    assert client.get(f"{address}?{query}").status_code == 404


def test_nothing_is_posted_here(client, address):
    assert client.post(address).status_code == 405


@pytest.mark.parametrize("language", ["sv", "en", "fi-simple"])
def test_page_is_in_every_language(client, address, language):
    scores(*[10] * 9, unit=unit())

    with translation.override(language):
        assert client.get(address).status_code == 200


def test_page_costs_the_same_with_one_unit_and_with_thirty(client, address):
    scores(*[10] * 9, unit=unit())
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(f"{address}?vuosi=2025")
    for number in range(30):
        scores(*[10] * 9, unit=unit(f"Asema {number}"))
    client.get(address)
    with CaptureQueriesContext(connection) as many:
        response = client.get(f"{address}?vuosi=2025")

    assert len(response.context["units"].rows) == 25
    assert len(many) == len(few) <= 10


def test_table_as_csv(client, address):
    scores(*[10] * 9, unit=unit("=HYPERLINK(1)"))

    response = client.get(f"{address}lataa/?vuosi=2025&taulu=units&muoto=csv")

    assert response.streaming
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    header, line = csv.reader(io.StringIO(text), delimiter=";")
    assert len(header) == len(line)
    assert line[0] == "'=HYPERLINK(1)"
    assert line[2:5] == ["100", "50", "9"]


def test_table_as_xlsx(client, address):
    scores(*[10] * 9, unit=unit("=HYPERLINK(1)"))

    response = client.get(f"{address}lataa/?vuosi=2025&taulu=units&muoto=xlsx")

    sheet = openpyxl.load_workbook(io.BytesIO(response.getvalue())).active
    assert sheet["A2"].data_type == "s"
    assert sheet["C2"].value == 100


def test_hidden_figures_are_in_no_file(client, address):
    area = ServiceAreaFactory(name_fi="Vastaanotot")
    scores(*[10] * 3, unit=unit("Pieni", service_area=area))
    scores(*[10] * 77, unit=unit("Suuri", service_area=area))
    scores(*[10] * 99, unit=unit("Suurin", service_area=area))

    response = client.get(f"{address}lataa/?vuosi=2025&taulu=units&muoto=csv")

    text = b"".join(response.streaming_content).decode()
    assert "77" not in text
    assert "99" in text


@pytest.mark.parametrize("query", ["taulu=units", "taulu=x&muoto=csv", "muoto=pdf"])
def test_file_that_is_not_there_is_404(client, address, query):
    scores(*[10] * 9, unit=unit())

    assert client.get(f"{address}lataa/?{query}").status_code == 404
