"""The button behind the link in the mail: only now there is an initiative."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.crypto import email_hash
from initiatives.enums import Basis, Kind, MailTemplate, Stage
from initiatives.links import token
from initiatives.making import services
from initiatives.making.drafts import (
    Answers,
    Person,
    confirm_purpose,
    read,
    written,
)
from initiatives.models import Attachment, Draft, Initiative, InitiativeMail, Initiator
from moderation.enums import Flag
from moderation.models import OutboxMail
from moderation.references import receipt_path
from tests.factories import pages
from tests.factories.core import MunicipalityFactory, ServiceAreaFactory

pytestmark = pytest.mark.django_db

ADDRESS = "tauno@example.org"
TEXT = "Matkalla ei voi levätä. Soita 040 123 4567."


def sent_draft(**changes):
    """A draft of two initiators that waits for its confirmation."""
    pages.initiatives_page()
    area, place = ServiceAreaFactory(), MunicipalityFactory()
    typed = {
        "otsikko": {"title": "Penkki pysäkin viereen"},
        "ehdotus": {"proposal": TEXT},
        "vaikutukset": {"effects": "Useampi pääsee perille."},
        "palvelu": {"service_area": str(area.pk), "place": str(place.pk), "body": ""},
        "tekijat": {"community": "Kylätoimikunta"},
        "kannatus": {"support": "at-once"},
        **changes,
    }
    people = [
        Person("a", "Irja", "irja@example.org", place.pk, Basis.COMMUNITY, False),
        Person("b", "Tauno", ADDRESS, place.pk, phone="040 1", is_contact=True),
    ]
    draft = services.begin(language="sv", now=timezone.now())
    Draft.objects.filter(pk=draft.pk).update(answers=written(Answers(typed, people)))
    services.send(draft=draft, now=timezone.now(), language="sv")
    return Draft.objects.get(pk=draft.pk)


def link(draft):
    key = token(confirm_purpose(draft), draft.uuid)
    return reverse("initiatives:confirm_draft", args=[draft.uuid, key])


def test_get_shows_a_button_and_changes_nothing(client):
    draft = sent_draft()

    response = client.get(link(draft))

    assert response.status_code == 200
    assert b'<html lang="sv"' in response.content
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert not Initiative.objects.exists()


def test_button_makes_the_initiative(client):
    draft = sent_draft()

    response = client.post(link(draft))

    initiative = Initiative.objects.get()
    assert response["Location"] == f"{receipt_path(initiative)}?kiitos"
    assert (initiative.kind, initiative.language) == (Kind.INITIATIVE, "sv")
    # The task after the commit may have begun the check.
    assert initiative.stage in {Stage.MADE, Stage.SCREENING}
    assert (initiative.title, initiative.proposal) == ("Penkki pysäkin viereen", TEXT)
    assert initiative.effects == "Useampi pääsee perille."
    assert initiative.community == "Kylätoimikunta"
    assert not initiative.collects
    assert initiative.wants_reply
    assert initiative.publication_consent
    assert initiative.flags == [Flag.PHONE]
    assert initiative.service_area_id
    assert initiative.municipality_id
    assert initiative.contact.email == ADDRESS
    assert OutboxMail.objects.get().template == "receipt"


def test_contact_person_is_confirmed_and_the_others_are_asked(client):
    client.post(link(sent_draft()))

    tauno, irja = Initiator.objects.order_by("sort_order")
    assert (tauno.name, tauno.is_contact, tauno.phone) == ("Tauno", True, "040 1")
    assert tauno.confirmed_at
    assert (irja.name, irja.name_public, irja.confirmed_at) == ("Irja", False, None)
    asked = InitiativeMail.objects.filter(template=MailTemplate.CONFIRM_INITIATOR)
    assert [mail.initiator for mail in asked] == [irja]


def test_nothing_of_the_draft_stays_but_where_its_links_lead(client):
    draft = sent_draft()
    client.post(link(draft))

    kept = Draft.objects.get()
    initiative = Initiative.objects.get()
    assert (kept.answers, kept.email, kept.initiative) == ("", "", initiative)
    assert client.get(link(draft))["Location"] == receipt_path(initiative)


def test_attachments_move_along(client):
    draft = sent_draft()
    Attachment.objects.create(draft=draft, file=ContentFile(b"x", "x.pdf"), name="x")

    client.post(link(draft))

    attachment = Attachment.objects.get()
    assert attachment.draft is None
    assert attachment.initiative == Initiative.objects.get()


def test_pressed_twice_is_one(client):
    draft = sent_draft()

    first, second = client.post(link(draft)), client.post(link(draft))

    assert first["Location"] == second["Location"]
    assert Initiative.objects.count() == 1
    assert Initiator.objects.count() == 2


def test_confirmed_draft_is_closed_in_every_window(client):
    draft = sent_draft()
    client.post(link(draft))
    key = token("draft", draft.uuid)
    page = f"/aloitteet/tee/{draft.uuid}/{key}/otsikko/"

    shown, sent = client.get(page), client.post(page, {"title": "Toinen"})

    # The receipt's link gives the right to withdraw: it is in the contact's mail alone.
    receipt = receipt_path(Initiative.objects.get())
    for response in (shown, sent):
        assert receipt not in response.content.decode()
    assert Initiative.objects.get().title == "Penkki pysäkin viereen"
    with pytest.raises(services.Gone):
        services.keep(draft=draft, step="otsikko", typed={}, language="fi")


def test_changed_after_sending_is_told_in_words(client):
    draft = sent_draft()
    typed = {"title": "Toinen"}
    services.keep(draft=draft, step="otsikko", typed=typed, language="fi")

    responses = client.get(link(draft)), client.post(link(draft))

    assert [response.status_code for response in responses] == [409, 409]
    assert not Initiative.objects.exists()


def test_link_is_of_no_use_for_another_address(client):
    draft = sent_draft()
    Draft.objects.filter(pk=draft.pk).update(email_hash=email_hash("x@example.org"))

    assert client.post(link(draft)).status_code == 410
    assert not Initiative.objects.exists()


@pytest.mark.parametrize("act", ["get", "post"])
def test_too_late_is_told_in_words(client, act):
    draft = sent_draft()
    Draft.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    assert getattr(client, act)(link(draft)).status_code == 410
    assert not Initiative.objects.exists()


def test_who_sends_on_the_last_day_has_a_week_to_confirm():
    draft = sent_draft()
    Draft.objects.update(expires_at=timezone.now() + timedelta(hours=1))
    services.send(draft=draft, now=timezone.now(), language="sv")

    assert Draft.objects.get().expires_at > timezone.now() + timedelta(days=6)


def test_only_a_form_of_ours_confirms():
    assert Client(enforce_csrf_checks=True).post(link(sent_draft())).status_code == 403


def test_other_methods_are_refused(client):
    draft = sent_draft()
    follow = reverse(
        "initiatives:continue_draft", args=[draft.uuid, token("draft", draft.uuid)]
    )
    assert client.put(link(draft)).status_code == 405
    assert client.post(follow).status_code == 405
    assert client.get(follow)["Location"].endswith("/yhteenveto/")


def test_two_initiators_with_one_address_are_an_error_in_words(client):
    """As two windows may add them at once; else the button would fail each time."""
    draft = sent_draft()
    answers = read(draft)
    for person in answers.people:
        person.email = ADDRESS
    Draft.objects.filter(pk=draft.pk).update(answers=written(answers))

    assert client.post(link(draft)).status_code == 409

    assert not Initiative.objects.exists()
    with pytest.raises(services.Incomplete):
        services.send(draft=Draft.objects.get(), now=timezone.now(), language="fi")
