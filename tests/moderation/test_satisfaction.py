"""Counts of what senders say of replies."""

import pytest
from django.utils import timezone

from moderation import services
from moderation.enums import Helped, Later
from moderation.models import FollowUp, ReplyRating
from moderation.satisfaction import satisfaction
from tests.factories.feedback_forms import FeedbackFactory
from tests.support.queries import counted

pytestmark = pytest.mark.django_db

NOW = timezone.now()


START, END = NOW.replace(month=1, day=1), NOW.replace(month=1, day=1, year=NOW.year + 1)


def rated(helped, year=NOW.year):
    feedback = FeedbackFactory(answered=True)
    at = NOW.replace(year=year, month=6, day=1)
    return ReplyRating.objects.create(submission=feedback, helped=helped, at=at)


def test_ratings_of_the_time_are_counted():
    for helped in (Helped.YES, Helped.YES, Helped.NO):
        rated(helped)
    rated(Helped.YES, NOW.year - 1)
    with counted() as queries:
        said = satisfaction(START, END)
    assert (said.helped, said.got_better) == ({"yes": 2, "no": 1}, {})
    assert len(queries) == 1


def test_only_answers_that_were_given_are_counted():
    answered, silent = FeedbackFactory(answered=True), FeedbackFactory(answered=True)
    FollowUp.objects.create(
        submission=answered, ask_at=NOW, outcome=Later.BETTER, answered_at=NOW
    )
    FollowUp.objects.create(submission=silent, ask_at=NOW)
    assert satisfaction(START, END).got_better == {"better": 1}


def test_what_is_withdrawn_is_not_counted():
    rating = rated(Helped.YES)
    services.withdraw(submission=rating.submission)
    assert satisfaction(START, END).helped == {}
