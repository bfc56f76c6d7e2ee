"""Attachments of a draft: none is stored as it was sent."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Link
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from initiatives.making import file_pages, files, services
from initiatives.making.drafts import page_token
from initiatives.models import Attachment
from tests.factories import pages
from tests.security.test_files import DOCUMENTS, PICTURES
from tests.support.documents import endless_pdf, pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def url():
    pages.initiatives_page()
    draft = services.begin(language="fi", now=timezone.now())
    return f"/aloitteet/tee/{draft.uuid}/{page_token(draft)}/liitteet/"


def add(client, url, content, name="liite.pdf", **more):
    upload = SimpleUploadedFile("x", content)
    upload._name = name
    return client.post(url, {"lisaa": "1", "file": upload, **more})


def stored():
    with Attachment.objects.get().file.open() as file:
        return file.read()


def photo(place=True):
    out, picture = io.BytesIO(), Image.new("RGB", (30, 20), "red")
    exif = picture.getexif()
    exif[0x9286] = "Canary"
    picture.save(out, "JPEG", exif=exif, comment=b"Canary")
    return out.getvalue()


def acting_pdf():
    """A script on opening, a file inside, a note, a maker, and a photo with its place."""
    writer = PdfWriter(clone_from=io.BytesIO(pdf("Penkki pysäkille")))
    action = DictionaryObject(
        {
            NameObject("/S"): NameObject("/JavaScript"),
            NameObject("/JS"): TextStringObject("app.alert('Canary')"),
        }
    )
    writer.root_object[NameObject("/OpenAction")] = action
    writer.pages[0][NameObject("/AA")] = DictionaryObject({NameObject("/O"): action})
    writer.add_attachment("canary.exe", b"Canary MZ")
    writer.add_annotation(0, Link(rect=(0, 0, 9, 9), url="https://canary.example/"))
    writer.add_metadata({"/Author": "Canary", "/Title": "Canary"})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_pdf_keeps_its_pages_and_nothing_that_acts(client, url):
    assert b"Canary" in acting_pdf()

    assert add(client, url, acting_pdf(), "Reitti: kartta.PDF").status_code == 302

    attachment, data = Attachment.objects.get(), stored()
    reader = PdfReader(io.BytesIO(data))
    assert "Penkki" in reader.pages[0].extract_text()
    assert not reader.metadata or not reader.metadata.author
    for trace in (b"Canary", b"canary", b"JavaScript", b"/OpenAction", b"/Annots"):
        assert trace not in data
    assert attachment.name == "Reitti: kartta.pdf"
    assert attachment.content_type == "application/pdf"
    assert attachment.size == len(data)
    # Neither the name nor whose it is can be read from where it lies.
    assert "kartta" not in attachment.file.name


def test_photo_inside_a_pdf_loses_its_place(client, url):
    from fpdf import FPDF

    file = FPDF()
    file.add_page()
    file.image(io.BytesIO(photo()))
    content = bytes(file.output())
    assert b"Canary" in content

    assert add(client, url, content).status_code == 302

    assert b"Canary" not in stored()
    (image,) = PdfReader(io.BytesIO(stored())).pages[0].images
    assert image.image.size == (30, 20)


def test_picture_is_made_anew(client, url):
    assert add(client, url, photo(), "kuva.jpeg").status_code == 302

    assert b"Canary" not in stored()
    assert Attachment.objects.get().name == "kuva.jpg"


@pytest.mark.parametrize(
    "content",
    [
        pdf("x", password="salainen"),
        pdf("x", owner="salainen"),
        b"%PDF-1.7\nnothing more",
        pdf("x")[:400],
        b"<!doctype html><script>owned()</script>",
        b"MZ\x90\x00",
        b"",
    ],
    ids=["locked", "owner", "empty pdf", "cut off", "html", "exe", "empty"],
)
def test_what_cannot_be_used_is_said_in_words(client, url, content):
    response = add(client, url, content)

    assert response.status_code == 422
    assert response.context["form"].errors["file"]
    assert not Attachment.objects.exists()


def test_a_pdf_of_very_many_pages_is_refused(client, url):
    response = add(client, url, endless_pdf())

    assert response.status_code == 422
    assert not Attachment.objects.exists()


@pytest.mark.slow
@pytest.mark.parametrize(("name", "content", "kind"), [*PICTURES, *DOCUMENTS])
def test_hostile_files(client, url, name, content, kind):
    response = add(client, url, content, name)

    attachment = Attachment.objects.first()
    assert response.status_code == (302 if attachment else 422)
    if attachment is None:
        return
    data = stored()
    assert b"owned" not in data
    assert b"<?php" not in data
    assert attachment.content_type in files.CONTENT_TYPES.values()
    assert not set(attachment.file.name) & set("<>\\\"'\x00")
    assert not set(attachment.name) & set("/\\\x00")


def test_too_large_is_refused_before_it_is_read(client, url, monkeypatch):
    monkeypatch.setattr(files, "MOST_BYTES", 100)

    assert add(client, url, photo()).status_code == 422


def test_nobody_keeps_the_processor_busy(client, url, monkeypatch):
    monkeypatch.setattr(file_pages, "MOST_TRIES_AN_HOUR", 2)

    statuses = [add(client, url, b"nothing").status_code for _ in range(3)]

    assert statuses == [422, 422, 429]
    # Without a file one still gets on.
    assert client.post(url).status_code == 302


def test_five_at_the_most_and_each_can_be_removed(client, url):
    for _ in range(5):
        assert add(client, url, photo(), "kuva.jpg").status_code == 302
    assert add(client, url, photo(), "kuva.jpg").status_code == 422

    first = Attachment.objects.first()
    name, storage = first.file.name, first.file.storage
    assert client.post(url, {"poista": str(first.pk)}).status_code == 302
    assert Attachment.objects.count() == 4
    assert storage.exists(name)  # goes with the commit, which no test sees


@pytest.mark.parametrize("number", ["", "x", "²", "9" * 30, "0"])
def test_nonsense_removes_nothing(client, url, number):
    add(client, url, photo(), "kuva.jpg")

    assert client.post(url, {"poista": number}).status_code == 302
    assert Attachment.objects.count() == 1


def test_file_of_another_draft_is_out_of_reach(client, url):
    add(client, url, photo(), "kuva.jpg")
    other = services.begin(language="fi", now=timezone.now())
    page = f"/aloitteet/tee/{other.uuid}/{page_token(other)}/liitteet/"

    client.post(page, {"poista": str(Attachment.objects.get().pk)})

    assert Attachment.objects.count() == 1


def test_a_chosen_file_is_not_lost_when_one_goes_on(client, url):
    upload = SimpleUploadedFile("kuva.jpg", photo())
    response = client.post(url, {"file": upload})

    assert response["Location"].endswith("/yhteenveto/")
    assert Attachment.objects.count() == 1


def test_going_on_without_files(client, url):
    assert client.post(url)["Location"].endswith("/yhteenveto/")
