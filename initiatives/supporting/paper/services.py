"""Writes of support on paper. Each locks the initiative first and the batch after it, and
goes into the log by the batch's number and figures alone: no names."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from core.caching import raise_version
from core.models import Municipality
from initiatives.enums import Refusal
from initiatives.models import (
    Initiative,
    InitiativeSettings,
    PaperBatch,
    Support,
)
from initiatives.models.people import hash_of_name
from initiatives.services.stages import in_months
from initiatives.supporting.services import add_to_count
from moderation.enums import Action
from moderation.services.base import (
    PUBLISHED,
    Conflict,
    FourEyes,
    NotAllowedNow,
    change,
    locked,
    log,
)
from search.tasks import refresh_soon

from . import rules

# Name and municipality.
Row = tuple[str, Municipality | None]


class TooManyRows(NotAllowedNow):
    """The batch is full; the rest goes into another."""


@transaction.atomic
def start_batch(*, initiative: Initiative, received_on: date, user: Any) -> PaperBatch:
    """A new batch with the next number, opened by this person.

    Raises NotAllowedNow when sheets are no longer taken.
    """
    current: Any = locked(initiative)
    if not rules.takes_sheets(current):
        raise NotAllowedNow
    last = current.batches.aggregate(last=Max("number"))["last"] or 0
    batch = PaperBatch.objects.create(
        initiative=current, number=last + 1, received_on=received_on, keyed_by=user
    )
    batch.keyers.add(user)
    log(current, Action.PAPER_KEYED, user, f"{batch.number} +0")
    return batch


@transaction.atomic
def add_rows(
    *,
    batch: PaperBatch,
    rows: Sequence[Row],
    user: Any,
    version: int,
) -> PaperBatch:
    """Rows of name and municipality, in the order of the sheet.

    Raises Conflict, NotAllowedNow when the batch is not open, and TooManyRows.
    """
    initiative, current = _open(batch, version)
    if current.supports.count() + len(rows) > rules.MOST_ROWS:
        raise TooManyRows
    Support.objects.bulk_create(
        Support(
            initiative=initiative,
            batch=current,
            language=initiative.language,
            name=name,
            municipality=municipality,
            # `bulk_create` does not call `save`.
            name_hash=hash_of_name(name, municipality.pk if municipality else None),
        )
        for name, municipality in rows
    )
    _keyed(current, user)
    log(initiative, Action.PAPER_KEYED, user, f"{current.number} +{len(rows)}")
    return current


@transaction.atomic
def change_row(
    *,
    row: Support,
    name: str,
    municipality: Municipality | None,
    user: Any,
    version: int,
) -> None:
    """Correct one row of an open batch.

    Raises Conflict, and NotAllowedNow when the batch is not open.
    """
    initiative, current = _open(_batch_of(row), version)
    row.name, row.municipality = name, municipality
    row.save(update_fields=["name", "municipality"])
    _keyed(current, user)
    log(initiative, Action.PAPER_CORRECTED, user, f"{current.number} 1")


@transaction.atomic
def remove_row(*, row: Support, user: Any, version: int) -> None:
    """Take one row out of an open batch.

    Raises Conflict, and NotAllowedNow when the batch is not open.
    """
    initiative, current = _open(_batch_of(row), version)
    row.delete()
    _keyed(current, user)
    log(initiative, Action.PAPER_CORRECTED, user, f"{current.number} -1")


@transaction.atomic
def remove_batch(*, batch: PaperBatch, user: Any, version: int) -> None:
    """Take away a batch that was begun by mistake.

    Raises Conflict, and NotAllowedNow when it is not open, or has rows.
    """
    initiative, current = _open(batch, version)
    if current.supports.exists():
        raise NotAllowedNow
    number = current.number
    current.delete()
    log(initiative, Action.PAPER_CORRECTED, user, f"{number} -0")


@transaction.atomic
def give_to_check(
    *,
    batch: PaperBatch,
    user: Any,
    version: int,
    now: datetime,
    rows: Sequence[Row] = (),
) -> PaperBatch:
    """All rows are there, `rows` being the last of them: from now on another person has it.

    Raises Conflict, TooManyRows, and NotAllowedNow when it is not open, or has no rows.
    """
    if rows:
        batch = add_rows(batch=batch, rows=rows, user=user, version=version)
        version = batch.version
    initiative, current = _open(batch, version)
    number = current.supports.count()
    if not number:
        raise NotAllowedNow
    current.closed_at, current.note = now, ""
    _save(current, "closed_at", "note")
    log(initiative, Action.PAPER_CLOSED, user, f"{current.number} {number}")
    return current


@transaction.atomic
def give_back(
    *, batch: PaperBatch, user: Any, version: int, note: str = ""
) -> PaperBatch:
    """Open again for those who key in: returned by who checks it, with a note of what to
    correct, or taken back by who keyed it in.

    Raises Conflict, and NotAllowedNow when it does not wait to be checked.
    """
    initiative, current = _closed(batch, version)
    current.closed_at, current.note = None, note
    _save(current, "closed_at", "note")
    log(initiative, Action.PAPER_RETURNED, user, str(current.number))
    return current


@transaction.atomic
def approve(
    *,
    batch: PaperBatch,
    refused: Mapping[int, Refusal],
    user: Any,
    version: int,
    now: datetime,
) -> int:
    """The second person has compared the rows with the sheets: they count, once.

    `refused` are the rows (by id) that do not count, with the reason. They are erased;
    their numbers and the sheets stay. Returns how many were accepted.

    Raises FourEyes for who has keyed in a row of it, Conflict, and NotAllowedNow when it
    does not wait to be checked.
    """
    initiative, current = _closed(batch, version)
    if not rules.can_check(user, rules.keyers_of(current)):
        raise FourEyes
    rows = set(current.supports.values_list("pk", flat=True))
    if not refused.keys() <= rows:
        raise Conflict
    current.supports.filter(pk__in=refused).delete()
    current.accepted = len(rows) - len(refused)
    current.refused = dict(Counter(str(reason.value) for reason in refused.values()))
    current.checked_by, current.checked_at = user, now
    _save(current, "accepted", "refused", "checked_by", "checked_at")
    detail = f"{current.number} +{current.accepted} -{len(refused)}"
    log(initiative, Action.PAPER_CHECKED, user, detail)
    count(initiative, current.accepted)
    return current.accepted


def count(initiative: Initiative, number: int) -> None:
    """Add to the supporters of a locked initiative, in the caller's transaction.

    Where it has been sent already and reaches the threshold by these, the county has to
    handle it in the time that is counted from the sending (Act 611/2021, section 30).
    """
    add_to_count(initiative, number)
    initiative.refresh_from_db(fields=["support_count"])
    reached = initiative.threshold and initiative.support_count >= initiative.threshold
    if reached and initiative.sent_at and not initiative.decide_by:
        months = InitiativeSettings.current().handling_months
        initiative.decide_by = in_months(months, initiative.sent_at)
        Initiative.objects.filter(pk=initiative.pk).update(
            decide_by=initiative.decide_by
        )
        change(initiative, answer_by=initiative.next_due())
        return
    raise_version(PUBLISHED)
    refresh_soon(Initiative, initiative.pk)


def _batch_of(row: Support) -> PaperBatch:
    batch = row.batch
    assert batch is not None
    return batch


def _locked(batch: PaperBatch, version: int) -> tuple[Any, PaperBatch]:
    initiative: Any = locked(batch.initiative)
    current = PaperBatch.objects.select_for_update().filter(pk=batch.pk).first()
    if current is None or current.version != version:
        raise Conflict
    if not rules.takes_checks(initiative):
        raise NotAllowedNow
    return initiative, current


def _open(batch: PaperBatch, version: int) -> tuple[Any, PaperBatch]:
    initiative, current = _locked(batch, version)
    if not current.is_open:
        raise NotAllowedNow
    return initiative, current


def _closed(batch: PaperBatch, version: int) -> tuple[Any, PaperBatch]:
    initiative, current = _locked(batch, version)
    if current.closed_at is None or current.checked_at:
        raise NotAllowedNow
    return initiative, current


def _keyed(batch: PaperBatch, user: Any) -> None:
    batch.keyers.add(user)
    _save(batch)


def _save(batch: PaperBatch, *fields: str) -> None:
    batch.version += 1
    batch.save(update_fields=[*fields, "version"])
