"""What the public sees of the figures is kept, and counted anew when it changes."""

import io
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from freezegun import freeze_time

from core.caching import state
from feedback_forms.models import FiguresSettings
from feedback_forms.nps_import.writing import import_answers
from tests.factories import pages
from tests.factories.core import ServiceUnitFactory
from tests.factories.feedback_forms import scores

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with freeze_time("2026-04-15 12:00"):
        yield


@pytest.fixture
def address():
    return f"{pages.feedback_page().url}luvut/"


def count(client, address):
    total = client.get(address).context["summary"].figures.total
    return total.index and total.index.count


def test_second_reader_counts_no_answers(client, address):
    scores(*[10] * 9, unit=ServiceUnitFactory(), month="2026-02")
    client.get(address)

    with CaptureQueriesContext(connection) as queries:
        client.get(address)

    assert not [query for query in queries if "COUNT(" in query["sql"]]


def test_import_is_seen_at_once(client, address):
    ServiceUnitFactory(slug="hervanta")
    assert count(client, address) is None
    rows = "".join(f"{number};2026-02-03;hervanta;9\n" for number in range(6))

    import_answers(
        file=io.BytesIO(f"id;date;unit;score\n{rows}".encode()),
        source="tekstiviesti",
        today=date(2026, 4, 15),
        refuse=pytest.fail,
    )

    assert count(client, address) == 6


def test_late_answer_on_paper_is_seen_at_once(client, address):
    unit = ServiceUnitFactory()
    scores(*[10] * 9, unit=unit, month="2026-02")
    assert count(client, address) == 9

    scores(10, unit=unit, month="2026-03")

    assert count(client, address) == 10


def test_another_floor_is_seen_at_once(client, address):
    scores(*[10] * 9, unit=ServiceUnitFactory(), month="2026-02")
    assert count(client, address) == 9
    settings = FiguresSettings.load()
    settings.floor = 10
    settings.save()

    assert count(client, address) is None


def test_answer_of_today_leaves_all_kept_pages_as_they_are():
    before = state()

    scores(10, month="2026-04")

    assert state() == before


def test_month_is_counted_as_soon_as_it_is_over(client, address):
    unit = ServiceUnitFactory()
    scores(*[10] * 9, unit=unit, month="2026-03")
    scores(*[0] * 5, unit=unit, month="2026-04")
    assert count(client, address) == 9

    with freeze_time("2026-05-01 00:00:01+03:00"):
        assert count(client, address) == 14
