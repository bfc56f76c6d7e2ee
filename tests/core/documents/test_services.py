"""What becomes of a document's words when its file comes, changes, or cannot be read."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django_tasks.backends.immediate import ImmediateBackend
from django_tasks_db.models import DBTaskResult

from core.documents import extraction
from core.documents.services import read_text, store_text
from core.models import SiteDocument
from core.tasks import PAUSES, read_document
from tests.factories.users import UserFactory
from tests.support import documents

pytestmark = pytest.mark.django_db

EDITED = {"title": "Liite", "language": "fi", "collection": "1", "tags": ""}


def document(content: bytes = b"", name: str = "liite.pdf", **fields):
    file = ContentFile(content or documents.pdf("Äiti kertoo"), name)
    return SiteDocument.objects.create(title="Liite", file=file, **fields)


def words(document: SiteDocument) -> str:
    return SiteDocument.objects.with_text().get(pk=document.pk).text


@pytest.fixture
def staff(client):
    client.force_login(UserFactory(communications=True))
    return client


def upload(content: bytes, name: str = "liite.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/pdf")


# -- When -----------------------------------------------------------------------


def test_an_upload_is_read_after_the_commit(staff, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as later:
        staff.post(
            "/admin/documents/add/", {**EDITED, "file": upload(documents.pdf("Alku"))}
        )
        stored = SiteDocument.objects.get()
        assert (words(stored), stored.is_read) == ("", False)
    for call in later:
        call()
    stored = SiteDocument.objects.get()
    assert (words(stored), stored.is_read) == ("Alku", True)


def test_several_uploads_at_once_are_read(staff, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        answer = staff.post(
            "/admin/documents/multiple/add/",
            {
                "title": "Liite",
                "files[]": upload(documents.pdf("Alku")),
                "collection": 1,
            },
            headers={"X-Requested-With": "XMLHttpRequest"},
        )
        assert answer.json()["success"]
    assert SiteDocument.objects.get().language == "fi"
    assert words(SiteDocument.objects.get()) == "Alku"


def test_another_file_is_read_and_the_old_words_go_at_once(
    staff, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        old = document(documents.pdf("Salassa pidettävä"))
    assert words(old) == "Salassa pidettävä"
    with django_capture_on_commit_callbacks() as later:
        staff.post(
            f"/admin/documents/edit/{old.pk}/",
            {**EDITED, "file": upload(documents.pdf("Korjattu"))},
        )
        assert words(old) == ""
    assert any("SiteDocument.save" in repr(call) for call in later)
    for call in later:
        call()
    assert words(old) == "Korjattu"


def test_the_same_file_again_is_not_read_again(
    staff, django_capture_on_commit_callbacks
):
    content = documents.pdf("Alku")
    with django_capture_on_commit_callbacks(execute=True):
        first = document(content)
    with django_capture_on_commit_callbacks() as later:
        staff.post(
            f"/admin/documents/edit/{first.pk}/",
            {**EDITED, "title": "Uusi nimi", "file": upload(content)},
        )
        staff.post(
            f"/admin/documents/edit/{first.pk}/", {**EDITED, "title": "Uudempi nimi"}
        )
    assert SiteDocument.objects.get().title == "Uudempi nimi"
    assert [call for call in later if "SiteDocument.save" in repr(call)] == []
    assert words(first) == "Alku"


class RefusesToRead(ImmediateBackend):
    """A queue that is away just when a file is to be read."""

    def enqueue(self, task, args, kwargs):
        if task.func is read_document.func:
            raise ConnectionError
        return super().enqueue(task, args, kwargs)


def test_an_upload_is_stored_although_the_queue_is_away(
    settings, caplog, django_capture_on_commit_callbacks
):
    settings.TASKS = {"default": {"BACKEND": f"{__name__}.RefusesToRead"}}
    with django_capture_on_commit_callbacks(execute=True):
        stored = document()
    assert SiteDocument.objects.get() == stored
    assert "on_commit" in caplog.text


def test_reading_can_be_repeated():
    liite = document()
    assert read_text(document_id=liite.pk) is True
    assert read_text(document_id=liite.pk) is False
    assert read_text(document_id=liite.pk, again=True) is True
    assert words(liite) == "Äiti kertoo"


def test_a_document_that_is_gone_is_nothing_to_read():
    assert read_text(document_id=0) is False


def test_words_of_a_file_that_was_replaced_meanwhile_are_not_stored():
    liite = document()
    hash_then = liite.file_hash
    liite.file = ContentFile(documents.pdf("Korjattu"), "liite.pdf")
    liite.save()
    assert store_text(document_id=liite.pk, file_hash=hash_then, text="Vanha") is False
    assert words(liite) == ""


# -- What -----------------------------------------------------------------------


def test_docx_is_read_whatever_the_case_of_its_name():
    liite = document(documents.docx("Työjärjestys"), "LIITE.DOCX")
    read_text(document_id=liite.pk)
    assert words(liite) == "Työjärjestys"


def test_other_kinds_have_no_words_and_are_done():
    liite = document(b"nimi;kunta\n", "taulukko.csv")
    assert read_text(document_id=liite.pk) is True
    liite.refresh_from_db()
    assert (words(liite), liite.is_read) == ("", True)


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (documents.pdf("KANARIA", password="x"), "liite.pdf", "ENCRYPTED"),
        (documents.docx("KANARIA")[:-100], "liite.docx", "BROKEN"),
        (documents.bomb_docx(), "liite.docx", "TOO_LARGE"),
    ],
)
def test_unreadable_file_leaves_one_line_that_says_why(content, name, reason, caplog):
    liite = document(content, name)
    assert read_text(document_id=liite.pk) is True
    assert [record.getMessage() for record in caplog.records] == [
        f"Document {liite.pk} gave no words: {reason}"
    ]
    liite.refresh_from_db()
    assert (words(liite), liite.is_read) == ("", True)


def test_endless_file_does_not_hold_the_worker(monkeypatch, caplog):
    monkeypatch.setattr(extraction, "SECONDS", 1)
    liite = document(documents.endless_pdf())
    assert read_text(document_id=liite.pk) is True
    assert "TOO_SLOW" in caplog.text


def test_file_that_is_missing_is_told_and_not_tried_again(caplog):
    liite = document()
    liite.file.storage.delete(liite.file.name)
    result = read_document.enqueue(liite.pk)
    assert result.return_value is False
    assert f"Document {liite.pk} has no file" in caplog.text


def test_stored_words_hold_nothing_that_postgresql_refuses():
    page = documents.assembled(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[4 0 R]>>",
        b"<</Length 50>>stream\nBT /F 9 Tf (a\\000b\\001c\\033d\\177e) Tj ET          \n"
        b"endstream",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 3 0 R"
        b"/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    )
    liite = document(page)
    read_text(document_id=liite.pk)
    assert words(liite).isprintable()
    assert {"a", "b", "c", "d", "e"} <= set(words(liite))


# -- Another try ------------------------------------------------------------------


def test_task_is_tried_again_later_and_not_for_ever(settings):
    """Its storage answers with an error: here a folder stands where the file was."""
    liite = document()
    place = Path(liite.file.path)
    place.unlink()
    place.mkdir()
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    for tries in range(len(PAUSES) + 1):
        with pytest.raises(IsADirectoryError):
            read_document.call(liite.pk, tries)
    waiting = DBTaskResult.objects.order_by("run_after")
    assert [task.args_kwargs["args"] for task in waiting] == [
        [liite.pk, 1],
        [liite.pk, 2],
        [liite.pk, 3],
    ]
