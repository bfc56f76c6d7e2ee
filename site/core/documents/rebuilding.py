"""Starts the script that makes a PDF anew, waits for it, and says in words what was wrong."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext_lazy as _

from core.documents import rebuilder
from core.documents.rebuilder import Outcome

WORDS = {
    Outcome.ENCRYPTED: _(
        "The file is locked with a password. Save it without one and choose it again."
    ),
    Outcome.TOO_LARGE: _("The file has too many pages. Divide it, or make it smaller."),
}
BROKEN = _(
    "The file could not be opened. Save it as a PDF once more and choose it again."
)


def rebuild_pdf(file: "File[bytes]") -> "ContentFile[bytes]":
    """The same pages as a new file: no scripts, actions, notes, files inside or metadata.

    Raises ValidationError in words when it is encrypted, broken, too long, or takes too
    long.
    """
    with tempfile.TemporaryFile() as copy:
        file.seek(0)
        shutil.copyfileobj(file, copy)
        copy.seek(0)
        try:
            done = subprocess.run(  # noqa: S603 - our own script; the file is its input only
                [sys.executable, "-I", "-B", rebuilder.__file__],
                stdin=copy,
                stdout=subprocess.PIPE,
                # Libraries quote there what they stumble over.
                stderr=subprocess.DEVNULL,
                cwd=Path(rebuilder.__file__).parent,
                env={},
                timeout=rebuilder.SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise ValidationError(BROKEN) from error
    if done.returncode != Outcome.MADE:
        known = {outcome.value: outcome for outcome in Outcome}
        outcome = known.get(done.returncode, Outcome.BROKEN)
        raise ValidationError(WORDS.get(outcome, BROKEN))
    return ContentFile(done.stdout)
