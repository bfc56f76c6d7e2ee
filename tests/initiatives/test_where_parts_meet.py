"""What one part takes back, no other part goes on telling."""

import uuid
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from core.crypto import email_hash
from initiatives import outbox
from initiatives.enums import Kind, MailTemplate, Stage
from initiatives.initiators.services import leave
from initiatives.making import services as making
from initiatives.making.drafts import Answers
from initiatives.making.forms import TitleForm
from initiatives.models import (
    Initiative,
    InitiativeMail,
    InitiativeSettings,
    Initiator,
    Support,
)
from initiatives.services.mail import MOST_TO_ADDRESS, queue
from initiatives.services.retention import erase_initiators, erase_supports
from initiatives.suggestions.merging import merge
from initiatives.suggestions.services import give_tap
from initiatives.supporting import services as supporting
from initiatives.supporting.clock import forget_addresses
from moderation import services
from moderation.models import Submission
from moderation.redaction import Passage
from moderation.services.undoing import settle
from tests.factories import pages
from tests.factories.core import MunicipalityFactory
from tests.factories.initiatives import (
    InitiativeFactory,
    InitiatorFactory,
    bring,
    publish,
)
from tests.factories.users import UserFactory
from tests.initiatives.making.test_confirmation import sent_draft
from tests.moderation.test_retention import rows_with

pytestmark = pytest.mark.django_db

SECRET = "Salainen otsikko"
ADDRESS = "kaisa@example.org"


@pytest.fixture(autouse=True)
def page():
    return pages.initiatives_page()


def anew(initiative) -> Initiative:
    return Initiative.objects.get(pk=initiative.pk)


def checked_again(initiative, **texts) -> Initiative:
    """Taken from the public pages by a moderator, and perhaps corrected there."""
    services.restore(submission=anew(initiative), user=UserFactory(is_superuser=True))
    if texts:
        services.correct(submission=anew(initiative), **texts)
    return anew(initiative)


def joined() -> Initiative:
    """A suggestion that was joined to one whose new title nobody may read."""
    staff = UserFactory(is_superuser=True)
    into, other = (
        InitiativeFactory(kind=Kind.SUGGESTION, at=Stage.RECEIVED) for _ in range(2)
    )
    versions = {each.pk: each.version for each in (into, other)}
    merge(into=into, others=[other], user=staff, versions=versions)
    checked_again(into, title=SECRET, proposal="Teksti.")
    return anew(other)


@pytest.mark.parametrize(
    "rest", ["", "seuraa/", "kommentit/", "kannata/", "kannattajat/", "jaa/"]
)
def test_what_was_joined_does_not_lead_to_what_is_checked_again(client, rest):
    other = joined()
    comments = InitiativeSettings.load()
    comments.comments = True
    comments.save()
    response = client.get(f"/aloitteet/{other.slug}/{rest}")
    assert "salainen" not in response.headers.get("Location", "")
    assert SECRET not in response.content.decode()


def test_mail_of_joining_names_only_what_is_public():
    other = joined()
    person = InitiatorFactory(initiative=other)
    event = other.events.get(stage=Stage.MERGED)
    queue(MailTemplate.STAGE, initiative=other, event=event, initiator=person)
    InitiativeMail.objects.exclude(initiator=person).delete()
    outbox.send_due()
    assert mail.outbox
    assert SECRET not in mail.outbox[-1].body


@pytest.mark.parametrize("template", [MailTemplate.STAGE, MailTemplate.CONFIRM_FOLLOW])
def test_waiting_mail_tells_no_follower_of_what_is_checked_again(template):
    initiative = InitiativeFactory(at=Stage.COLLECTING)
    follower = initiative.followers.create(
        email=ADDRESS, language="fi", confirmed_at=timezone.now()
    )
    event = initiative.events.first()
    InitiativeMail.objects.all().delete()
    queue(template, initiative=initiative, event=event, follower=follower)
    checked_again(initiative, title=SECRET, proposal="Teksti.", effects="")
    InitiativeMail.objects.filter(initiator__isnull=False).delete()
    mail.outbox.clear()
    outbox.send_due()
    assert mail.outbox == []


def give(initiative, now=None):
    supporting.give_support(
        initiative=initiative,
        email=ADDRESS,
        name="Kaisa",
        name_public=True,
        municipality=None,
        language="fi",
        nonce=uuid.uuid4(),
        now=now or timezone.now(),
    )
    return initiative.supports.get(email_hash=email_hash(ADDRESS))


def test_address_of_a_supporter_is_not_kept_without_a_mail_that_needs_it():
    initiative = InitiativeFactory(at=Stage.COLLECTING)
    support = give(initiative)
    supporting.confirm_support(support=support, now=timezone.now())
    for _try in range(10):
        support = give(initiative)
        InitiativeMail.objects.update(sent_at=timezone.now())
        forget_addresses(timezone.now())
    support.refresh_from_db()
    assert support.email == ""


def test_supports_of_what_was_taken_up_again_are_erased_too():
    suggestion = InitiativeFactory(kind=Kind.SUGGESTION, at=Stage.RECEIVED)
    now = timezone.now()

    def end_and_erase():
        Submission.objects.filter(pk=suggestion.pk).update(
            state="answered", ended_at=now - timedelta(days=999)
        )
        Initiative.objects.filter(pk=suggestion.pk).update(stage=Stage.NOT_NOW)
        erase_supports(now=now)
        assert not Support.objects.filter(initiative=suggestion).exists()

    give_tap(suggestion=suggestion, mark="a", language="fi", now=now)
    end_and_erase()
    Submission.objects.filter(pk=suggestion.pk).update(state="handling", ended_at=None)
    Initiative.objects.filter(pk=suggestion.pk).update(stage=Stage.CONSIDERED)
    give_tap(suggestion=anew(suggestion), mark="b", language="fi", now=now)
    end_and_erase()
    assert anew(suggestion).support_count == 2


def test_threshold_of_its_first_publication_stays():
    MunicipalityFactory(population=1000)
    initiative = InitiativeFactory(at=Stage.SENT, support_count=10)
    assert initiative.threshold == 10
    checked_again(initiative)
    promises = InitiativeSettings.load()
    promises.threshold_percent = 50
    promises.save()
    bring(anew(initiative), Stage.PUBLISHED)
    publish(anew(initiative))
    now = anew(initiative)
    assert (now.stage, now.threshold) == (Stage.SENT, 10)
    assert now.decide_by


def test_threshold_of_an_approval_that_was_undone_is_forgotten():
    MunicipalityFactory(population=1000)
    initiative = InitiativeFactory(at=Stage.SCREENING)
    staff = UserFactory(is_superuser=True)
    services.decide(services.approve, submission=initiative, user=staff)
    services.undo(
        submission=anew(initiative), user=staff, version=anew(initiative).version
    )
    assert anew(initiative).threshold == 0


def test_support_can_be_taken_back_while_it_is_checked_again():
    initiative = InitiativeFactory(at=Stage.COLLECTING)
    support = give(initiative)
    supporting.confirm_support(support=support, now=timezone.now())
    checked_again(initiative)
    supporting.withdraw_support(support=support)
    assert anew(initiative).support_count == 0
    assert not Support.objects.exists()


def test_initiator_who_leaves_is_named_no_more(client, settings):
    settings.PAGE_CACHE_SECONDS = 60
    initiative = InitiativeFactory(at=Stage.COLLECTING)
    person = InitiatorFactory(initiative=initiative, name="Lea Lähtijä")
    address = f"/aloitteet/{initiative.slug}/"
    assert "Lea Lähtijä" in client.get(address).content.decode()
    leave(initiator=person)
    assert "Lea Lähtijä" not in client.get(address).content.decode()


def test_supporter_who_hides_the_name_is_named_no_more(client, settings):
    settings.PAGE_CACHE_SECONDS = 60
    initiative = InitiativeFactory(at=Stage.COLLECTING)
    support = give(initiative)
    supporting.confirm_support(support=support, now=timezone.now())
    address = f"/aloitteet/{initiative.slug}/kannattajat/"
    assert b"Kaisa" in client.get(address).content
    supporting.hide_name(support=support)
    assert b"Kaisa" not in client.get(address).content


def test_suggestion_is_listed_once_its_approval_stands(client, settings):
    settings.PAGE_CACHE_SECONDS = 60
    suggestion = InitiativeFactory(
        kind=Kind.SUGGESTION, at=Stage.SCREENING, title="Uusi penkki"
    )
    staff = UserFactory(is_superuser=True)
    decision = services.decide(services.approve, submission=suggestion, user=staff)
    assert b"Uusi penkki" not in client.get("/aloitteet/").content
    Submission.objects.filter(pk=suggestion.pk).update(published_at=timezone.now())
    decision.refresh_from_db()
    settle(decision)
    assert b"Uusi penkki" in client.get("/aloitteet/").content


def test_named_people_who_never_say_yes_are_forgotten():
    initiative = InitiativeFactory(at=Stage.COLLECTING)
    named = InitiatorFactory(initiative=initiative, confirmed_at=None)
    Initiator.objects.filter(pk=named.pk).update(
        created_at=timezone.now() - timedelta(days=100)
    )
    assert erase_initiators(now=timezone.now()) == 1
    assert not Initiator.objects.filter(pk=named.pk).exists()


def test_nobodys_mailbox_is_filled_by_many_initiatives():
    """Each names the same stranger among its initiators."""
    for _initiative in range(MOST_TO_ADDRESS + 3):
        draft = sent_draft()
        # Of another contact person each: only who is named is the same.
        making.confirm(draft=draft, now=timezone.now())
    asked = InitiativeMail.objects.filter(template=MailTemplate.CONFIRM_INITIATOR)
    assert asked.count() == MOST_TO_ADDRESS


def test_title_is_one_line():
    """Else it could pass for the words of the mail in which it stands."""
    form = TitleForm({"title": "Penkki\r\n\r\nHei! Avaa osoite"}, answers=Answers())
    assert form.is_valid()
    assert "\n" not in form.cleaned_data["title"]


def redacted(initiative, words):
    found = [Passage.of(words)]
    services.redact(
        submission=anew(initiative),
        user=UserFactory(is_superuser=True),
        passages=found,
    )
    return anew(initiative)


def test_redacted_passage_is_nowhere(client, settings):
    settings.PAGE_CACHE_SECONDS = 60
    secret = "0401234567"
    initiative = InitiativeFactory(at=Stage.SCREENING, title=f"Soita {secret} pian")
    services.correct(
        submission=anew(initiative),
        title=f"Soita nyt {secret} pian",
        proposal=f"Numero on {secret}.",
        effects="",
    )
    bring(anew(initiative), Stage.COLLECTING)
    shown = ["", "kortti/", "syote.atom", "jaa/", "kannata/", "seuraa/", "aloite.pdf"]
    lists = ["/aloitteet/", "/aloitteet/syote.atom", "/syote.atom"]
    old = f"/aloitteet/{anew(initiative).slug}/"
    assert secret in client.get(old).content.decode()

    now = redacted(initiative, secret)

    there = f"/aloitteet/{now.slug}/"
    for address in [*lists, *(there + rest for rest in shown)]:
        response = client.get(address)
        # 503: no PDF can be made here.
        assert response.status_code in {200, 503}, address
        assert secret not in response.content.decode(errors="replace"), address
    assert client.get(old)["Location"] == there
    client.force_login(UserFactory(moderator=True))
    for address in (f"/admin/viestit/{now.reference}/", "/admin/viestit/"):
        assert secret not in client.get(address).content.decode()
    assert rows_with([secret]) == set()
