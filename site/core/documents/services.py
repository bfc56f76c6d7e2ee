"""What is written of a document's words."""

import logging

from django.db import transaction

from core.documents.extraction import NoWords, extract
from core.documents.reader import READERS
from core.models import SiteDocument

logger = logging.getLogger("osallistu.documents")


def read_text(*, document_id: int, again: bool = False) -> bool:
    """Read the words of a document's file and store them; returns whether that was done.

    Nothing is done when the file has been read already, unless `again`. A file that
    gives no words leaves an empty text and a line in the log. Raises what the storage of
    files raises when it is away.
    """
    document = SiteDocument.objects.filter(pk=document_id).first()
    if document is None:
        return False
    try:
        file_hash = document.get_file_hash()
        if document.text_hash == file_hash and not again:
            return False
        text = _text(document)
    except FileNotFoundError:
        logger.warning("Document %s has no file", document_id)
        return False
    return store_text(document_id=document_id, file_hash=file_hash, text=text)


def _text(document: SiteDocument) -> str:
    kind = document.file_extension.lower()
    if kind not in READERS:
        return ""
    try:
        with document.open_file() as file:
            return extract(kind, file)
    except NoWords as error:
        logger.warning("Document %s gave no words: %s", document.pk, error)
        return ""


@transaction.atomic
def store_text(*, document_id: int, file_hash: str, text: str) -> bool:
    """Store the words of the file of that hash; returns False when the document has got
    another file meanwhile. Saved as any change is, so that the search follows."""
    document = (
        SiteDocument.objects.select_for_update()
        .filter(pk=document_id, file_hash=file_hash)
        .first()
    )
    if document is None:
        return False
    document.text, document.text_hash = text, file_hash
    document.save(update_fields=["text", "text_hash"])
    return True
