"""Starts the reader of a file, waits for it, and ends it when it takes too long."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from django.core.files.base import File

from core.documents import reader
from core.documents.tidying import tidy

MOST_BYTES = 100_000_000
SECONDS = reader.SECONDS


class NoWords(Exception):
    """Why a file gave none; says nothing of what is in it."""


def extract(kind: str, file: "File[bytes]") -> str:
    """The words of a file of that kind (a key of `reader.READERS`), tidied.

    Raises NoWords when it is encrypted, broken, too large, or takes too long.
    """
    if file.size > MOST_BYTES:
        raise NoWords(reader.Outcome.TOO_LARGE.name)
    with tempfile.TemporaryFile() as copy:
        # A file of the system: what comes from a store of objects is none.
        shutil.copyfileobj(file, copy)
        copy.seek(0)
        try:
            done = subprocess.run(  # noqa: S603 - our own script; the file is its input only
                [sys.executable, "-I", "-B", reader.__file__, kind],
                stdin=copy,
                stdout=subprocess.PIPE,
                # Libraries quote there what they stumble over.
                stderr=subprocess.DEVNULL,
                cwd=Path(reader.__file__).parent,
                env={},
                timeout=SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise NoWords("TOO_SLOW") from error
    if done.returncode != reader.Outcome.READ:
        raise NoWords(_name(done.returncode))
    return tidy(done.stdout.decode(errors="ignore"))


def _name(status: int) -> str:
    known = {outcome.value: outcome.name for outcome in reader.Outcome}
    return known.get(status, f"STATUS {status}")
