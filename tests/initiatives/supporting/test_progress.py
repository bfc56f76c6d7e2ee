"""Each notice once, to whom it concerns."""

import pytest
from django.utils import timezone

from initiatives.enums import EventKind, MailTemplate, Stage
from initiatives.models import (
    Follower,
    Initiative,
    InitiativeEvent,
    InitiativeMail,
    InitiativeSettings,
)
from initiatives.supporting import progress
from initiatives.supporting.progress import level_of
from tests.factories import pages
from tests.factories.initiatives import InitiativeFactory
from tests.initiatives.supporting.test_services import confirm, give

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("supporters", "threshold", "level"),
    [
        (0, 100, 0),
        (32, 100, 0),
        (33, 100, 33),
        (65, 100, 33),
        (66, 100, 66),
        (99, 100, 66),
        (100, 100, 100),
        (5000, 100, 100),
        # A county without residents in its register has no threshold.
        (5000, 0, 0),
        (1, 3, 33),
    ],
)
def test_level(supporters, threshold, level):
    assert level_of(supporters, threshold) == level


@pytest.fixture
def initiative():
    """One supporter more makes a third, two thirds, all of three."""
    pages.initiatives_page()
    initiative = InitiativeFactory(at=Stage.COLLECTING)
    Initiative.objects.filter(pk=initiative.pk).update(threshold=3)
    Follower.objects.create(
        initiative=initiative,
        email="seuraaja@example.org",
        language="fi",
        confirmed_at=timezone.now(),
    )
    InitiativeMail.objects.all().delete()
    return initiative


def supported(initiative, number):
    for each in range(number):
        confirm(give(initiative, email=f"kannattaja{each}@example.org"))


def told(percent):
    """How many initiators, followers and registries are told of it."""
    mails = InitiativeMail.objects.filter(
        template=MailTemplate.PROGRESS, event__percent=percent
    )
    return (
        mails.filter(initiator__isnull=False).count(),
        mails.filter(follower__isnull=False).count(),
        mails.filter(initiator=None, follower=None).count(),
    )


def test_initiators_hear_of_a_third_and_everybody_of_all(initiative):
    supported(initiative, 3)

    assert [told(percent) for percent in (33, 66, 100)] == [
        (1, 0, 0),
        (1, 0, 0),
        (1, 1, 1),
    ]
    events = InitiativeEvent.objects.filter(kind=EventKind.SUPPORT)
    assert events.count() == 3


def test_a_notice_is_not_repeated_when_supporters_come_and_go(initiative):
    supported(initiative, 1)
    Initiative.objects.update(support_count=0)
    confirm(give(initiative, email="takaisin@example.org"))

    assert told(33) == (1, 0, 0)


def test_many_at_once_give_the_highest_notice_alone(initiative):
    """As when a batch of sheets has been checked; also after it has been sent."""
    Initiative.objects.update(support_count=70, threshold=100, stage=Stage.REGISTERED)

    given = [progress.give_missed_notices(timezone.now()) for _turn in range(2)]

    assert given == [1, 0]
    assert (told(33), told(66), told(100)) == ((0, 0, 0), (1, 0, 0), (0, 0, 0))


@pytest.mark.parametrize("stage", [Stage.DONE, Stage.WITHDRAWN])
def test_no_notice_of_what_has_ended(initiative, stage):
    Initiative.objects.update(support_count=70, threshold=100, stage=stage)
    assert progress.give_missed_notices(timezone.now()) == 0


def test_public_entry_is_in_the_language_of_the_initiative(initiative):
    Initiative.objects.update(language="en")
    supported(initiative, 1)

    event = InitiativeEvent.objects.get(kind=EventKind.SUPPORT)
    assert event.title == "A third of the supporters needed"


def test_mails_say_the_figures(
    initiative, mailoutbox, django_capture_on_commit_callbacks
):
    settings = InitiativeSettings.current()
    settings.registry_email = "kirjaamo@example.org"
    settings.save()
    Follower.objects.all().delete()
    Initiative.objects.filter(pk=initiative.pk).update(support_count=3, threshold=3)

    with django_capture_on_commit_callbacks(execute=True):
        progress.give_notice(pk=initiative.pk, now=timezone.now())

    initiator, registry = mailoutbox
    assert registry.to == ["kirjaamo@example.org"]
    for mail in (initiator, registry):
        assert initiative.slug in mail.body
        assert "3. " in mail.body
