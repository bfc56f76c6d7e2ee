"""Wagtail's form for documents."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.documents.forms import BaseDocumentForm

from core.documents.reader import READERS
from core.models import SiteDocument


class DocumentForm(BaseDocumentForm):  # type: ignore[misc]
    """Says under the file what the search finds of it: an editor learns there that a
    picture of a page is of no use to a screen reader either."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "file" in self.fields:
            self.fields["file"].help_text = what_was_found(self.instance)
        # Wagtail's upload of several files sends a title only, and would keep a file that
        # lacks an answer apart, until somebody gives it.
        self.fields["language"].required = False

    def clean_language(self) -> str:
        return self.cleaned_data["language"] or self.instance.language


def what_was_found(document: SiteDocument) -> str:
    if document.file_extension.lower() not in READERS:
        return _("The search reads the words of PDF and Word (DOCX) files only.")
    if not document.is_read:
        return _("The words of this file have not been read for the search yet.")
    count = len(document.text.split())
    if not count:
        return _(
            "No text was found: a scanned document cannot be searched and is not"
            " accessible."
        )
    return ngettext(
        "%(count)s word found for the search",
        "%(count)s words found for the search",
        count,
    ) % {"count": count}
