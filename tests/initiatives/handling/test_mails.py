"""What the mails of stages, news and what is late say, and to whom."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from initiatives.enums import Actor, EventKind, Kind, Stage
from initiatives.models import Follower, InitiativeMail
from initiatives.outbox import send_due
from initiatives.services import Told, move, take_step, tell_news
from moderation.models import Submission
from tests.factories.core import DecisionBodyFactory
from tests.factories.initiatives import InitiativeFactory
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def registry():
    return UserFactory(registry=True)


def follower(initiative, language="fi"):
    return Follower.objects.create(
        initiative=initiative,
        email=f"seuraaja-{language}@example.org",
        language=language,
        confirmed_at=timezone.now(),
    )


def sent_by(act):
    """The mails of one act alone, by their addresses."""
    InitiativeMail.objects.all().delete()
    mail.outbox.clear()
    act()
    send_due()
    return {message.to[0]: message for message in mail.outbox}


def test_handling_tells_body_time_and_contact_to_initiators_and_followers(registry):
    initiative = InitiativeFactory(at=Stage.REGISTERED, title="Penkki mäelle")
    follower(initiative, "sv")
    body = DecisionBodyFactory(name_fi="Palvelulautakunta", name_sv="Servicenämnden")
    estimate = timezone.localdate() + timedelta(days=90)

    mails = sent_by(
        lambda: take_step(
            initiative=initiative,
            target=Stage.HANDLING,
            user=registry,
            version=initiative.version,
            handling_body=body,
            county_contact="Suunnittelija, 000 000 0000",
            estimate=estimate,
        )
    )

    (theirs,) = [m for to, m in mails.items() if to.startswith("aada")]
    swedish = mails["seuraaja-sv@example.org"]
    assert "Palvelulautakunta" in theirs.body
    assert "Servicenämnden" in swedish.body
    for message in (theirs, swedish):
        assert "Penkki mäelle" in message.subject
        assert "Suunnittelija, 000 000 0000" in message.body
        assert str(estimate.year) in message.body
    assert "/aloite/seuranta/" not in theirs.body
    assert "List-Unsubscribe" not in theirs.extra_headers


def test_answer_is_told_in_the_county_s_words(registry):
    initiative = InitiativeFactory(at=Stage.DECIDED)
    reasons = "Laki määrää, missä saa päivystää."

    mails = sent_by(
        lambda: take_step(
            initiative=initiative,
            target=Stage.NOT_DONE,
            user=registry,
            version=initiative.version,
            told=Told(text=reasons),
            answer=reasons,
        )
    )

    (message,) = mails.values()
    assert reasons in message.body


def test_news_go_with_heading_text_and_link(registry):
    initiative = InitiativeFactory(at=Stage.HANDLING)
    told = Told(
        title="Lautakunta keskusteli",
        text="Asia palaa keväällä.",
        link="https://example.org/poytakirja",
    )

    mails = sent_by(
        lambda: tell_news(
            initiative=initiative,
            kind=EventKind.REPORT,
            user=registry,
            version=initiative.version,
            told=told,
        )
    )

    (message,) = mails.values()
    for words in (told.title, told.text, told.link):
        assert words in message.body


def test_what_is_sent_to_the_county_comes_to_the_registry_with_a_link(registry):
    initiative = InitiativeFactory(at=Stage.COLLECTING)

    mails = sent_by(
        lambda: move(initiative=initiative, target=Stage.SENT, actor=Actor.CLOCK)
    )

    message = mails[registry.email]
    assert f"/admin/aloitteet/{initiative.reference}/" in message.body
    others = [m for to, m in mails.items() if to != registry.email]
    assert others
    assert all("/admin/" not in m.body for m in others)


@pytest.mark.parametrize("stage", [Stage.CONSIDERED, Stage.PLANNED, Stage.NOT_NOW])
def test_mail_of_a_suggestion_speaks_of_a_suggestion(registry, stage):
    suggestion = InitiativeFactory(kind=Kind.SUGGESTION, at=Stage.RECEIVED)

    mails = sent_by(
        lambda: take_step(
            initiative=suggestion,
            target=stage,
            user=registry,
            version=suggestion.version,
            answer="Rahaa on ensi vuonna.",
        )
    )

    (message,) = mails.values()
    assert "decided" not in message.body


def test_mail_without_a_title_names_the_reference(registry):
    """Of a withdrawn one the text is gone, and its followers are told so."""
    initiative = InitiativeFactory(at=Stage.HANDLING)
    follower(initiative)
    type(initiative).objects.filter(pk=initiative.pk).update(
        title="", stage=Stage.WITHDRAWN
    )
    Submission.objects.filter(pk=initiative.pk).update(state="withdrawn")
    initiative.refresh_from_db()
    event = initiative.events.create(stage=Stage.WITHDRAWN)

    mails = sent_by(
        lambda: InitiativeMail.objects.create(
            template="stage", initiative=initiative, event=event
        )
    )

    message = mails[registry.email]
    assert initiative.reference in message.subject
    assert "“”" not in message.body
