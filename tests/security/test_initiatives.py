"""Initiatives in hostile hands: script in every field, files, formulas, and odd requests."""

import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from odfdo import Document
from openpyxl import load_workbook

from initiatives import outbox
from initiatives.enums import Kind, MailTemplate, Stage
from initiatives.making import services as making
from initiatives.making.drafts import page_token
from initiatives.models import Attachment, Initiative, Support
from initiatives.models.settings import InitiativeSettings
from initiatives.services.mail import queue
from moderation.references import receipt_path
from tests.factories import pages
from tests.factories.initiatives import InitiativeFactory, InitiatorFactory
from tests.factories.users import UserFactory
from tests.initiatives.comments.test_views import made
from tests.initiatives.making.test_confirmation import sent_draft
from tests.security.payloads import SCRIPTS
from tests.security.test_files import DOCUMENTS, PICTURES
from tests.security.test_scripts import assert_harmless

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

TOGETHER = 10
OWN = ["", "jaa/", "kortti/", "kannata/", "kannattajat/", "seuraa/", "kommentit/"]
PUBLIC_LISTS = ["/aloitteet/", "/aloitteet/syote.atom", "/syote.atom", "/sv/"]


@pytest.fixture
def site():
    comments = InitiativeSettings.load()
    comments.comments = True
    comments.save()
    pages.initiatives_page()


def with_payloads(payloads, kind=Kind.INITIATIVE):
    """One initiative whose every word is some of the payloads, those of the county too."""
    short, text, now = payloads[0][:60], "\n\n".join(payloads), timezone.now()
    at = Stage.NOT_DONE if kind == Kind.INITIATIVE else Stage.NOT_NOW
    initiative = InitiativeFactory(
        kind=kind, at=at, title=payloads[0][:100], proposal=text, effects=text
    )
    Initiative.objects.filter(pk=initiative.pk).update(
        community=payloads[1][:150] if kind == Kind.SUGGESTION else "",
        registry_number=short,
        county_contact=short,
        answer=text,
        measures=text,
    )
    InitiatorFactory(initiative=initiative, name=payloads[2])
    initiative.events.create(title=payloads[3][:150], text=text, happened_at=now)
    Support.objects.create(
        initiative=initiative,
        name=payloads[4],
        name_public=True,
        confirmed_at=now,
        language="fi",
    )
    Attachment.objects.create(
        initiative=initiative,
        file=ContentFile(b"x", name="x.pdf"),
        name=payloads[5],
        content_type="application/pdf",
    )
    made(initiative, published=True, message=text, name=payloads[6][:60])
    return Initiative.objects.get(pk=initiative.pk)


@pytest.mark.usefixtures("site")
def test_script_in_every_field_is_text_wherever_it_is_read(mailoutbox):
    staff, visitor = Client(), Client()
    staff.force_login(UserFactory(administrator=True, is_superuser=True))
    kinds = [Kind.INITIATIVE, Kind.SUGGESTION]
    for number, start in enumerate(range(0, len(SCRIPTS), TOGETHER)):
        payloads = SCRIPTS[start : start + TOGETHER]
        initiative = with_payloads(payloads, kinds[number % 2])
        for rest in OWN:
            response = visitor.get(f"/aloitteet/{initiative.slug}/{rest}", follow=True)
            assert response.status_code == 200, rest
            assert_harmless(response)
        whole = visitor.get(f"/aloitteet/{initiative.slug}/")
        assert_harmless(whole, shown=payloads[1:3])
        assert_harmless(visitor.get(receipt_path(initiative)))
        for address in ("/admin/viestit/", "/admin/aloitteet/"):
            assert_harmless(staff.get(f"{address}{initiative.reference}/"))
        follower = initiative.followers.create(
            email="aino@example.org", language="fi", confirmed_at=timezone.now()
        )
        for event in initiative.events.all():
            queue(
                MailTemplate.STAGE if event.stage else MailTemplate.EVENT,
                initiative=initiative,
                event=event,
                follower=follower,
            )
    for address in PUBLIC_LISTS:
        assert_harmless(visitor.get(address))
    for address in ("viestit/", "aloitteet/", "aloitteet/valtuustolle/"):
        assert_harmless(staff.get(f"/admin/{address}"))
    outbox.send_due()
    assert len(mailoutbox) >= len(SCRIPTS) // TOGETHER
    for mail in mailoutbox:
        assert mail.content_subtype == "plain"
        assert "\n" not in mail.subject


FORMULAS = ["=cmd|'/c calc'!A1", "+1+1", "-2+3", "@SUM(1)", "\t=1", "\r=1"]


@pytest.mark.usefixtures("site")
def test_list_for_the_council_holds_no_formula():
    staff = Client()
    staff.force_login(UserFactory(registry=True))
    for formula in FORMULAS:
        initiative = InitiativeFactory(at=Stage.DONE, title=formula)
        Initiative.objects.filter(pk=initiative.pk).update(
            measures=formula, registry_number=formula, community=formula
        )
    made_of = {
        kind: staff.get(f"/admin/aloitteet/valtuustolle/luettelo/?file={kind}").content
        for kind in ("xlsx", "odt")
    }
    sheet = load_workbook(io.BytesIO(made_of["xlsx"])).active
    assert sheet.max_row == len(FORMULAS) + 1
    assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)
    table = Document(io.BytesIO(made_of["odt"])).body.serialize()
    assert "table:formula" not in table
    assert "=cmd|" in table


def test_line_break_of_a_word_processor_breaks_no_list_and_no_feed(client, site):
    """Word pastes U+000B, which XML does not allow."""
    initiative = InitiativeFactory(at=Stage.DECIDED)
    staff = Client()
    staff.force_login(UserFactory(registry=True))
    sent = {
        "version": initiative.version,
        "act": "send",
        "answer": "Rivi\x0btoinen\x0c\x01",
        "measures": "Tehtiin\x0bnäin",
    }
    address = f"/admin/aloitteet/{initiative.reference}/done/"
    assert staff.post(address, sent).status_code == 302
    for kind in ("odt", "xlsx"):
        made_of = staff.get(f"/admin/aloitteet/valtuustolle/luettelo/?file={kind}")
        assert made_of.status_code == 200
    feed = client.get(f"/aloitteet/{initiative.slug}/syote.atom").content
    assert b"toinen" in feed
    assert not {b"\x0b", b"\x0c", b"\x01"} & {bytes([byte]) for byte in feed}


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(("name", "data", "claimed"), [*PICTURES, *DOCUMENTS])
def test_hostile_file_is_made_anew_or_refused(client, name, data, claimed):
    draft = making.begin(language="fi", now=timezone.now())
    address = f"/aloitteet/tee/{draft.uuid}/{page_token(draft)}/liitteet/"
    file = SimpleUploadedFile(name or "x", data, content_type=claimed)
    response = client.post(address, {"file": file, "lisaa": "1"})
    assert response.status_code in {302, 422}
    if response.status_code == 422:
        assert_harmless(response)
        assert not Attachment.objects.exists()
        return
    kept = Attachment.objects.get()
    assert kept.content_type in {"application/pdf", *PICTURE_TYPES}
    assert "/" not in kept.name
    with kept.file.open("rb") as file:
        content = file.read()
    for trace in (b"<script", b"owned()", b"<?php", b"OpenAction", b"PK\x03\x04"):
        assert trace not in content
    assert_harmless(client.get(address))


PICTURE_TYPES = {f"image/{kind}" for kind in ("jpeg", "png", "webp", "gif")}


@pytest.mark.usefixtures("site")
def test_links_of_one_open_nothing_of_another(client):
    """A draft's token on another draft, its file from another draft, and links in mails on
    rows for which they were not made."""
    one, other = (making.begin(language="fi", now=timezone.now()) for _ in range(2))
    theirs = Attachment.objects.create(
        draft=other, file=ContentFile(b"x", "x.pdf"), name="x"
    )
    pages_of = "/aloitteet/tee"
    assert (
        client.get(f"{pages_of}/{other.uuid}/{page_token(one)}/otsikko/").status_code
        == 410
    )
    own = f"{pages_of}/{one.uuid}/{page_token(one)}/liitteet/"
    client.post(own, {"poista": str(theirs.pk)})
    assert Attachment.objects.filter(pk=theirs.pk).exists()
    # The link with which a draft is continued confirms no address.
    sent = sent_draft()
    link = f"/aloite/luonnos/vahvista/{sent.uuid}/{page_token(sent)}/"
    assert client.post(link).status_code == 410
    assert not Initiative.objects.exists()
    initiative = InitiativeFactory(at=Stage.COLLECTING, initiators=2)
    person = initiative.initiators.last()
    follower = initiative.followers.create(email="x@example.org", language="fi")
    from initiatives.links import token

    for purpose, part in (
        ("follower", "tekija"),
        ("support", "seuranta"),
        ("draft", "kannatus"),
    ):
        for row in (person, follower, one):
            secret = token(purpose, row.uuid)
            for rest in ("", "lopeta/", "peru/"):
                address = f"/aloite/{part}/{row.uuid}/{secret}/{rest}"
                assert client.post(address).status_code == 404, address


@pytest.mark.usefixtures("site")
def test_only_the_card_can_be_framed(client):
    initiative = InitiativeFactory(at=Stage.COLLECTING)
    for rest in [*OWN, "aloite.pdf", "kuva.png", "qr.svg", "syote.atom"]:
        response = client.get(f"/aloitteet/{initiative.slug}/{rest}")
        policy = response.get("Content-Security-Policy", "")
        assert response.status_code in {200, 503}, rest
        if rest == "kortti/":
            assert "frame-ancestors *" in policy
            assert "X-Frame-Options" not in response
        else:
            assert "frame-ancestors *" not in policy
            assert response["X-Frame-Options"] == "DENY"
