"""One PDF made anew, in a process of its own: its pages, and nothing that acts or hides.

    python -I -B rebuilder.py < file > file

Run as a script for the reasons of `reader.py`. Of each page only what is drawn is taken
over; scripts, actions, forms, notes, files inside, earlier versions and all that tells
who made it when and with what, stay behind. What went wrong is the exit status.
"""

import io
import resource
import sys
from enum import IntEnum
from typing import Any, BinaryIO

MOST_PAGES = 200
MOST_BYTES = 20_000_000
SECONDS = 30
MOST_MEMORY = 512 * 1024 * 1024
# What a page is drawn from (ISO 32000-1, table 30). Notes and links are not among it.
DRAWN = frozenset(
    {
        "/Type",
        "/Parent",
        "/Resources",
        "/Contents",
        "/MediaBox",
        "/CropBox",
        "/Rotate",
        "/UserUnit",
    }
)
# Nowhere in the file, however deep: what acts, and what carries something along.
NEVER = frozenset(
    {
        "/A",
        "/AA",
        "/AF",
        "/EF",
        "/EmbeddedFile",
        "/EmbeddedFiles",
        "/JavaScript",
        "/JS",
        "/LastModified",
        "/Metadata",
        "/OPI",
        "/OpenAction",
        "/PieceInfo",
        "/RichMediaContent",
        "/Thumb",
        "/URI",
    }
)
# Segments of a JPEG that tell of the camera, the place and the program: APP1–APP13, APP15
# and comments. Those that say how the colours are meant (APP0, APP2, APP14) stay.
TELLING = frozenset({0xE1, *range(0xE3, 0xEE), 0xEF, 0xFE})


class Outcome(IntEnum):
    MADE = 0
    ENCRYPTED = 10
    BROKEN = 11
    TOO_LARGE = 12


class Refused(Exception):
    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome.name)
        self.outcome = outcome


def rebuilt(file: BinaryIO) -> bytes:
    from pypdf import PdfReader, PdfWriter

    reader = PdfReader(file)
    if reader.is_encrypted:
        raise Refused(Outcome.ENCRYPTED)
    number = len(reader.pages)
    if not number:
        raise Refused(Outcome.BROKEN)
    if number > MOST_PAGES:
        raise Refused(Outcome.TOO_LARGE)
    writer = PdfWriter()
    for page in reader.pages:
        for name in [name for name in page if name not in DRAWN]:
            del page[name]
        writer.add_page(page)
    writer.metadata = None
    for item in list(writer._objects):
        clean(item)
    out = io.BytesIO()
    writer.write(out)
    if out.tell() > MOST_BYTES:
        raise Refused(Outcome.TOO_LARGE)
    data = out.getvalue()
    if len(PdfReader(io.BytesIO(data)).pages) != number:
        raise Refused(Outcome.BROKEN)
    return data


def clean(item: Any) -> None:
    """Take out, on every level of one object, what is to be nowhere."""
    from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

    todo, seen = [item], set()
    while todo:
        current = todo.pop()
        if id(current) in seen:
            continue
        seen.add(id(current))
        if isinstance(current, DictionaryObject):
            for name in NEVER.intersection(current):
                del current[name]
            if isinstance(current, StreamObject) and is_jpeg(current):
                current._data = without_telling(current._data)
            todo += list(current.values())
        elif isinstance(current, ArrayObject):
            todo += list(current)


def is_jpeg(stream: Any) -> bool:
    return stream.get("/Filter") in ("/DCTDecode", ["/DCTDecode"])


def without_telling(data: bytes) -> bytes:
    """The JPEG without the segments that tell of it; as it is where it is no JPEG."""
    if data[:2] != b"\xff\xd8":
        return data
    kept, at = [data[:2]], 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == 0xDA:  # from here on the picture itself
            break
        if marker not in TELLING:
            kept.append(data[at : at + 2 + length])
        at += 2 + length
    return b"".join((*kept, data[at:]))


def make(file: BinaryIO) -> tuple[Outcome, bytes]:
    try:
        return Outcome.MADE, rebuilt(file)
    except Refused as error:
        return error.outcome, b""
    except Exception:  # noqa: BLE001 - a broken file fails in more ways than can be named
        return Outcome.BROKEN, b""


def limit() -> None:
    for what, most in (
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        resource.setrlimit(what, (most, most))


def main() -> int:
    limit()
    outcome, data = make(sys.stdin.buffer)
    sys.stdout.buffer.write(data)
    return outcome


if __name__ == "__main__":
    sys.exit(main())
