"""Steps and news: what is written, who is told, what is refused."""

from datetime import timedelta

import pytest
from django.utils import timezone

from initiatives.enums import EventKind, Kind, MailTemplate, Stage
from initiatives.models import InitiativeEvent, InitiativeMail
from initiatives.services import (
    Incomplete,
    NotPossible,
    Told,
    take_step,
    tell_news,
)
from moderation.enums import Action, SubmissionState
from moderation.models import AuditEvent
from moderation.services import Conflict
from tests.factories.core import DecisionBodyFactory
from tests.factories.initiatives import InitiativeFactory
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db


def step(initiative, target, **kwargs):
    kwargs.setdefault("version", initiative.version)
    take_step(
        initiative=initiative,
        target=target,
        user=UserFactory(registry=True),
        **kwargs,
    )
    initiative.refresh_from_db()
    return initiative


def news(initiative, kind, **kwargs):
    told = Told(title="Missä mennään", text="Lautakunta käsittelee asian keväällä.")
    tell_news(
        initiative=initiative,
        kind=kind,
        user=UserFactory(registry=True),
        version=initiative.version,
        told=told,
        **kwargs,
    )
    initiative.refresh_from_db()
    return initiative


def test_whole_way_from_sent_to_done():
    body = DecisionBodyFactory(name_fi="Palvelulautakunta")
    initiative = InitiativeFactory(at=Stage.SENT)
    today = timezone.localdate()

    step(initiative, Stage.REGISTERED, registry_number="PIRHA/12/2026")
    step(
        initiative,
        Stage.HANDLING,
        handling_body=body,
        county_contact="Kirjaamo",
        estimate=today + timedelta(days=60),
    )
    step(initiative, Stage.HEARD, heard_on=today)
    step(initiative, Stage.DECIDED, told=Told(link="https://example.org/poytakirja"))
    step(initiative, Stage.DONE, answer="Penkki on paikallaan.", measures="Penkki.")

    assert initiative.state == SubmissionState.ANSWERED
    assert initiative.ended_at
    assert initiative.answer_by is None
    assert initiative.handling_body == body
    details = list(
        AuditEvent.objects.filter(action=Action.MOVED)
        .order_by("pk")
        .values_list("detail", flat=True)
    )
    assert details == [
        "sent>registered",
        "registered>handling",
        "handling>heard",
        "heard>decided",
        "decided>done",
    ]
    decided = InitiativeEvent.objects.get(initiative=initiative, stage=Stage.DECIDED)
    assert decided.link == "https://example.org/poytakirja"


@pytest.mark.parametrize(
    ("at", "target", "kind"),
    [
        (Stage.SENT, Stage.REGISTERED, Kind.INITIATIVE),
        (Stage.REGISTERED, Stage.HANDLING, Kind.INITIATIVE),
        (Stage.HANDLING, Stage.HEARD, Kind.INITIATIVE),
        (Stage.DECIDED, Stage.NOT_DONE, Kind.INITIATIVE),
        (Stage.DECIDED, Stage.DONE, Kind.INITIATIVE),
        (Stage.RECEIVED, Stage.NOT_NOW, Kind.SUGGESTION),
    ],
)
def test_step_without_what_it_promises_is_refused(at, target, kind):
    initiative = InitiativeFactory(at=at, kind=kind)

    with pytest.raises(Incomplete):
        step(initiative, target)

    initiative.refresh_from_db()
    assert initiative.stage == at


def test_another_person_was_first():
    initiative = InitiativeFactory(at=Stage.SENT)

    with pytest.raises(Conflict):
        step(
            initiative,
            Stage.REGISTERED,
            registry_number="1",
            version=initiative.version - 1,
        )


def test_report_moves_the_next_one_on_and_is_told_to_both():
    initiative = InitiativeFactory(at=Stage.HANDLING, initiators=2)
    before = timezone.now() - timedelta(days=1)
    type(initiative).objects.filter(pk=initiative.pk).update(report_by=before)
    InitiativeMail.objects.all().delete()

    news(initiative, EventKind.REPORT)

    months = (initiative.report_by - timezone.now()).days
    assert 88 <= months <= 93
    assert initiative.answer_by == initiative.next_due()
    mails = InitiativeMail.objects.filter(template=MailTemplate.EVENT)
    assert mails.filter(initiator__isnull=False).count() == 2


def test_update_changes_who_handles_it():
    body = DecisionBodyFactory(name_fi="Aluehallitus")
    initiative = InitiativeFactory(at=Stage.HANDLING)

    news(initiative, EventKind.UPDATE, handling_body=body)

    assert initiative.handling_body == body
    assert AuditEvent.objects.get(action=Action.NEWS_TOLD).detail == "update"


@pytest.mark.parametrize(
    ("at", "kind"),
    [
        (Stage.COLLECTING, EventKind.REPORT),
        (Stage.ARCHIVED, EventKind.UPDATE),
        (Stage.DECIDED, EventKind.HEARING),
        (Stage.SCREENING, EventKind.UPDATE),
        (Stage.PUBLISHED, EventKind.UPDATE),
    ],
)
def test_news_that_cannot_be_told_now(at, kind):
    initiative = InitiativeFactory(at=at)

    with pytest.raises(NotPossible):
        news(initiative, kind)

    assert not initiative.events.exclude(kind=EventKind.STAGE).exists()


def test_news_change_nothing_but_who_handles_it():
    initiative = InitiativeFactory(at=Stage.HANDLING)

    with pytest.raises(NotPossible):
        news(initiative, EventKind.UPDATE, answer="Ei.")


def test_suggestion_that_is_not_done_now_can_be_taken_up_again():
    suggestion = InitiativeFactory(kind=Kind.SUGGESTION, at=Stage.CONSIDERED)

    step(suggestion, Stage.NOT_NOW, answer="Rahaa on ensi vuonna.")
    assert suggestion.state == SubmissionState.ANSWERED

    step(suggestion, Stage.CONSIDERED)
    assert suggestion.state == SubmissionState.HANDLING
