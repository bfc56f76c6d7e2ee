"""The words of one file, read in a process of its own.

    python -I -B reader.py pdf < file > words

Run as a script, so that a file which never ends, or takes all memory, ends this process
and no other. It knows neither Django nor settings, is given no environment, and says
nothing but the words: what went wrong is its exit status (`Outcome`).
"""

import resource
import sys
import zipfile
from collections.abc import Callable
from enum import IntEnum
from typing import BinaryIO

MOST_PAGES = 1000
MOST_CHARACTERS = 200_000
# How much a DOCX may grow when it is unpacked. Pictures in it hardly grow at all.
MOST_GROWTH = 16_000_000
MOST_PARTS = 5000
SECONDS = 60
MOST_MEMORY = 512 * 1024 * 1024
# What Office wraps a document in that needs a password.
OLE = bytes.fromhex("d0cf11e0a1b11ae1")


class Outcome(IntEnum):
    READ = 0
    ENCRYPTED = 10
    BROKEN = 11
    TOO_LARGE = 12


class Unreadable(Exception):
    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome.name)
        self.outcome = outcome


def words_of_pdf(file: BinaryIO) -> str:
    """A PDF that opens without a password, page after page until there is enough."""
    from pypdf import PdfReader

    reader = PdfReader(file)
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unreadable(Outcome.ENCRYPTED)
    pages: list[str] = []
    length = 0
    for number in range(min(len(reader.pages), MOST_PAGES)):
        pages.append(reader.pages[number].extract_text())
        length += len(pages[-1])
        if length >= MOST_CHARACTERS:
            break
    return "\n\n".join(pages)


def words_of_docx(file: BinaryIO) -> str:
    """Paragraphs, lists and tables; no comments, and nothing that was struck out."""
    import mammoth

    if file.read(len(OLE)) == OLE:
        raise Unreadable(Outcome.ENCRYPTED)
    with zipfile.ZipFile(file) as archive:
        parts = archive.infolist()
    # Python unpacks no more of a part than it declares, so the declared size is safe.
    growth = sum(max(part.file_size - part.compress_size, 0) for part in parts)
    if len(parts) > MOST_PARTS or growth > MOST_GROWTH:
        raise Unreadable(Outcome.TOO_LARGE)
    file.seek(0)
    words: str = mammoth.extract_raw_text(file).value
    return words


READERS: dict[str, Callable[[BinaryIO], str]] = {
    "docx": words_of_docx,
    "pdf": words_of_pdf,
}


def read(kind: str, file: BinaryIO) -> tuple[Outcome, str]:
    try:
        return Outcome.READ, READERS[kind](file)[:MOST_CHARACTERS]
    except Unreadable as error:
        return error.outcome, ""
    except Exception:  # noqa: BLE001 - a broken file fails in more ways than can be named
        return Outcome.BROKEN, ""


def limit() -> None:
    """Ends this process also when the one that started it is gone."""
    for what, most in (
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        resource.setrlimit(what, (most, most))


def main() -> int:
    limit()
    outcome, words = read(sys.argv[1], sys.stdin.buffer)
    sys.stdout.buffer.write(words.encode("utf-8", "ignore"))
    return outcome


if __name__ == "__main__":
    sys.exit(main())
