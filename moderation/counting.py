"""Counting how often a sender sent of late, right in every process and thread."""

from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone

from core.crypto import keyed_hash

from .models import Counter

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def count(form: str, address: str, now: datetime) -> tuple[int, int]:
    """Count one more; returns how many in this clock hour and on this day (UTC), with it.

    One statement, since a read before a write would lose counts under load. The
    key holds no address: it is a keyed hash that changes every day.
    """
    day = now.astimezone(timezone.get_fixed_timezone(0)).replace(
        hour=0, minute=0, second=0, microsecond=0
    )
    hour = now.replace(minute=0, second=0, microsecond=0)
    table = connection.ops.quote_name(Counter._meta.db_table)
    window = connection.ops.quote_name("window")
    rows = [
        (keyed_hash("hour", form, address, day.isoformat()), hour),
        (keyed_hash("day", form, address, day.isoformat()), day),
    ]
    adapt = connection.ops.adapt_datetimefield_value
    values = [value for key, start in rows for value in (key, adapt(start))]
    # The names are our own; every value is a parameter.
    statement = (
        f"INSERT INTO {table} (key, {window}, count) VALUES (%s, %s, 1), (%s, %s, 1) "  # noqa: S608
        f"ON CONFLICT (key, {window}) DO UPDATE SET count = {table}.count + 1 "
        "RETURNING key, count"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        counted = dict(cursor.fetchall())
    return counted[rows[0][0]], counted[rows[1][0]]


def next_day(now: datetime) -> datetime:
    """When the day's count begins anew."""
    utc = now.astimezone(timezone.get_fixed_timezone(0))
    return utc.replace(hour=0, minute=0, second=0, microsecond=0) + DAY


def forget_old(now: datetime) -> int:
    """Delete counters of past days; returns how many."""
    number, _ = Counter.objects.filter(window__lt=now - 2 * DAY).delete()
    return number
