"""The stepped line, the promises and what comes next, by stage and day."""

from datetime import timedelta

import pytest
from django.utils import timezone

from initiatives.enums import Kind, Stage
from initiatives.models import Initiative
from initiatives.public import path
from initiatives.public.progress import Progress
from tests.factories.initiatives import InitiativeFactory

pytestmark = pytest.mark.django_db


def statuses(initiative, now=None) -> str:
    """The first letters of done, now, next and late."""
    steps = path.steps(initiative, now or timezone.now())
    return " ".join(step.status for step in steps)


@pytest.mark.parametrize(
    ("stage", "expected"),
    [
        (Stage.MADE, "now next next next next next next"),
        (Stage.PUBLISHED, "done now next next next next next"),
        (Stage.COLLECTING, "done done now next next next next"),
        (Stage.SENT, "done done done now next next next"),
        (Stage.REGISTERED, "done done done done now next next"),
        (Stage.HANDLING, "done done done done done now next"),
        (Stage.HEARD, "done done done done done now next"),
        (Stage.DECIDED, "done done done done done done now"),
        (Stage.DONE, "done done done done done done done"),
        (Stage.NOT_DONE, "done done done done done done done"),
        (Stage.ARCHIVED, "done done done done done done done"),
    ],
)
def test_steps_of_an_initiative(stage, expected):
    assert statuses(InitiativeFactory(at=stage)) == expected


@pytest.mark.parametrize(
    ("stage", "expected"),
    [
        (Stage.RECEIVED, "done now next next"),
        (Stage.CONSIDERED, "done done now next"),
        (Stage.PLANNED, "done done done now next"),
        (Stage.DONE, "done done done done"),
        (Stage.NOT_NOW, "done done done done"),
    ],
)
def test_steps_of_a_suggestion(stage, expected):
    initiative = InitiativeFactory(kind=Kind.SUGGESTION, at=stage)
    assert statuses(initiative) == expected


def test_answer_to_a_suggestion_is_late_after_its_day():
    initiative = InitiativeFactory(kind=Kind.SUGGESTION, at=Stage.RECEIVED)
    after = initiative.answer_by + timedelta(days=1)
    assert statuses(initiative, after) == "done now next late"


def test_without_collecting_there_is_no_such_step():
    initiative = InitiativeFactory(at=Stage.COLLECTING, collects=False)
    assert initiative.stage == Stage.SENT
    assert statuses(initiative) == "done done now next next next"


def test_what_is_late_is_said_so():
    initiative = InitiativeFactory(at=Stage.SENT)
    after = initiative.acknowledge_by + timedelta(seconds=1)
    assert statuses(initiative, after) == "done done done now late next next"
    assert next(one.status for one in path.promises(initiative, after)) == "late"


def test_promises_before_the_sending_follow_from_the_last_day_of_support():
    end = timezone.now() + timedelta(days=10)
    initiative = InitiativeFactory(at=Stage.COLLECTING, collects_until=end)
    assert path.acknowledge_by(initiative) > end + timedelta(days=27)
    assert path.decide_by(initiative) > end + timedelta(days=180)
    assert [one.status for one in path.promises(initiative, timezone.now())] == [
        "next",
        "next",
    ]


def test_handling_limit_is_promised_only_where_the_threshold_was_reached():
    few = InitiativeFactory(at=Stage.SENT)
    assert few.decide_by is None
    assert path.decide_by(few) is None


def test_a_promise_that_was_kept_is_done():
    initiative = InitiativeFactory(at=Stage.REGISTERED)
    assert path.promises(initiative, timezone.now())[0].status == "done"


@pytest.mark.parametrize("stage", [Stage.DONE, Stage.NOT_DONE, Stage.ARCHIVED])
def test_nothing_comes_after_the_end(stage):
    assert path.ahead(InitiativeFactory(at=stage), timezone.now()) == []


@pytest.mark.parametrize("stage", [Stage.COLLECTING, Stage.SENT, Stage.HANDLING])
def test_something_comes_before_the_end(stage):
    assert path.ahead(InitiativeFactory(at=stage), timezone.now())


def test_dates_are_those_of_the_county():
    initiative = InitiativeFactory(at=Stage.COLLECTING)
    late_evening = timezone.now().replace(hour=22, minute=30)
    Initiative.objects.filter(pk=initiative.pk)
    initiative.received_at = late_evening
    made = path.steps(initiative, timezone.now())[0]
    assert made.date == timezone.localtime(late_evening).date()


@pytest.mark.parametrize(
    ("count", "percent", "here", "looks"),
    [
        (0, 0, "0.0%", "goal goal goal here"),
        (1284, 23, "23.8%", "goal goal goal here"),
        (1800, 33, "33.3%", "goal goal here"),
        (3912, 72, "72.4%", "tied goal here"),
        (5399, 99, "100.0%", "tied tied goal here"),
        (5400, 100, "100.0%", "tied tied tied"),
        (7204, 133, "100.0%", "tied tied tied"),
    ],
)
def test_thread_runs_as_far_as_the_supporters(count, percent, here, looks):
    progress = Progress(count, 5400)
    assert progress.percent == percent
    assert progress.here == here
    assert " ".join(knot.look for knot in progress.knots) == looks
