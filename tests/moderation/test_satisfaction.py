"""Counts of what senders say of replies."""

import pytest
from django.utils import timezone

from moderation import satisfaction, services
from moderation.enums import Helped, Later
from moderation.models import FollowUp, ReplyRating
from moderation.satisfaction import Counted
from tests.factories.core import ServiceUnitFactory
from tests.factories.feedback_forms import FeedbackFactory
from tests.support.queries import counted

pytestmark = pytest.mark.django_db

NOW = timezone.now()


def rated(unit, helped, year):
    feedback = FeedbackFactory(answered=True, unit=unit)
    at = NOW.replace(year=year, month=6, day=1)
    return ReplyRating.objects.create(submission=feedback, helped=helped, at=at)


def test_ratings_are_counted_by_unit_and_year():
    here, there = ServiceUnitFactory(), ServiceUnitFactory()
    for helped in (Helped.YES, Helped.YES, Helped.NO):
        rated(here, helped, 2026)
    rated(here, Helped.YES, 2025)
    rated(there, Helped.PARTLY, 2026)
    with counted() as queries:
        rows = satisfaction.helped()
    area, other = here.service_area_id, there.service_area_id
    assert set(rows) == {
        Counted(2026, area, here.pk, "yes", 2),
        Counted(2026, area, here.pk, "no", 1),
        Counted(2025, area, here.pk, "yes", 1),
        Counted(2026, other, there.pk, "partly", 1),
    }
    assert len(queries) == 1
    assert satisfaction.totals(rows) == {"yes": 3, "no": 1, "partly": 1}


def test_only_answers_that_were_given_are_counted():
    answered, silent = FeedbackFactory(answered=True), FeedbackFactory(answered=True)
    FollowUp.objects.create(
        submission=answered, ask_at=NOW, outcome=Later.BETTER, answered_at=NOW
    )
    FollowUp.objects.create(submission=silent, ask_at=NOW)
    (row,) = satisfaction.got_better()
    assert (row.unit_id, row.answer, row.number) == (answered.unit_id, "better", 1)


def test_what_is_withdrawn_is_not_counted():
    unit = ServiceUnitFactory()
    rating = rated(unit, Helped.YES, 2026)
    services.withdraw(submission=rating.submission)
    assert satisfaction.helped() == []
