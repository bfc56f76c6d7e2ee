"""An import in the admin: looked through, then written by a task, then forgotten."""

import csv
import io
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, BinaryIO

from django.db import transaction
from django.utils import timezone

from core.models import Municipality, ServiceUnit
from feedback_forms.models import ImportState, NpsImport, Recommendation

from .reports import Report
from .writing import BATCH, import_answers, look_through, remove_numbers

# What is kept of the rows: what an answer has, and no more.
COLUMNS = ("id", "date", "unit", "score", "measure", "channel", "municipality")
# Of a file that nobody has gone on with.
KEPT = timedelta(days=1)
# The task has had its turn by then.
MISSED_AFTER = timedelta(minutes=30)


class AlreadyStarted(Exception):
    """Somebody has started this import, or its rows have been forgotten."""


class AlreadyRemoved(Exception):
    """Somebody has taken it out, or it is from before numbers were kept."""


def look_through_upload(*, file: BinaryIO, source: str, user: Any) -> NpsImport:
    """Keep what can be used of the file, and what cannot be and why; imports nothing.

    Raises FileRefused.
    """
    rows, refusals = io.StringIO(), io.StringIO()
    writer = csv.writer(rows, delimiter=";")
    writer.writerow(COLUMNS)
    units, towns = ServiceUnit.all_cached(), Municipality.all_cached()

    def keep(batch: list[Recommendation]) -> None:
        for each in batch:
            town = towns.get(each.municipality_id or 0)
            writer.writerow(
                [
                    each.external_id,
                    each.answered_on.isoformat(),
                    units[each.unit_id or 0].slug,
                    each.score,
                    each.measure,
                    each.channel,
                    town.code if town else "",
                ]
            )

    counts = look_through(
        file=file,
        source=source,
        today=timezone.localdate(),
        refuse=Report(refusals),
        keep=keep,
    )
    return NpsImport.objects.create(
        user=user,
        source=source,
        rows=rows.getvalue(),
        refusals=refusals.getvalue() if counts.refused else "",
        ignored_columns=counts.ignored_columns,
        new=counts.new,
        changed=counts.changed,
        unchanged=counts.unchanged,
        refused=counts.refused,
    )


@transaction.atomic
def start_import(*, pk: int, user: Any) -> None:
    """Have a task write what was looked through. Raises AlreadyStarted."""
    from feedback_forms.tasks import write_import

    found = NpsImport.objects.select_for_update().filter(pk=pk).first()
    if found is None or found.state != ImportState.LOOKED_THROUGH or not found.rows:
        raise AlreadyStarted
    found.state, found.user = ImportState.WAITING, user
    found.save(update_fields=["state", "user"])
    # A queue that is away must not fail what has been stored: the clock finds it.
    transaction.on_commit(lambda: write_import.enqueue(pk), robust=True)


def write_waiting(*, pk: int) -> bool:
    """Write the rows of an import that waits, and forget them; harmless when repeated.

    Batch by batch, so that residents' own messages are not kept waiting.
    """
    found = NpsImport.objects.filter(pk=pk, state=ImportState.WAITING).first()
    if found is None:
        return False
    counts = import_answers(
        file=io.BytesIO(found.rows.encode()),
        source=found.source,
        today=timezone.localdate(),
        refuse=lambda refusal: None,
        user=found.user,
    )
    # Where two wrote it at once, the first has the numbers; the other changed nothing.
    NpsImport.objects.filter(pk=pk, state=ImportState.WAITING).update(
        state=ImportState.DONE,
        rows="",
        numbers="\n".join(row["id"] for row in _read(found.rows)),
        new=counts.new,
        changed=counts.changed,
    )
    return True


def _read(rows: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader(io.StringIO(rows), delimiter=";")


def still_there(found: NpsImport) -> int:
    """How many of the answers that this import added or changed are there now."""
    numbers, number = iter(found.numbers.splitlines()), 0
    while batch := list(islice(numbers, BATCH)):
        number += Recommendation.objects.filter(
            source=found.source, external_id__in=batch
        ).count()
    return number


def remove_import(*, pk: int, user: Any) -> int:
    """Take out again what this import added or changed; returns how many answers there were.

    Who did it, and how many, stands in the log. Raises AlreadyRemoved.
    """
    found = NpsImport.objects.filter(pk=pk).first()
    if found is None or found.state != ImportState.DONE or not found.numbers:
        raise AlreadyRemoved
    removed = remove_numbers(
        identities=iter(found.numbers.splitlines()), source=found.source, user=user
    )
    NpsImport.objects.filter(pk=pk, state=ImportState.DONE).update(
        state=ImportState.REMOVED, numbers=""
    )
    return removed


def tidy_imports(now: datetime) -> int:
    """Write what a lost task has left waiting; forget rows and reports of yesterday."""
    old = NpsImport.objects.filter(created_at__lt=now - KEPT)
    old.filter(state=ImportState.LOOKED_THROUGH).delete()
    old.exclude(refusals="").update(refusals="")
    waiting = NpsImport.objects.filter(
        state=ImportState.WAITING, created_at__lt=now - MISSED_AFTER
    )
    return sum(write_waiting(pk=pk) for pk in waiting.values_list("pk", flat=True))
