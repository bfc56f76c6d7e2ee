"""From a file to stored answers: in batches, each of which stands by itself."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any, BinaryIO

from django.db import transaction

from core.caching import raise_version
from core.models import ServiceUnit
from feedback_forms.models import NpsImport, Recommendation
from feedback_forms.models.answers import FIGURES
from moderation.enums import Action
from moderation.models import AuditEvent

from .reading import NpsFile, spoken
from .rows import LONGEST_ID, Places, RowRefused, answer

BATCH = 1_000
KEY = ("source", "external_id")
COMPARED = (
    "answered_on",
    "score",
    "measure",
    "channel",
    "unit_id",
    "service_area_id",
    "municipality_id",
)
WRITTEN = [name.removesuffix("_id") for name in COMPARED]


@dataclass(frozen=True)
class Refusal:
    """A line of the file, the number of its answer, why it cannot be used, and the cell
    that is at fault, if it is one."""

    line: int
    identity: str
    reason: str
    column: str = ""
    value: str = ""


@dataclass
class Counts:
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0
    ignored_columns: list[str] = field(default_factory=list)

    @property
    def read(self) -> int:
        return self.new + self.changed + self.unchanged + self.refused


Refuse = Callable[[Refusal], None]
Take = Callable[[list[Recommendation]], None]


def look_through(
    *,
    file: BinaryIO,
    source: str,
    today: date,
    refuse: Refuse,
    keep: Take = lambda batch: None,
) -> Counts:
    """What an import would do; writes nothing. Raises FileRefused.

    `refuse` is told of each row that cannot be used, `keep` of what a batch would
    write.
    """
    return _each_batch(file, source, today, refuse, keep)


def import_answers(
    *, file: BinaryIO, source: str, today: date, refuse: Refuse, user: Any = None
) -> Counts:
    """Store the answers of a file; those that are there already are brought up to date.

    Each batch is a transaction of its own: what was stored stays if the rest cannot be
    read, and the file can be imported again. Says in the log who did it, and how many.
    Raises FileRefused.
    """
    counts = _each_batch(file, source, today, refuse, _write)
    AuditEvent.objects.create(
        user=user,
        action=Action.IMPORTED,
        detail=f"nps {counts.new}+{counts.changed}, {counts.refused} refused",
    )
    return counts


def known_source(name: str) -> str:
    """The system as it has been written before: else “SMS” and “sms” would count every answer
    twice. As it is given, if it is a new one or was written in both ways."""
    known = {
        source
        for model in (Recommendation, NpsImport)
        for source in model.objects.order_by()
        .values_list("source", flat=True)
        .distinct()
    }
    same = sorted(each for each in known if spoken(each) == spoken(name))
    return name if name in same else next(iter(same), name)


def remove_answers(*, file: BinaryIO, source: str, user: Any = None) -> int:
    """Take the answers of a file out again, by their numbers; returns how many there were.

    For a file imported by mistake, or under the name of another system. What the same
    numbers said before that file is in the file before it. Says in the log who did it.
    Raises FileRefused.
    """
    identities = (row.cells.get("id", "") for row in NpsFile(file).rows())
    return remove_numbers(identities=identities, source=source, user=user)


def remove_numbers(*, identities: Iterator[str], source: str, user: Any = None) -> int:
    """The same by the numbers themselves; batch by batch, and harmless when repeated."""
    removed = 0
    while batch := list(islice(identities, BATCH)):
        with transaction.atomic():
            found = Recommendation.objects.filter(source=source, external_id__in=batch)
            removed += found.delete()[0]
            raise_version(FIGURES)
    AuditEvent.objects.create(
        user=user, action=Action.IMPORTED, detail=f"nps {removed} removed"
    )
    return removed


def _each_batch(
    file: BinaryIO,
    source: str,
    today: date,
    refuse: Refuse,
    take: Take,
) -> Counts:
    table = NpsFile(file)
    counts = Counts(ignored_columns=table.ignored)
    places = Places.known()
    batch: dict[str, Recommendation] = {}

    def flush() -> None:
        if batch:
            _compare(list(batch.values()), source, counts, take)
            batch.clear()

    for row in table.rows():
        try:
            found = answer(row, places, source, today)
        except RowRefused as reason:
            counts.refused += 1
            refuse(
                Refusal(
                    row.line,
                    row.cells.get("id", "")[:LONGEST_ID],
                    str(reason),
                    reason.column,
                    # The number stands there already.
                    "" if reason.column == "id" else row.cells.get(reason.column, ""),
                )
            )
            continue
        assert found.external_id
        # The same number twice in a file: the later line counts, as in a later file.
        if found.external_id in batch or len(batch) >= BATCH:
            flush()
        batch[found.external_id] = found
    flush()
    return counts


@transaction.atomic
def _compare(
    batch: list[Recommendation],
    source: str,
    counts: Counts,
    take: Take,
) -> None:
    """Count what is new, changed and as it was, and hand on the first two.

    An answer stays where its unit was when it was first read: a unit that has moved since
    takes no years with it because a file is read again.
    """
    there = {
        identity: dict(zip(COMPARED, values, strict=True))
        for identity, *values in Recommendation.objects.filter(
            source=source, external_id__in=[each.external_id for each in batch]
        ).values_list("external_id", *COMPARED)
    }
    to_write, units = [], ServiceUnit.all_cached()
    for each in batch:
        before = there.get(each.external_id)
        if before and before["unit_id"] == each.unit_id:
            each.service_area_id = before["service_area_id"]
            if units[each.unit_id or 0].municipality_id:
                # Else it is the file's to say.
                each.municipality_id = before["municipality_id"] or each.municipality_id
        if before == {name: getattr(each, name) for name in COMPARED}:
            counts.unchanged += 1
            continue
        counts.new += before is None
        counts.changed += before is not None
        to_write.append(each)
    take(to_write)


def _write(batch: list[Recommendation]) -> None:
    """In one statement, so that two imports of the same file at once do no harm."""
    Recommendation.objects.bulk_create(
        batch, update_conflicts=True, unique_fields=KEY, update_fields=WRITTEN
    )
