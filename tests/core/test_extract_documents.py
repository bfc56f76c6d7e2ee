"""The command that reads what the task has not read."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command

from core.documents.services import store_text
from core.management.commands import extract_documents
from core.models import SiteDocument
from tests.support import documents

pytestmark = pytest.mark.django_db


def stored(words: str) -> SiteDocument:
    file = ContentFile(documents.pdf(words), "liite.pdf")
    return SiteDocument.objects.create(title=words, file=file)


def texts() -> list[str]:
    found = SiteDocument.objects.with_text().order_by("pk")
    return [document.text for document in found]


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("extract_documents", *arguments, stdout=out)
    return out.getvalue().strip()


def test_only_those_without_words_are_read(monkeypatch):
    monkeypatch.setattr(extract_documents, "BATCH", 2)
    for words in ("yksi", "kaksi", "kolme"):
        stored(words)
    has_words = stored("neljä")
    store_text(document_id=has_words.pk, file_hash=has_words.file_hash, text="vanha")
    assert run() == "3 read, 0 failed."
    assert texts() == ["yksi", "kaksi", "kolme", "vanha"]


def test_all_are_read_anew_when_asked():
    has_words = stored("uusi")
    store_text(document_id=has_words.pk, file_hash=has_words.file_hash, text="vanha")
    assert run("--all") == "1 read, 0 failed."
    assert texts() == ["uusi"]


def test_one_that_fails_does_not_stop_the_others():
    broken, _whole = stored("yksi"), stored("kaksi")
    place = Path(broken.file.path)
    place.unlink()
    place.mkdir()
    with pytest.raises(CommandError, match="see the log"):
        run()
    assert texts() == ["", "kaksi"]
