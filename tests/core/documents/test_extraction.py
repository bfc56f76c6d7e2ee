"""Real files, read in a process of its own."""

import io
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from core.documents import extraction, reader
from core.documents.extraction import NoWords, extract
from core.documents.reader import Outcome
from tests.support import documents

SENTENCE = "Äiti söi öljyssä paistettua silakkaa Åbolandissa."


def test_pdf_gives_its_words():
    file = documents.pdf(f"{SENTENCE} Lähipalve-\nluissa", "Toinen sivu")
    assert extract("pdf", ContentFile(file)) == (
        f"{SENTENCE} Lähipalveluissa\n\nToinen sivu"
    )


def test_docx_gives_its_words():
    file = documents.docx(SENTENCE, "Toinen kappale", cell="Taulukossa")
    words = extract("docx", ContentFile(file))
    assert words.split("\n\n") == [SENTENCE, "Toinen kappale", "Taulukossa"]


def test_docx_under_review_gives_what_it_would_be():
    """What colleagues said or struck out was never meant for the public."""
    words = extract("docx", ContentFile(documents.reviewed_docx()))
    assert words == "Alku jatkuu lisätty"


def test_pdf_that_anybody_may_open_is_read_though_it_is_encrypted():
    """With a password for changing it only, as Word and Acrobat lock what is published."""
    file = documents.pdf(SENTENCE, owner="salasana")
    assert extract("pdf", ContentFile(file)) == SENTENCE


def test_picture_of_a_page_has_no_words():
    assert extract("pdf", ContentFile(documents.scanned_pdf())) == ""


@pytest.mark.parametrize(
    ("kind", "file", "reason"),
    [
        ("pdf", documents.pdf(SENTENCE, password="salasana"), "ENCRYPTED"),
        ("docx", reader.OLE + b"\0" * 4000, "ENCRYPTED"),
        ("docx", documents.bomb_docx(), "TOO_LARGE"),
        ("docx", documents.docx(SENTENCE)[:-200], "BROKEN"),
        ("docx", documents.pdf(SENTENCE), "BROKEN"),
        ("pdf", documents.docx(SENTENCE), "BROKEN"),
        ("pdf", b"%PDF-1.7\n" + os.urandom(500), "BROKEN"),
        ("pdf", b"", "BROKEN"),
    ],
)
def test_why_there_are_no_words(kind, file, reason):
    with pytest.raises(NoWords, match=f"^{reason}$"):
        extract(kind, ContentFile(file))


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.7, 0.9, 0.99])
def test_truncated_pdf_is_no_more_than_broken(share):
    """Its end holds the table of what is where; the library mends what it can."""
    whole = documents.pdf(SENTENCE, "Toinen sivu")
    outcome, words = reader.read("pdf", io.BytesIO(whole[: int(len(whole) * share)]))
    assert outcome in {Outcome.READ, Outcome.BROKEN}
    assert words in {"", SENTENCE, f"{SENTENCE}\n\nToinen sivu"}


def test_what_takes_forever_is_ended(monkeypatch):
    monkeypatch.setattr(extraction, "SECONDS", 1)
    started = time.monotonic()
    with pytest.raises(NoWords, match=r"^TOO_SLOW$"):
        extract("pdf", ContentFile(documents.endless_pdf()))
    assert time.monotonic() - started < 10
    assert running_readers() == []


def test_huge_file_is_not_looked_at(monkeypatch):
    monkeypatch.setattr(extraction, "MOST_BYTES", 100)
    with pytest.raises(NoWords, match=r"^TOO_LARGE$"):
        extract("pdf", ContentFile(documents.pdf(SENTENCE)))


def test_reader_is_given_no_secret(monkeypatch):
    """Were a file to run code there, it would find no key in the environment."""
    monkeypatch.setattr(extraction, "SECONDS", 2)
    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(extract, "pdf", ContentFile(documents.endless_pdf()))
        while not (readers := running_readers()) and not waiting.done():
            time.sleep(0.05)
        assert [process.joinpath("environ").read_bytes() for process in readers] == [
            b""
        ]
        assert isinstance(waiting.exception(), NoWords)
    assert running_readers() == []


def running_readers() -> list[Path]:
    """Children of this process that run the reader."""
    children = [
        Path("/proc", pid)
        for thread in Path("/proc/self/task").iterdir()
        for pid in thread.joinpath("children").read_text().split()
    ]
    return [
        child
        for child in children
        if reader.__file__.encode() in child.joinpath("cmdline").read_bytes()
    ]


def test_libraries_are_not_loaded_here():
    """They cost the worker memory, and a web process even more."""
    code = (
        "import django; django.setup(); import core.documents.services, sys;"
        "print(*sorted({'pypdf', 'mammoth'} & set(sys.modules)))"
    )
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    done = subprocess.run(
        [sys.executable, "-c", code], env=env, capture_output=True, check=True
    )
    assert done.stdout.split() == []


# -- The reader itself -----------------------------------------------------------


def test_reader_stops_when_there_is_enough(monkeypatch):
    monkeypatch.setattr(reader, "MOST_CHARACTERS", 8)
    file = io.BytesIO(documents.pdf("yksi", "kaksi", "kolme"))
    assert reader.read("pdf", file) == (Outcome.READ, "yksi\n\nka")


def test_reader_stops_after_enough_pages(monkeypatch):
    monkeypatch.setattr(reader, "MOST_PAGES", 2)
    file = io.BytesIO(documents.pdf("yksi", "kaksi", "kolme"))
    assert reader.read("pdf", file) == (Outcome.READ, "yksi\n\nkaksi")


def test_reader_refuses_an_archive_of_many_parts(monkeypatch):
    monkeypatch.setattr(reader, "MOST_PARTS", 5)
    file = io.BytesIO(documents.docx("yksi"))
    assert reader.read("docx", file) == (Outcome.TOO_LARGE, "")
