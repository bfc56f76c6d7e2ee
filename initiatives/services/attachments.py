"""Files of initiators: stored apart from public media, and gone with what they belong to."""

from typing import Any

from django.core.files.storage import storages
from django.db import transaction

from initiatives.models import Attachment


def delete_files(**of: Any) -> int:
    """Delete the attachments of these drafts or initiatives; files go after the commit."""
    rows = Attachment.objects.filter(**of)
    names = list(rows.values_list("file", flat=True))
    rows.delete()
    storage = storages["private"]
    for name in names:
        transaction.on_commit(lambda name=name: storage.delete(name), robust=True)  # type: ignore[misc]
    return len(names)
