"""The table of moves, cell by cell: what it allows is possible, and nothing else is."""

import itertools
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import timezone, translation

from initiatives.enums import Actor, Audience, Kind, Stage
from initiatives.models import Follower, Initiative, InitiativeMail
from initiatives.services import NotPossible, move
from initiatives.stages import (
    MOVES,
    PUBLIC,
    STATE_OF_STAGE,
    TABLE,
    WITH_REASONS,
    find,
    targets,
)
from moderation import services
from moderation.models import ModerationSettings, Submission
from moderation.services import NotAllowedNow
from tests.factories.initiatives import InitiativeFactory
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db

S = Stage
DOCS = Path("docs/initiatives.md")
# Stages in which an initiative is stored: a draft is none yet.
STORED = [stage for stage in Stage if stage != S.DRAFT]


def put(initiative: Initiative, stage: Stage) -> Initiative:
    """At this stage, whatever way it came."""
    Initiative.objects.filter(pk=initiative.pk).update(stage=stage)
    Submission.objects.filter(pk=initiative.pk).update(state=STATE_OF_STAGE[stage])
    return Initiative.objects.get(pk=initiative.pk)


def told() -> set[Audience]:
    return {
        Audience.INITIATORS
        if mail.initiator_id
        else Audience.FOLLOWERS
        if mail.follower_id
        else Audience.REGISTRY
        for mail in InitiativeMail.objects.all()
    }


@pytest.mark.parametrize("source", STORED)
@pytest.mark.parametrize("kind", Kind)
def test_each_cell_of_the_table(kind, source):
    """Every target by every actor; what the desk alone does is left to its services."""
    initiative = InitiativeFactory(kind=kind)
    Follower.objects.create(
        initiative=initiative,
        email="seuraaja@example.org",
        language="fi",
        confirmed_at=timezone.now(),
    )
    surprises = []
    for target, actor in itertools.product(Stage, Actor):
        cell = find(source, target, kind)
        allowed = bool(cell and actor in cell.actors and not cell.of_desk)
        with transaction.atomic():
            there = put(initiative, source)
            InitiativeMail.objects.all().delete()
            try:
                move(initiative=there, target=target, actor=actor)
            except NotPossible:
                moved = False
            else:
                moved = True
                now = Initiative.objects.get(pk=initiative.pk)
                assert (now.stage, now.state) == (target, STATE_OF_STAGE[target])
                assert told() == cell.mail, (source, target)
                assert now.events.get().stage == target
            transaction.set_rollback(True)
        if moved != allowed:
            surprises.append((source, target, actor, moved))
    assert surprises == []


def test_who_may_go_where_is_read_from_the_table():
    assert targets(S.HANDLING, Kind.INITIATIVE, Actor.REGISTRY) == [S.HEARD, S.DECIDED]
    assert targets(S.HANDLING, Kind.INITIATIVE, Actor.CLOCK) == []
    assert all(stage in PUBLIC for stage in WITH_REASONS)


# What the desk does, by the service that does it ---------------------------------


def undone(service, **given):
    """Decided and taken back at once."""

    def act(initiative):
        user = UserFactory(is_superuser=True)
        services.decide(service, submission=initiative, user=user, **given)
        there = Initiative.objects.get(pk=initiative.pk)
        services.undo(submission=there, user=user, version=there.version)

    return act


def by_staff(service, **given):
    return lambda initiative: service(
        submission=initiative, user=UserFactory(is_superuser=True), **given
    )


def later(initiative):
    services.go_on(submission=initiative, now=timezone.now() + timedelta(days=400))


def correct(initiative):
    services.correct(submission=initiative, title="Penkki", proposal="Penkki mäelle.")


def reviewed(initiative):
    services.ask_for_review(submission=initiative, text="Miksi?")
    by_staff(services.overturn)(initiative)


def overturned_and_undone(initiative):
    """The way back from a publication that a review brought."""
    services.ask_for_review(submission=initiative, text="Miksi?")
    undone(services.overturn)(initiative)


REFUSAL = {"rule": "", "explanation": "Ei käy."}
DECISIONS = {
    (S.MADE, S.SCREENING): lambda each: services.start_screening(submission=each),
    (S.SCREENING, S.CORRECTION): by_staff(
        services.return_for_correction, text="Poista nimi."
    ),
    (S.CORRECTION, S.REJECTED): later,
    (S.SCREENING, S.MADE): correct,
    (S.CORRECTION, S.MADE): correct,
    (S.REJECTED, S.MADE): by_staff(services.restore),
    (S.SCREENING, S.REJECTED): by_staff(services.reject, **REFUSAL),
    (S.SCREENING, S.PUBLISHED): by_staff(services.approve),
    (S.SCREENING, S.RECEIVED): by_staff(services.approve),
    (S.REJECTED, S.PUBLISHED): reviewed,
    (S.REJECTED, S.RECEIVED): reviewed,
}
# Decisions that are undone end where they began: source, act.
UNDONE = [
    (S.CORRECTION, S.SCREENING, undone(services.return_for_correction, text="Korjaa.")),
    (S.REJECTED, S.SCREENING, undone(services.reject, **REFUSAL)),
    (S.PUBLISHED, S.SCREENING, undone(services.approve)),
    (S.RECEIVED, S.SCREENING, undone(services.approve)),
    (S.PUBLISHED, S.REJECTED, overturned_and_undone),
    (S.RECEIVED, S.REJECTED, overturned_and_undone),
]
OF_DESK = {cell for cell, step in TABLE.items() if step.of_desk}


def act_of(source, target):
    if target == S.WITHDRAWN:
        return lambda each: services.withdraw(submission=each)
    if target == S.MADE and source in PUBLIC:
        return by_staff(services.restore)
    return DECISIONS.get((source, target))


def test_every_step_of_the_desk_has_a_service():
    back = {(source, target) for source, target, _act in UNDONE}
    without = {
        (source, target)
        for source, target, _kind in OF_DESK
        if act_of(source, target) is None
    }
    # Sent by its maker: `initiatives.making` and `initiatives.suggestions`.
    assert without - back == {(S.DRAFT, S.MADE)}


@pytest.mark.parametrize(
    ("source", "target", "kind"),
    sorted(cell for cell in OF_DESK if act_of(*cell[:2])),
    ids=str,
)
def test_the_desk_takes_the_steps_of_the_table(source, target, kind):
    initiative = InitiativeFactory(kind=kind, at=source)

    act_of(source, target)(initiative)

    initiative = Initiative.objects.get(pk=initiative.pk)
    assert initiative.stage == target
    assert initiative.state == STATE_OF_STAGE[target]
    assert (initiative.published_at is not None) is (target in PUBLIC)


@pytest.mark.parametrize(("over", "source", "act"), UNDONE, ids=lambda v: str(v)[:10])
def test_a_decision_that_is_undone_brings_the_stage_back(over, source, act):
    kind = Kind.SUGGESTION if over == S.RECEIVED else Kind.INITIATIVE
    settings = ModerationSettings.load()
    settings.undo_minutes = 5
    settings.save()
    initiative = InitiativeFactory(kind=kind, at=source)
    before = {
        "stage": source,
        "published_at": None,
        "threshold": 0,
        "collects_until": None,
    }

    act(initiative)

    now = Initiative.objects.filter(pk=initiative.pk).values(*before).get()
    assert now == before
    assert find(over, source, kind) is not None


# What each service may be done to: everywhere else it is refused.
POSSIBLE = {
    "approve": (by_staff(services.approve), {S.SCREENING}),
    "reject": (by_staff(services.reject, **REFUSAL), {S.SCREENING}),
    "return": (
        by_staff(services.return_for_correction, text="Korjaa."),
        {S.SCREENING},
    ),
    "correct": (correct, {S.MADE, S.SCREENING, S.CORRECTION, S.REJECTED}),
    "withdraw": (
        lambda each: services.withdraw(submission=each),
        {source for source, target, _kind in TABLE if target == S.WITHDRAWN},
    ),
    "restore": (
        by_staff(services.restore),
        {
            source
            for source, target, _kind in TABLE
            if target == S.MADE and source in {*PUBLIC, S.REJECTED}
        },
    ),
    "reply": (by_staff(services.reply, text="Kiitos."), set()),
    "withdraw consent": (
        lambda each: services.withdraw_consent(submission=each),
        set(),
    ),
    "rate": (lambda each: services.rate_reply(submission=each, helped="no"), set()),
}


@pytest.mark.parametrize("stage", [each for each in STORED if each != S.MERGED])
def test_services_of_the_desk_are_refused_where_they_do_not_belong(stage):
    light = {S.RECEIVED, S.CONSIDERED, S.PLANNED, S.NOT_NOW}
    kind = Kind.SUGGESTION if stage in light else Kind.INITIATIVE
    initiative = InitiativeFactory(kind=kind, at=stage)
    done = set()
    for name, (act, _stages) in POSSIBLE.items():
        with transaction.atomic():
            try:
                act(Initiative.objects.get(pk=initiative.pk))
                done.add(name)
            except NotAllowedNow:
                pass
            transaction.set_rollback(True)
    assert done == {name for name, (_act, where) in POSSIBLE.items() if stage in where}


# The documentation ----------------------------------------------------------------


def rows_of_code() -> list[str]:
    def words(kind, values):
        return ", ".join(str(each.label) for each in kind if each in values) or "–"

    with translation.override("en"):
        return [
            f"| {words(Kind, step.kinds)} | {step.source.label} | {step.target.label} "
            f"| {words(Actor, step.actors)} | {words(Audience, step.mail)} |"
            for step in MOVES
        ]


def test_docs_show_the_same_table():
    shown = re.findall(
        r"^\| (?:Initiative|Suggestion).*\|$", DOCS.read_text(), re.MULTILINE
    )

    assert shown == rows_of_code()
