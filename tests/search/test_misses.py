"""What is looked for in vain is counted, without a person, and forgotten."""

import logging
import sqlite3
import time
from contextlib import closing
from datetime import UTC, date, datetime

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from django.utils import timezone
from freezegun import freeze_time

from search import misses
from search.misses import count_miss, forget_old_misses
from search.models import SearchMiss
from tests.factories import pages

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 30, 22, 30, tzinfo=UTC)


def counted():
    return {miss.query: miss.times for miss in SearchMiss.objects.all()}


def count(text, language="fi", now=NOW):
    count_miss(text=text, language=language, now=now)


def test_a_search_in_vain_is_counted_once_a_view(client):
    for _view in range(2):
        client.get("/haku/", {"q": "  Hammas  PEIKKO "})
    client.get("/sv/sok/", {"q": "hammas peikko"})
    month = timezone.localdate().replace(day=1)
    assert set(
        SearchMiss.objects.values_list("month", "language", "query", "times")
    ) == {
        (month, "fi", "hammas peikko", 2),
        (month, "sv", "hammas peikko", 1),
    }


def test_what_is_found_is_not_counted(client, indexed):
    pages.opportunity_page(title="Neuvola")
    indexed()
    for parameters in (
        {"q": "neuvola"},
        {"q": ""},
        {"q": "???"},
        # The words do find something, but for the filter.
        {"q": "neuvola", "tyyppi": "method"},
    ):
        client.get("/haku/", parameters)
    assert counted() == {}


@pytest.mark.parametrize("agent", ["Googlebot/2.1", "Baiduspider", "some crawler"])
def test_robots_do_not_count(client, agent):
    client.head("/haku/", {"q": "peikko"})
    client.get("/haku/", {"q": "peikko"}, headers={"user-agent": agent})
    client.get("/haku/otsikot/", {"q": "peikko"})
    assert counted() == {}


@pytest.mark.parametrize(
    "text",
    [
        "010190-123A",
        "matti 040 1234567",
        "12345",
        "1 2 3 4 5",
        "١٢٣٤٥",
        "matti@example.org",
        "matti @ esimerkki",
    ],
)
def test_what_may_be_of_a_person_is_not_kept(client, text):
    client.get("/haku/", {"q": f"peikko {text}"})
    assert counted() == {}


def test_a_long_text_is_cut():
    count("ä" * 300)
    assert counted() == {"ä" * 100: 1}


def test_the_month_is_that_of_the_county():
    count("peikko")
    assert SearchMiss.objects.get().month == date(2026, 12, 1)


def test_only_so_many_different_words_a_month(monkeypatch):
    monkeypatch.setattr(misses, "MOST_A_MONTH", 2)
    for text in ("a", "b", "c", "a"):
        count(text)
    count("c", now=NOW.replace(month=10))
    assert sorted(SearchMiss.objects.values_list("query", "times")) == [
        ("a", 2),
        ("b", 1),
        ("c", 1),
    ]


def test_the_first_of_two_at_once_is_no_error():
    SearchMiss.objects.create(
        month=misses.month_of(NOW), language="fi", query="peikko", times=1
    )
    misses.add(misses.month_of(NOW), "fi", "peikko")
    with misses.connection.cursor() as cursor:
        cursor.execute(misses.UPSERT, [misses.month_of(NOW), "fi", "peikko"])
    assert counted() == {"peikko": 3}


def test_a_failure_to_count_is_logged_without_the_words(client, caplog, monkeypatch):
    def away(*args):
        raise OperationalError("database is locked: peikko")

    monkeypatch.setattr(misses, "add", away)
    with caplog.at_level(logging.WARNING, logger="search.misses"):
        assert client.get("/haku/", {"q": "peikko"}).status_code == 200
    assert "OperationalError" in caplog.text
    assert "peikko" not in caplog.text


def test_after_thirteen_months_it_is_forgotten():
    for month in (date(2025, 9, 1), date(2025, 10, 1), date(2026, 11, 1)):
        SearchMiss.objects.create(month=month, language="fi", query="peikko", times=1)
    assert forget_old_misses(datetime(2026, 11, 15, tzinfo=UTC)) == 1
    assert forget_old_misses(datetime(2026, 11, 15, tzinfo=UTC)) == 0
    assert SearchMiss.objects.earliest("month").month == date(2025, 10, 1)
    assert forget_old_misses(datetime(2026, 12, 15, tzinfo=UTC)) == 1


@freeze_time("2028-01-02 03:00")
def test_the_clock_forgets_it():
    SearchMiss.objects.create(month=date(2026, 1, 1), language="fi", query="peikko")
    call_command("run_due")
    assert counted() == {}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a file is locked")
@pytest.mark.django_db(transaction=True)
def test_a_reader_does_not_wait_for_somebody_who_writes(client):
    client.get("/haku/", {"q": "peikko"})
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as other:
        other.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        assert client.get("/haku/", {"q": "peikko"}).status_code == 200
        other.rollback()
    assert time.monotonic() - began < 10
    client.get("/haku/", {"q": "peikko"})
    assert counted() == {"peikko": 2}
