"""Counting how often a sender sent of late, right in every process and thread."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from core.crypto import keyed_hash

from .models import Counter

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def count(
    form: str, address: str, now: datetime, nonce: uuid.UUID | None = None
) -> tuple[int, int]:
    """Count one more; returns how many in this clock hour and on this day (UTC), with it.

    The same form (its `nonce`) counts once: who presses the button eight times at
    once, or answers our question, sends one message. The keys hold no address: they
    are keyed hashes that change every day.
    """
    day = now.astimezone(timezone.get_fixed_timezone(0)).replace(
        hour=0, minute=0, second=0, microsecond=0
    )
    hour = now.replace(minute=0, second=0, microsecond=0)
    of_form = keyed_hash("form", form, nonce.hex) if nonce else ""
    of_hour = keyed_hash("hour", form, address, day.isoformat())
    of_day = keyed_hash("day", form, address, day.isoformat())
    # Written to the disk once, not twice.
    with transaction.atomic():
        again = bool(of_form) and _add(1, {of_form: day})[of_form] > 1
        counted = _add(0 if again else 1, {of_hour: hour, of_day: day})
    return counted[of_hour], counted[of_day]


def first_time(form: str, nonce: uuid.UUID, now: datetime) -> bool:
    """Whether this form has not been stored before today (UTC); from now on it has.

    For answers without words, which keep nothing that would tell the second of two. It is
    called in the transaction that stores the answer.
    """
    day = now.astimezone(timezone.get_fixed_timezone(0)).replace(
        hour=0, minute=0, second=0, microsecond=0
    )
    key = keyed_hash("stored", form, nonce.hex)
    return _add(1, {key: day})[key] == 1


def _add(number: int, windows: dict[str, datetime]) -> dict[str, int]:
    """Add to the count of each key in its window; returns the new counts.

    One statement, since a read before a write would lose counts under load.
    """
    table = connection.ops.quote_name(Counter._meta.db_table)
    window = connection.ops.quote_name("window")
    adapt = connection.ops.adapt_datetimefield_value
    values: list[Any] = []
    for key, start in windows.items():
        values += [key, adapt(start), number]
    places = ", ".join(["(%s, %s, %s)"] * len(windows))
    # The names are our own; every value is a parameter.
    statement = (
        f"INSERT INTO {table} (key, {window}, count) VALUES {places} "  # noqa: S608
        f"ON CONFLICT (key, {window}) DO UPDATE SET count = {table}.count + {int(number)} "
        "RETURNING key, count"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return dict(cursor.fetchall())


def next_hour(now: datetime) -> datetime:
    """When the hour's count begins anew."""
    return now.replace(minute=0, second=0, microsecond=0) + HOUR


def next_day(now: datetime) -> datetime:
    """When the day's count begins anew."""
    utc = now.astimezone(timezone.get_fixed_timezone(0))
    return utc.replace(hour=0, minute=0, second=0, microsecond=0) + DAY


def forget_old(now: datetime) -> int:
    """Delete counters of past days; returns how many."""
    number, _ = Counter.objects.filter(window__lt=now - 2 * DAY).delete()
    return number
