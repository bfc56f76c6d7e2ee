"""The page behind the link in an initiator's mail: confirm, decline, leave."""

import logging

import pytest
from django.core import mail
from django.urls import reverse

from core.logging import HideReceiptTokens
from initiatives import outbox
from initiatives.enums import MailTemplate
from initiatives.initiators.services import leave
from initiatives.links import token
from initiatives.models import InitiativeMail, Initiator
from initiatives.services import NotPossible
from initiatives.services.mail import queue
from moderation import services
from tests.factories import pages
from tests.factories.initiatives import InitiativeFactory, InitiatorFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site():
    pages.home_page()


@pytest.fixture
def initiator():
    initiative = InitiativeFactory(title="Penkki mäelle")
    return InitiatorFactory(
        initiative=initiative, name="Bertta Toinen", confirmed_at=None
    )


def address(initiator, given=""):
    secret = given or token("initiator", initiator.uuid)
    return reverse("initiatives:confirm_initiator", args=[initiator.uuid, secret])


def answer(client, initiator, value):
    return client.post(address(initiator), {"answer": value})


def confirmed(initiator):
    return Initiator.objects.get(pk=initiator.pk).confirmed_at


def test_page_shows_what_is_confirmed_and_changes_nothing(client, initiator):
    response = client.get(address(initiator))

    page = response.content.decode()
    assert response.status_code == 200
    for shown in ("Penkki mäelle", "Bertta Toinen", initiator.initiative.proposal):
        assert shown in page
    assert str(initiator.get_basis_display()) in page
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "noindex" in response["X-Robots-Tag"]
    assert confirmed(initiator) is None


def test_confirming_is_done_once(client, initiator):
    response = answer(client, initiator, "confirm")
    first = confirmed(initiator)
    answer(client, initiator, "confirm")

    assert response.status_code == 302
    assert first is not None
    assert confirmed(initiator) == first
    assert client.get(response["Location"]).context["confirmed_now"]


@pytest.mark.parametrize("already", [False, True])
def test_whoever_leaves_is_erased_and_the_contact_is_told(client, initiator, already):
    if already:
        answer(client, initiator, "confirm")
    queue(MailTemplate.CONFIRM_INITIATOR, initiator_id=initiator.pk)

    response = answer(client, initiator, "leave")

    assert response.status_code == 200
    assert not Initiator.objects.filter(pk=initiator.pk).exists()
    (row,) = InitiativeMail.objects.filter(template=MailTemplate.INITIATOR_LEFT)
    assert row.initiator.is_contact
    outbox.send_due()
    (message,) = mail.outbox
    assert message.to == [row.initiator.email]
    assert "Bertta" not in message.body
    assert "Penkki mäelle" in message.subject
    assert client.get(address(initiator)).status_code == 404


def test_the_contact_does_not_leave(client, initiator):
    contact = initiator.initiative.initiators.get(is_contact=True)

    assert answer(client, contact, "leave").status_code == 200

    assert Initiator.objects.filter(pk=contact.pk).exists()
    assert 'value="leave"' not in client.get(address(contact)).content.decode()


@pytest.mark.parametrize("value", ["", "x", "confirm\x00"])
def test_another_answer_changes_nothing(client, initiator, value):
    assert answer(client, initiator, value).status_code == 200
    assert confirmed(initiator) is None


def test_link_of_another_opens_nothing(client, initiator):
    other = initiator.initiative.initiators.get(is_contact=True)
    for wrong in (
        token("initiator", other.uuid),
        token("support", initiator.uuid),
        "å",
    ):
        assert client.get(address(initiator, wrong)).status_code == 404
        posted = client.post(address(initiator, wrong), {"answer": "confirm"})
        assert posted.status_code == 404
    assert client.put(address(initiator)).status_code == 405
    assert confirmed(initiator) is None


def test_it_speaks_the_persons_language_or_the_one_that_is_chosen(client, initiator):
    Initiator.objects.filter(pk=initiator.pk).update(language="sv")

    assert 'lang="sv"' in client.get(address(initiator)).content.decode()
    assert 'lang="en' in client.get(address(initiator) + "?kieli=en").content.decode()


def test_mail_asks_for_a_confirmation(initiator):
    queue(
        MailTemplate.CONFIRM_INITIATOR,
        initiator_id=initiator.pk,
        initiative_id=initiator.initiative_id,
    )

    outbox.send_due()

    (message,) = mail.outbox
    assert message.to == [initiator.email]
    assert address(initiator) in message.body
    assert "Penkki mäelle" in " ".join(message.body.split())


def test_two_who_leave_at_once(initiator):
    leave(initiator=initiator)
    with pytest.raises(NotPossible):
        leave(initiator=initiator)


def test_secret_part_stays_out_of_logs(initiator):
    record = logging.LogRecord(
        "x", logging.INFO, "x", 1, "GET %s", (address(initiator),), None
    )

    HideReceiptTokens().filter(record)

    assert token("initiator", initiator.uuid) not in record.getMessage()
    assert str(initiator.uuid) in record.getMessage()


def test_withdrawn_initiative_has_no_initiators_page(client, initiator):
    services.withdraw(submission=initiator.initiative)

    assert client.get(address(initiator)).status_code == 404
