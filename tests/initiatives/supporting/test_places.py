"""Sums by municipality: none under five, and none that can be worked out."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from core.models import Municipality
from initiatives.enums import Stage
from initiatives.models import Initiative, Support
from initiatives.services.retention import erase_supports
from initiatives.supporting.places import ELSEWHERE, places, sums
from moderation.models import Submission
from tests.factories.core import MunicipalityFactory
from tests.factories.initiatives import InitiativeFactory
from tests.support.queries import counted

pytestmark = pytest.mark.django_db


@pytest.fixture
def initiative():
    return InitiativeFactory(at=Stage.COLLECTING)


def supporters(initiative, *numbers):
    """So many confirmed ones in a municipality each; the last of them live elsewhere."""
    *inside, elsewhere = numbers
    towns = [MunicipalityFactory() for _each in inside]
    for town, number in zip([*towns, None], [*inside, elsewhere], strict=True):
        Support.objects.bulk_create(
            Support(
                initiative=initiative,
                municipality=town,
                email_hash=f"{town and town.pk}:{each}",
                language="fi",
                confirmed_at=timezone.now(),
            )
            for each in range(number)
        )
    Initiative.objects.filter(pk=initiative.pk).update(support_count=sum(numbers))
    initiative.refresh_from_db()
    Municipality.all_cached()
    return towns


def test_the_largest_by_name_and_the_rest_together(initiative):
    towns = supporters(initiative, 30, 20, 15, 10, 9, 8, 7)

    with translation.override("en"):
        found = [(each.name, each.count, each.share) for each in places(initiative)]

    assert found == [
        (towns[0].name, 30, 100.0),
        (towns[1].name, 20, 66.7),
        (towns[2].name, 15, 50.0),
        (towns[3].name, 10, 33.3),
        ("Other municipalities", 24, 80.0),
    ]


def test_under_five_is_hidden_with_another_that_would_tell_it(initiative):
    large, middle, small = supporters(initiative, 40, 6, 1, 0)

    shown = sums(initiative)

    assert shown == {large.pk: 40}
    assert middle.pk not in shown
    assert small.pk not in shown
    assert [place.count for place in places(initiative)] == [40, 7]


@pytest.mark.parametrize("numbers", [(4, 0), (40, 1, 0), (3, 2, 1), (0, 0)])
def test_nothing_is_shown_where_it_would_give_somebody_away(initiative, numbers):
    supporters(initiative, *numbers)
    assert places(initiative) == []


def test_unconfirmed_support_is_in_no_sum(initiative):
    supporters(initiative, 10, 5)
    Support.objects.create(initiative=initiative, email="x@example.org", language="fi")
    assert sums(initiative)[ELSEWHERE] == 5


def test_one_query_however_many(initiative):
    costs = []
    for numbers in ((5, 5), (20, 15, 10, 6, 5)):
        Support.objects.all().delete()
        supporters(initiative, *numbers)
        with counted() as queries:
            places(initiative)
        costs.append(len(queries))
    assert costs == [1, 1]


def test_count_and_sums_outlive_the_supports(initiative):
    supporters(initiative, 40, 12, 2, 9)
    before = places(initiative)
    Initiative.objects.filter(pk=initiative.pk).update(stage=Stage.DONE)
    ended = timezone.now() - timedelta(days=6 * 31)
    Submission.objects.filter(pk=initiative.pk).update(ended_at=ended)

    early = erase_supports(now=ended + timedelta(days=170))
    erased = erase_supports(now=timezone.now())

    initiative.refresh_from_db()
    assert (early, erased) == (0, 63)
    assert not initiative.supports.exists()
    assert initiative.support_count == 63
    assert places(initiative) == before
    # What was hidden is not in the row either: 2, and 9 that would tell it.
    assert sorted(number for _pk, number in initiative.kept_places) == [12, 40]


def test_unconfirmed_supports_go_after_a_week(initiative):
    supporters(initiative, 6, 0)
    waiting = Support.objects.create(
        initiative=initiative, email="odottaja@example.org", language="fi"
    )

    assert erase_supports(now=timezone.now() + timedelta(days=6)) == 0
    assert erase_supports(now=timezone.now() + timedelta(days=8)) == 1
    assert not Support.objects.filter(pk=waiting.pk).exists()
    assert initiative.supports.count() == 6
