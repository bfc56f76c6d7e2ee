"""Dates, times and numbers as each language writes them."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation
from django.utils.formats import get_format, number_format

from core.templatetags.osallistu import day, moment, weekday
from tests.support.catalogues import compiled  # noqa: F401

pytestmark = pytest.mark.usefixtures("compiled")

MOMENT = datetime(2026, 11, 22, 8, 15, tzinfo=UTC)
EARLY = datetime(2026, 2, 3, 7, 5, tzinfo=UTC)
NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("fi", f"22.11.2026 klo{NBSP}10.15"),
        ("sv", f"22.11.2026 kl.{NBSP}10.15"),
        ("en", "22 November 2026 at 10:15"),
        ("fi-simple", f"22.11.2026 kello{NBSP}10.15"),
    ],
)
def test_moment_is_local_and_in_the_languages_own_way(language, expected):
    with translation.override(language):
        assert moment(MOMENT) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("fi", "3.2.2026"),
        ("sv", "3.2.2026"),
        ("en", "3 February 2026"),
        ("fi-simple", "3.2.2026"),
    ],
)
def test_day_has_no_leading_zeros(language, expected):
    with translation.override(language):
        assert day(EARLY) == expected
        assert day(date(2026, 2, 3)) == expected


def test_day_is_the_one_in_finland():
    with translation.override("fi"):
        assert day(datetime(2026, 6, 30, 21, 30, tzinfo=UTC)) == "1.7.2026"


def test_hour_has_no_leading_zero_in_finnish():
    with translation.override("fi"):
        assert moment(EARLY) == f"3.2.2026 klo{NBSP}9.05"


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("fi", "sunnuntaina 22.11.2026"),
        ("sv", "söndagen den 22 november 2026"),
        ("en", "on Sunday 22 November 2026"),
        ("fi-simple", "sunnuntaina 22.11.2026"),
    ],
)
def test_weekday_is_inflected(language, expected):
    with translation.override(language):
        assert weekday(MOMENT) == expected
        assert weekday(date(2026, 11, 22)) == expected


@pytest.mark.parametrize("offset", range(7))
def test_every_weekday_has_its_own_word(offset):
    words = ["maanantaina", "tiistaina", "keskiviikkona", "torstaina"]
    words += ["perjantaina", "lauantaina", "sunnuntaina"]
    with translation.override("fi"):
        assert weekday(date(2026, 11, 16 + offset)).startswith(words[offset])


def test_nothing_gives_nothing():
    assert (day(None), weekday(None), moment(None)) == ("", "", "")


@pytest.mark.parametrize(
    ("language", "thousands", "decimals"),
    [
        ("fi", f"65{NBSP}670", "4,5"),
        ("sv", f"65{NBSP}670", "4,5"),
        ("en", "65,670", "4.5"),
        ("fi-simple", f"65{NBSP}670", "4,5"),
    ],
)
def test_numbers(language, thousands, decimals):
    with translation.override(language):
        assert number_format(65670, force_grouping=True) == thousands
        assert number_format(4.5, 1) == decimals


@pytest.mark.parametrize("language", ["fi", "sv", "en", "fi-simple"])
def test_week_begins_on_monday(language):
    assert get_format("FIRST_DAY_OF_WEEK", lang=language) == 1


@pytest.mark.parametrize(
    ("language", "typed"),
    [
        ("fi", "3.4.2026"),
        ("sv", "3.4.2026"),
        ("en", "3/4/2026"),
        ("fi-simple", "3.4.2026"),
    ],
)
def test_typed_date_has_the_day_first(language, typed):
    from django.forms import DateField

    with translation.override(language):
        assert DateField(localize=True).clean(typed) == date(2026, 4, 3)
        assert DateField().clean("2026-04-03") == date(2026, 4, 3)
