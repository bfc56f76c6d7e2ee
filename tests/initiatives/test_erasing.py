"""An initiative that was withdrawn, or expired, is found in no table and no file."""

import io
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from core.crypto import email_hash
from initiatives.enums import Stage
from initiatives.models import (
    Attachment,
    Draft,
    Follower,
    Initiative,
    InitiativeEvent,
    InitiativeMail,
    Initiator,
    PaperBatch,
    Support,
)
from initiatives.services.retention import erase_followers
from moderation import services
from moderation.models import Submission
from tests.factories.initiatives import InitiativeFactory
from tests.factories.users import UserFactory
from tests.moderation.test_retention import bytes_with, rows_with, values_in_caches

FOLDER = Path(settings.STORAGES["private"]["OPTIONS"]["location"])
WORDS = ["kanarialintu", "Kanarialintu"]
ADDRESS = "kanarialintu.kalle@example.org"
HASH = email_hash(ADDRESS)


@pytest.fixture(autouse=True)
def _no_files_of_other_tests() -> None:
    shutil.rmtree(FOLDER, ignore_errors=True)


def canary(at: Stage) -> Initiative:
    """An initiative whose words, people and files are everywhere they can be."""
    staff = UserFactory(is_superuser=True)
    initiative = InitiativeFactory(
        at=Stage.SCREENING,
        title="Kanarialintu puistoon",
        proposal="Kanarialintu ilahduttaa.",
        effects="Lauluja: kanarialintu.",
        community="Kanarialintu ry",
        email=ADDRESS,
    )
    services.ask(submission=initiative, user=staff, text="Mikä kanarialintu?")
    services.answer_question(submission=initiative, text="Keltainen kanarialintu.")
    services.correct(
        submission=initiative, title="Kanarialintu", proposal="Kanarialintu puistoon."
    )
    services.write_note(submission=initiative, user=staff, text="Kanarialintu?")
    if at != Stage.MADE:
        services.start_screening(submission=Initiative.objects.get(pk=initiative.pk))
        services.approve(submission=initiative, user=staff)
        Submission.objects.filter(pk=initiative.pk).update(
            published_at=timezone.now() - timedelta(seconds=1)
        )
    now, common = timezone.now(), {"email": ADDRESS, "language": "fi"}
    Initiator.objects.update(name="Kanarialintu Kalle")
    batch = PaperBatch.objects.create(
        initiative=initiative, number=1, received_on=now.date(), keyed_by=staff
    )
    Support.objects.create(initiative=initiative, name="Kanarialintu", **common)
    Support.objects.create(
        initiative=initiative, name="Kanarialintu", batch=batch, language="fi"
    )
    draft = Draft.objects.create(
        initiative=initiative, answers="kanarialintu", expires_at=now, **common
    )
    Follower.objects.create(initiative=initiative, **common)
    Follower.objects.create(
        initiative=initiative, email="muu@example.org", language="fi", confirmed_at=now
    )
    InitiativeEvent.objects.create(
        initiative=initiative, title="Kanarialintu", text="kanarialintu"
    )
    for owner in ({"initiative": initiative}, {"draft": draft}):
        Attachment.objects.create(
            file=ContentFile(b"kanarialintu", name="kanarialintu.txt"),
            name="kanarialintu.txt",
            **owner,
        )
    return Initiative.objects.get(pk=initiative.pk)


def files_with() -> list[str]:
    return [
        path.name
        for path in FOLDER.rglob("*")
        if path.is_file() and (b"kanarialintu" in path.read_bytes())
    ]


def assert_found_nowhere(initiative) -> None:
    hidden = [*WORDS, ADDRESS, HASH]
    assert rows_with(hidden) == set()
    assert files_with() == []
    assert not initiative.revisions.exists()
    people = (Initiator, Support, PaperBatch, Draft, Attachment)
    assert not any(model.objects.exists() for model in people)
    assert not any(word in values_in_caches() for word in hidden)
    if connection.vendor == "sqlite":
        call_command("run_due", stdout=io.StringIO())
        assert bytes_with(hidden) == set()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("at", [Stage.MADE, Stage.PUBLISHED])
def test_withdrawn_initiative_is_found_nowhere(at):
    initiative = canary(at)
    assert "initiatives_initiative" in rows_with(WORDS), "the test can find it"
    assert len(files_with()) == 2

    services.withdraw(submission=initiative)

    assert_found_nowhere(initiative)
    now = Initiative.objects.get(pk=initiative.pk)
    assert now.stage == Stage.WITHDRAWN
    assert now.reference == initiative.reference


@pytest.mark.django_db(transaction=True)
def test_refused_initiative_is_found_nowhere_after_its_time():
    initiative = canary(Stage.MADE)
    services.start_screening(submission=initiative)
    services.reject(
        submission=initiative, user=UserFactory(), rule="", explanation="Kanarialintu."
    )
    long_ago = timezone.now() - timedelta(days=9999)
    Submission.objects.filter(pk=initiative.pk).update(ended_at=long_ago)

    services.erase_expired_contacts(now=timezone.now())
    services.erase_expired_texts(now=timezone.now())

    assert_found_nowhere(initiative)


@pytest.mark.django_db
def test_texts_of_a_public_one_stay_and_the_contact_goes():
    initiative = InitiativeFactory(at=Stage.DONE, email=ADDRESS)
    initiative.outbox.all().delete()
    long_ago = timezone.now() - timedelta(days=1200)
    Submission.objects.filter(pk=initiative.pk).update(ended_at=long_ago)

    assert services.erase_expired_texts(now=timezone.now()) == 0
    assert services.erase_expired_contacts(now=timezone.now()) == 1

    assert Initiative.objects.get(pk=initiative.pk).title == initiative.title


@pytest.mark.django_db
def test_followers_go_once_they_have_been_told():
    initiative = InitiativeFactory(at=Stage.COLLECTING)
    initiative.followers.create(
        email=ADDRESS, language="fi", confirmed_at=timezone.now()
    )
    InitiativeMail.objects.all().delete()
    services.withdraw(submission=initiative)

    erase_followers(now=timezone.now())
    assert initiative.followers.count() == 1
    InitiativeMail.objects.update(sent_at=timezone.now())
    erase_followers(now=timezone.now())

    assert not initiative.followers.exists()


@pytest.mark.django_db
def test_nothing_of_another_initiative_is_erased():
    one, other = InitiativeFactory(initiators=2), InitiativeFactory(initiators=2)
    Attachment.objects.create(
        initiative=other, file=ContentFile(b"x", name="x.txt"), name="x.txt"
    )

    services.withdraw(submission=one)

    assert other.initiators.count() == 2
    attachment = other.attachments.get()
    assert attachment.file.storage.exists(attachment.file.name)
    assert Initiative.objects.get(pk=other.pk).title
