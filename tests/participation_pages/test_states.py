"""The state of an opportunity: the rule in Python and in SQL, on every edge."""

from datetime import UTC, date, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest

from participation_pages.enums import OpportunityState
from participation_pages.models import OpportunityPage
from participation_pages.states import Times, state_at
from tests.factories import pages

HELSINKI = ZoneInfo("Europe/Helsinki")
# The clocks change on 29 March: the week before closing has 167 hours on the wall.
OPENS = datetime(2026, 3, 2, 8, tzinfo=HELSINKI).astimezone(UTC)
CLOSES = datetime(2026, 3, 31, 16, tzinfo=HELSINKI).astimezone(UTC)
DUE = date(2026, 6, 30)
TICK = timedelta(microseconds=1)

EDGES = [
    (OPENS - TICK, OpportunityState.OPENS_SOON),
    (OPENS, OpportunityState.OPEN),
    (CLOSES - timedelta(days=7) - TICK, OpportunityState.OPEN),
    (CLOSES - timedelta(days=7), OpportunityState.CLOSES_SOON),
    (CLOSES - TICK, OpportunityState.CLOSES_SOON),
    (CLOSES, OpportunityState.CLOSED),
    (datetime(2026, 5, 30, 23, 59, tzinfo=HELSINKI), OpportunityState.CLOSED),
    (datetime(2026, 5, 31, 0, 0, tzinfo=HELSINKI), OpportunityState.OUTCOME_DUE),
    # The promised day itself is in time, until midnight in Finland.
    (datetime(2026, 6, 30, 23, 59, 59, tzinfo=HELSINKI), OpportunityState.OUTCOME_DUE),
    (datetime(2026, 7, 1, 0, 0, tzinfo=HELSINKI), OpportunityState.OUTCOME_LATE),
]


@pytest.mark.parametrize(("now", "state"), EDGES)
def test_state_follows_from_the_times(now, state):
    assert state_at(Times(OPENS, CLOSES, DUE), now) == state


@pytest.mark.parametrize(
    ("now", "state"),
    [
        (CLOSES - TICK, OpportunityState.CLOSES_SOON),
        (CLOSES, OpportunityState.OUTCOME_PUBLISHED),
        (datetime(2027, 1, 1, tzinfo=HELSINKI), OpportunityState.OUTCOME_PUBLISHED),
    ],
)
def test_a_published_outcome_shows_after_closing(now, state):
    assert state_at(Times(OPENS, CLOSES, DUE, outcome_published_at=OPENS), now) == state


@pytest.mark.django_db
def test_the_database_says_the_same():
    page = pages.opportunity_page(opens_at=OPENS, closes_at=CLOSES, outcome_due=DUE)
    moments = [edge.astimezone(HELSINKI) for edge, _state in EDGES]
    for published, now in product([None, OPENS, CLOSES + timedelta(days=20)], moments):
        OpportunityPage.objects.filter(pk=page.pk).update(
            outcome_published_at=published
        )
        row = OpportunityPage.objects.with_state(now).get(pk=page.pk)
        assert row.state_now == row.state_at(now), (published, now)
        assert OpportunityPage.objects.count_states(now) == {row.state_now: 1}
        assert [
            state
            for state in OpportunityState
            if OpportunityPage.objects.in_state(state, now=now)
        ] == [row.state_now], (published, now)


@pytest.mark.django_db
@pytest.mark.parametrize("missing", ["opens_at", "closes_at", "outcome_due"])
def test_a_page_without_its_times_is_in_one_state(missing):
    page = pages.opportunity_page(late=True)
    OpportunityPage.objects.filter(pk=page.pk).update(**{missing: None})
    found = [
        state
        for state in OpportunityState
        if OpportunityPage.objects.in_state(state, now=CLOSES)
    ]
    assert found == [OpportunityPage.objects.get(pk=page.pk).state_at(CLOSES)]
