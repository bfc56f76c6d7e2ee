"""Telling an external search engine what has changed, and again until it has heard.

The database's index changes in the transaction of the entry; an engine may be away. What it
must be told is noted in that transaction, sent after it by a task, and sent again by the
clock as long as it stands here.
"""

import logging
import uuid
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from search.engines import EngineAway, engine
from search.models import EngineChange, SearchEntry

log = logging.getLogger("osallistu.search")
BATCH = 200


def note_changes(entry_ids: Iterable[int]) -> None:
    """To be called in the transaction that changes or removes the entries."""
    ids = list(entry_ids)
    if engine() is None or not ids:
        return
    EngineChange.objects.bulk_create(
        [EngineChange(entry_id=pk, mark=uuid.uuid4()) for pk in sorted(ids)],
        update_conflicts=True,
        unique_fields=["entry_id"],
        update_fields=["mark"],
    )
    from search.tasks import send_changes_task

    transaction.on_commit(send_changes_task.enqueue)


def send_changes(now: datetime | None = None) -> int:
    """Tell the engine all that is noted; returns how many entries. What it does not take
    stays noted."""
    backend = engine()
    if backend is None:
        return 0
    sent = 0
    while changes := list(EngineChange.objects.order_by("pk")[:BATCH]):
        ids = [change.entry_id for change in changes]
        entries = list(SearchEntry.objects.filter(pk__in=ids))
        gone = set(ids) - {entry.pk for entry in entries}
        try:
            backend.apply(entries, gone)
        except EngineAway as away:
            log.warning(
                "The search engine is away, %s entries wait: %s", len(ids), away
            )
            break
        for change in changes:
            EngineChange.objects.filter(pk=change.pk, mark=change.mark).delete()
        sent += len(changes)
    return sent
