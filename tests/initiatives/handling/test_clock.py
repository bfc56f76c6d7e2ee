"""What the law promises, watched by the clock."""

from datetime import timedelta

import pytest
from dateutil.relativedelta import relativedelta
from django.core import mail
from django.utils import timezone

from initiatives.enums import Kind, MailTemplate, Stage
from initiatives.models import Initiative, InitiativeMail, InitiativeSettings
from initiatives.outbox import send_due
from initiatives.services import clock
from moderation.clock import PARTS
from tests.factories.initiatives import InitiativeFactory
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()
PAST, FUTURE = NOW - timedelta(days=2), NOW + timedelta(days=2)


@pytest.mark.parametrize(
    ("at", "columns", "late"),
    [
        (Stage.SENT, {"acknowledge_by": PAST}, True),
        (Stage.REGISTERED, {"acknowledge_by": PAST}, True),
        (Stage.HANDLING, {"acknowledge_by": PAST}, False),
        (Stage.HANDLING, {"report_by": PAST}, True),
        (Stage.HANDLING, {"decide_by": PAST}, True),
        (Stage.DECIDED, {"decide_by": PAST}, False),
        (Stage.HANDLING, {"decide_by": FUTURE}, False),
        (Stage.DONE, {"report_by": PAST}, False),
        (Stage.COLLECTING, {"report_by": PAST}, False),
    ],
)
def test_late_where_something_is_owed(at, columns, late):
    initiative = InitiativeFactory(at=at, **columns)

    assert Initiative.objects.late(NOW).filter(pk=initiative.pk).exists() is late
    due = initiative.next_due()
    assert bool(due and due < NOW) is late


def test_late_one_is_told_once_a_week():
    registry = UserFactory(registry=True)
    InitiativeFactory(at=Stage.SENT, acknowledge_by=PAST, title="Penkki mäelle")
    InitiativeFactory(at=Stage.SENT)

    assert clock.remind_overdue(NOW) == 1
    assert clock.remind_overdue(NOW + timedelta(days=6)) == 0
    InitiativeMail.objects.exclude(template=MailTemplate.OVERDUE).delete()
    send_due()

    (sent,) = mail.outbox
    assert sent.to == [registry.email]
    assert "Penkki mäelle" in sent.subject
    assert "/admin/aloitteet/A-" in sent.body
    assert clock.remind_overdue(NOW + timedelta(days=8)) == 1


def test_nobody_is_reminded_where_nobody_can_be():
    InitiativeFactory(at=Stage.SENT, acknowledge_by=PAST)

    assert clock.remind_overdue(NOW) == 0
    assert not InitiativeMail.objects.filter(template=MailTemplate.OVERDUE).exists()


def test_registrys_own_address_gets_it_instead_of_people():
    UserFactory(registry=True)
    promises = InitiativeSettings.current()
    promises.registry_email = "kirjaamo@example.org"
    promises.save()
    initiative = InitiativeFactory(at=Stage.SENT, acknowledge_by=PAST)
    InitiativeMail.objects.all().delete()

    clock.remind_overdue(NOW)
    send_due()

    assert mail.outbox[0].to == ["kirjaamo@example.org"]
    # What was done meanwhile is not told as late.
    Initiative.objects.filter(pk=initiative.pk).update(acknowledge_by=FUTURE)
    clock.remind_overdue(NOW + timedelta(days=8))
    assert send_due(NOW + timedelta(days=8)) == 0


def test_threshold_that_is_reached_at_the_county_brings_the_limit_from_when_it_came():
    sent = NOW - timedelta(days=40)
    initiative = InitiativeFactory(
        at=Stage.HANDLING, threshold=100, support_count=100, sent_at=sent
    )
    few = InitiativeFactory(at=Stage.HANDLING, threshold=100, support_count=99)
    Initiative.objects.filter(pk=initiative.pk).update(threshold=100)
    Initiative.objects.filter(pk=few.pk).update(threshold=100)

    assert clock.limit_reached(NOW) == 1
    assert clock.limit_reached(NOW) == 0

    initiative.refresh_from_db()
    expected = timezone.localtime(sent) + relativedelta(months=6)
    assert timezone.localtime(initiative.decide_by).date() == expected.date()
    assert initiative.answer_by == initiative.next_due()


def test_answered_long_ago_is_archived():
    old = InitiativeFactory(at=Stage.DONE, stage_at=NOW - relativedelta(months=25))
    new = InitiativeFactory(at=Stage.NOT_DONE)
    suggestion = InitiativeFactory(
        kind=Kind.SUGGESTION, at=Stage.DONE, stage_at=NOW - relativedelta(months=25)
    )

    assert clock.archive_answered(NOW) == 1

    stages = [Initiative.objects.get(pk=i.pk).stage for i in (old, new, suggestion)]
    assert stages == [Stage.ARCHIVED, Stage.NOT_DONE, Stage.DONE]


def test_site_s_clock_has_the_parts_in_their_order():
    names = list(PARTS)

    assert names.index("limits of initiatives set") < names.index(
        "late initiatives told"
    )
    assert "initiatives archived" in names
