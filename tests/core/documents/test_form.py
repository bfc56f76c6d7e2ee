"""What an editor is told of a document's words."""

import pytest
from django.core.files.base import ContentFile
from wagtail.users.models import UserProfile

from core.documents.services import read_text
from core.models import SiteDocument
from tests.factories.users import UserFactory
from tests.support import documents

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    user = UserFactory(communications=True)
    UserProfile.objects.create(user=user, preferred_language="en")
    client.force_login(user)
    return client


def stored(content: bytes, name: str = "liite.pdf", *, read: bool = True):
    document = SiteDocument.objects.create(
        title="Liite", file=ContentFile(content, name)
    )
    if read:
        read_text(document_id=document.pk)
    return document


def shown(staff, document) -> str:
    return staff.get(f"/admin/documents/edit/{document.pk}/").content.decode()


@pytest.mark.parametrize(
    ("content", "name", "read", "told"),
    [
        (documents.pdf("Kolme sanaa tässä"), "a.pdf", True, "3 words found for the"),
        (documents.pdf("Sana"), "a.pdf", True, "1 word found for the search"),
        (documents.scanned_pdf(), "a.pdf", True, "No text was found: a scanned"),
        (documents.pdf("Sana"), "a.pdf", False, "have not been read for the search"),
        (b"a;b", "a.csv", True, "the words of PDF and Word (DOCX) files only"),
    ],
)
def test_the_form_says_what_was_found(staff, content, name, read, told):
    assert told in shown(staff, stored(content, name, read=read))


def test_a_new_document_is_told_nothing(staff):
    page = staff.get("/admin/documents/add/").content.decode()
    assert 'name="language"' in page
    assert "for the search" not in page


def test_the_language_is_asked_and_kept(staff):
    document = stored(documents.pdf("Ord"))
    address = f"/admin/documents/edit/{document.pk}/"
    fields = {"title": "Bilaga", "collection": "1", "tags": ""}
    staff.post(address, {**fields, "language": "sv"})
    document.refresh_from_db()
    assert (document.title, document.language) == ("Bilaga", "sv")
    staff.post(address, {**fields, "title": "Utan språk"})
    document.refresh_from_db()
    assert (document.title, document.language) == ("Utan språk", "sv")
    staff.post(address, {**fields, "title": "Fel språk", "language": "xx"})
    document.refresh_from_db()
    assert (document.title, document.language) == ("Utan språk", "sv")
