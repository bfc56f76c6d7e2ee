"""Collecting ends by itself, reached or not."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from initiatives.enums import Stage
from initiatives.models import Initiative, InitiativeMail
from initiatives.supporting.clock import end_collecting
from tests.factories.initiatives import InitiativeFactory

pytestmark = pytest.mark.django_db


def collected(**fields):
    initiative = InitiativeFactory(at=Stage.COLLECTING)
    past = timezone.now() - timedelta(minutes=1)
    Initiative.objects.filter(pk=initiative.pk).update(
        **{"collects_until": past, **fields}
    )
    return initiative


@pytest.mark.parametrize(("supporters", "reached"), [(9, False), (10, True)])
def test_it_goes_to_the_county_and_the_time_limit_follows_the_threshold(
    supporters, reached
):
    initiative = collected(threshold=10, support_count=supporters)

    now = timezone.now()
    assert (end_collecting(now), end_collecting(now)) == (1, 0)

    initiative.refresh_from_db()
    assert initiative.stage == Stage.SENT
    assert (initiative.decide_by is not None) is reached
    assert InitiativeMail.objects.filter(event__stage=Stage.SENT).exists()


def test_who_reaches_the_threshold_goes_on_collecting():
    initiative = collected(
        threshold=10, support_count=10, collects_until=timezone.now() + timedelta(1)
    )
    assert end_collecting(timezone.now()) == 0
    initiative.refresh_from_db()
    assert initiative.stage == Stage.COLLECTING


def test_withdrawn_one_stays_withdrawn():
    from moderation import services

    initiative = collected()
    services.withdraw(submission=initiative)
    assert end_collecting(timezone.now()) == 0


def test_the_clock_does_it():
    initiative = collected()
    call_command("run_due", verbosity=0)
    initiative.refresh_from_db()
    assert initiative.stage == Stage.SENT
