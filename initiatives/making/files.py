"""Attachments of a draft: pictures and PDFs, each made anew before it is stored."""

import secrets
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from core.documents.rebuilding import rebuild_pdf
from core.forms import ResidentForm
from core.forms.fields import without_controls
from core.uploads import EXTENSION, reencode_image
from initiatives.models import Draft

MOST_FILES = 5
MOST_BYTES = 5 * 1024 * 1024
PDF = b"%PDF-"
TYPES = _("PDF, JPEG, PNG, WebP, GIF")
CONTENT_TYPES = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    **{kind: f"image/{kind}" for kind in EXTENSION.values() if kind != "jpg"},
}


class FileForm(ResidentForm):
    """One file. `made` is what is stored: its new content, and the name that is shown."""

    file = forms.FileField(
        label=_("Choose a file"),
        help_text=_("A PDF or a picture, at most 5 MB. You can add five files."),
        widget=forms.FileInput({"class": "input", "accept": ".pdf,image/*"}),
        error_messages={
            "required": _("Choose a file to add."),
            "empty": _("The file is empty. Choose another one."),
        },
    )

    def __init__(self, *args: Any, draft: Draft, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.draft = draft
        self.made: tuple[ContentFile[bytes], str] | None = None

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if self.draft.attachments.count() >= MOST_FILES:
            raise ValidationError(
                _("You have %(most)s files already. Remove one first."),
                code="many",
                params={"most": MOST_FILES},
            )
        if file.size > MOST_BYTES:
            raise too_large()
        self.made = made_anew(file)
        return file


def too_large() -> ValidationError:
    return ValidationError(
        _(
            "The file is too large. The maximum size is %(max)s. Make the file smaller or "
            "choose another one."
        ),
        code="large",
        params={"max": filesizeformat(MOST_BYTES)},
    )


def made_anew(file: "File[bytes]") -> tuple["ContentFile[bytes]", str]:
    """The file's new content under a name that tells nothing, and the name that is shown.

    What it is its first bytes say, not its name. Raises ValidationError in words.
    """
    file.seek(0)
    if PDF in file.read(1024):
        content, kind = rebuild_pdf(file), "pdf"
    else:
        try:
            content = reencode_image(file)
        except ValidationError as error:
            # Neither of the two: said in one sentence for both.
            raise ValidationError(
                _("This file type cannot be sent. Allowed types: %(types)s."),
                code="type",
                params={"types": TYPES},
            ) from error
        kind = str(content.name).rpartition(".")[2]
    if content.size > 2 * MOST_BYTES:
        raise too_large()
    content.name = f"{secrets.token_hex(16)}.{kind}"
    return content, f"{stem(file.name)}.{kind}"


def stem(name: str | None) -> str:
    """The file's own name without folders, ending and signs that nobody typed."""
    last = without_controls(name).replace("\\", "/").rpartition("/")[2]
    words = last.rpartition(".")[0] or last
    return words.strip(" .")[:120] or "liite"


def content_type(name: str) -> str:
    return CONTENT_TYPES[name.rpartition(".")[2]]
