"""Dates, ages and first words, as the desk says them."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from moderation.desk.kinds import DeskKind
from moderation.desk.words import age_words, due_group, due_words, first_words
from moderation.models import Submission

HELSINKI = ZoneInfo("Europe/Helsinki")
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=HELSINKI)
TONIGHT = NOW.replace(hour=23, minute=59, second=59)


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("due", "words", "group"),
    [
        (None, "", "none"),
        (NOW - timedelta(minutes=5), "Late since today", "late"),
        (TONIGHT - timedelta(days=1), "1 day late", "late"),
        (TONIGHT - timedelta(days=2), "2 days late", "late"),
        (TONIGHT, "Today", "today"),
        (TONIGHT + timedelta(days=1), "Tomorrow", "later"),
        # Past midnight in Helsinki, though not yet in UTC.
        (NOW.replace(hour=0, minute=30) + timedelta(days=1), "Tomorrow", "later"),
    ],
)
def test_due_in_words(due, words, group):
    assert due_words(due, NOW) == words
    assert due_group(due, NOW) == group


def test_due_within_a_week_has_its_weekday():
    assert due_words(TONIGHT + timedelta(days=3), NOW).startswith("Thursday ")
    assert not due_words(TONIGHT + timedelta(days=30), NOW).startswith("Wednesday")


@pytest.mark.parametrize(
    ("days", "words"), [(1, "yesterday"), (2, "2 days ago"), (16, "16 days ago")]
)
def test_age_in_words(days, words):
    assert age_words(NOW - timedelta(days=days), NOW) == words


def test_age_of_today_tells_the_time():
    assert age_words(NOW - timedelta(hours=1), NOW).startswith("today at ")


def test_first_words_are_one_short_line_without_identity_codes():
    words = first_words(
        "Hei,\n\n  tunnus 010152-9052 ja 040 123 4567. " + "Pitkä. " * 50
    )

    assert words.startswith("Hei, tunnus ••••••••••• ja 040 123 4567.")
    assert len(words) <= 90


def test_no_words():
    assert first_words("  ") == "(no text)"


def test_kind_that_registers_nothing_still_shows():
    kind = DeskKind()

    assert kind.filters() == {}
    assert kind.facts(Submission()) == []
    assert kind.label(Submission()) == "message"
