"""The demo's initiatives: one at every stage, made by the services, and dated on the day."""

import io
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.utils import timezone
from freezegun import freeze_time

from home.demo import initiatives
from home.demo.drafts import draft_links
from home.demo.feedback import foreign_submissions
from home.demo.files import own_id, read
from initiatives.enums import EventKind, Kind, Stage
from initiatives.models import Initiative, InitiativeMail, Initiator, Support
from moderation.enums import MessageKind
from moderation.models import AuditEvent, OutboxMail
from tests.home.test_demo import assert_short_and_plain

TODAY = "2025-03-12"
NOON = datetime(2025, 3, 12, 12, tzinfo=timezone.get_default_timezone())
LIGHT = {
    Stage.RECEIVED,
    Stage.CONSIDERED,
    Stage.PLANNED,
    Stage.DONE,
    Stage.NOT_NOW,
    Stage.MERGED,
}


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker, test_database):
    with django_db_blocker.unblock():
        call_command("load_demo", stdout=io.StringIO(), today=TODAY)
    yield
    with django_db_blocker.unblock():
        test_database.restore()


@pytest.fixture
def demo(loaded, db):
    with freeze_time(NOON):
        yield


def one(key):
    return Initiative.objects.get(nonce=own_id("initiative", key))


def test_sentences_are_short_and_plain():
    for row in read("initiatives.toml")["initiatives"]:
        if row["language"] == "fi":
            words = [row["title"], row["proposal"], row.get("effects", "")]
            for step in row.get("steps", []):
                words += [step.get("title", ""), step.get("text", "")]
                words += [step.get("columns", {}).get("answer", "")]
            for text in words:
                assert_short_and_plain(text, 15)


def test_there_is_one_at_every_stage(demo):
    def stages(kind):
        return set(Initiative.objects.filter(kind=kind).values_list("stage", flat=True))

    # A draft is no initiative yet, and what is just made is checked within a minute.
    light_only = LIGHT - {Stage.DONE}
    passing = {Stage.DRAFT, Stage.MADE}
    assert stages(Kind.INITIATIVE) == set(Stage) - light_only - passing
    assert stages(Kind.SUGGESTION) == LIGHT


def test_they_are_in_three_languages(demo):
    assert set(Initiative.objects.values_list("language", flat=True)) == {
        "fi",
        "sv",
        "en",
    }


def test_one_is_late(demo):
    assert [item.pk for item in Initiative.objects.late(NOON)] == [
        one("tekstiviesti-kaynnista").pk
    ]


def test_counts_are_those_of_the_rows(demo):
    for item in Initiative.objects.filter(supports_erased_at=None).exclude(
        stage=Stage.MERGED
    ):
        assert (
            item.support_count
            == Support.objects.counted().filter(initiative=item).count()
        ), item.title


def test_a_picture_was_removed_and_its_makers_were_told(demo):
    item = one("nuorten-vastaanotto")
    assert not item.attachments.exists()
    kept = item.originals.files().get()
    assert kept.text == "Luokkamme.png"
    assert kept.content.startswith(b"\x89PNG")
    told = item.messages.get(kind=MessageKind.FILE_REMOVED).text
    assert "Kuvasta voi tunnistaa luokkanne." in told


def test_sheets_count_once_they_are_checked(demo):
    checked, waiting = one("ensihoito-virroille").batches.all()
    assert (checked.supports.count(), waiting.supports.count()) == (86, 14)
    assert checked.checked_by != checked.keyed_by
    assert waiting.checked_by is None


def test_supporters_of_the_joined_one_moved_along(demo):
    joined = one("penkki-toinen")
    assert joined.merged_into == one("penkki")
    assert not joined.supports.exists()
    assert one("penkki").support_count == 88


def test_one_has_a_document_and_a_picture(demo):
    files = one("ensihoito-virroille").attachments.values_list("name", flat=True)
    assert list(files) == ["Ajoajat Virroille.pdf", "Talvitie.png"]


def test_the_draft_is_continued_by_its_link(demo, client):
    ((_language, link),) = draft_links()
    response = client.get(urlsplit(link).path)
    assert response.status_code == 302
    assert client.get(response["Location"]).status_code == 200


def test_long_ended_ones_have_forgotten_their_supporters(demo):
    ended = Initiative.objects.exclude(supports_erased_at=None)
    assert ended.count() == 3
    assert not Support.objects.filter(initiative__in=ended).exists()


def test_all_is_dated_before_the_day_and_in_order(demo):
    for item in Initiative.objects.all():
        times = [event.happened_at for event in item.events.order_by("happened_at")]
        assert all(item.received_at < at < NOON for at in times)
        acts = AuditEvent.objects.filter(reference=item.reference).order_by("pk")
        logged = list(acts.values_list("at", flat=True))
        assert logged == sorted(logged)
        assert logged[-1] < NOON
    confirmed = Support.objects.exclude(confirmed_at=None).order_by("confirmed_at")
    assert confirmed.last().confirmed_at < NOON
    assert confirmed.first().confirmed_at > NOON - timedelta(days=365)


def test_progress_was_told_of(demo):
    told = one("induktiosilmukka").events.filter(kind=EventKind.SUPPORT)
    assert sorted(told.values_list("percent", flat=True)) == [33, 66, 100]


def test_each_initiative_has_one_contact_person(demo):
    # What was withdrawn has been erased.
    there = Initiative.objects.exclude(stage=Stage.WITHDRAWN)
    for item in there.filter(kind=Kind.INITIATIVE):
        assert Initiator.objects.filter(initiative=item, is_contact=True).count() == 1


def test_no_mail_waits(demo):
    assert not InitiativeMail.objects.exists()
    assert not OutboxMail.objects.filter(sent_at=None, failed_at=None).exists()


def test_they_are_the_demos_own(demo):
    assert not foreign_submissions().exists()


def test_loading_again_changes_nothing(demo):
    before = Initiative.objects.count(), Support.objects.count()
    from home.demo.files import Calendar

    assert initiatives.load_initiatives(Calendar(NOON)) == 0
    assert (Initiative.objects.count(), Support.objects.count()) == before
