"""Telling an external search engine what has changed, and again until it has heard.

The database's index changes in the transaction of the entry; an engine may be away. What it
must be told is noted in that transaction, sent after it by a task, and sent again by the
clock as long as it stands here.
"""

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from search.engines import EngineAway, engine, engine_failed, engine_to_ask
from search.models import EngineChange, SearchEntry

# A text may have 150,000 letters, and Elasticsearch takes 100 MB in a request.
BATCH = 50
# An entry that is there for the engine, but not any more for us.
GONE = ""


def note_changes(entry_ids: Iterable[int]) -> None:
    """To be called in the transaction that changes or removes the entries."""
    ids = list(entry_ids)
    if engine() is None or not ids:
        return
    note(ids)
    from search.tasks import send_changes_task

    transaction.on_commit(send_changes_task.enqueue, robust=True)


def note(ids: Iterable[int]) -> None:
    EngineChange.objects.bulk_create(
        [EngineChange(entry_id=pk, mark=uuid.uuid4()) for pk in sorted(ids)],
        update_conflicts=True,
        unique_fields=["entry_id"],
        update_fields=["mark"],
        batch_size=200,
    )


def send_changes(now: datetime | None = None) -> int:
    """Tell the engine all that is noted; returns how many entries. What it does not take
    stays noted, and it is then left alone for a while."""
    sent = 0
    while backend := engine_to_ask():
        changes = list(EngineChange.objects.order_by("pk")[:BATCH])
        if not changes:
            break
        ids = [change.entry_id for change in changes]
        entries = list(SearchEntry.objects.filter(pk__in=ids))
        told = dict.fromkeys(ids, GONE) | {entry.pk: entry.digest for entry in entries}
        try:
            backend.apply(entries, {pk for pk in ids if told[pk] == GONE})
        except EngineAway as away:
            engine_failed(away)
            break
        for change in changes:
            EngineChange.objects.filter(pk=change.pk, mark=change.mark).delete()
        note_differences(told)
        sent += len(changes)
    return sent


def note_differences(told: Mapping[int, str]) -> int:
    """Note the entries that are not as the engine was told (their digests, or GONE).

    Of two processes that send the same entry the slower one may bring the older text last.
    Each looks again after it has sent, so whichever it was sees that, and sends again.
    """
    ids = sorted(told)
    changed: list[int] = []
    for start in range(0, len(ids), 500):
        some = ids[start : start + 500]
        rows = SearchEntry.objects.filter(pk__in=some).values_list("pk", "digest")
        here = dict(rows)
        changed += [pk for pk in some if here.get(pk, GONE) != told[pk]]
    note(changed)
    return len(changed)
