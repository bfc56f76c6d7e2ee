"""Background tasks: small, repeatable, and given ids only."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

# How long to wait before each further try.
PAUSES = [timedelta(minutes=1), timedelta(minutes=15), timedelta(hours=4)]


@task()
def read_document(document_id: int, tries: int = 0) -> bool:
    """Read the words of a document's file; harmless when repeated.

    When the storage or the database is away it is tried again later; after the last
    time `manage.py extract_documents` is left.
    """
    from core.documents.services import read_text

    try:
        return read_text(document_id=document_id)
    except Exception:
        if tries < len(PAUSES) and read_document.get_backend().supports_defer:
            later = read_document.using(run_after=timezone.now() + PAUSES[tries])
            later.enqueue(document_id, tries + 1)
        raise
