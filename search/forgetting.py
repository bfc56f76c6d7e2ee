"""What SQLite's index keeps of texts that are gone.

FTS5 only marks what is deleted: the words, and the order in which they stood, stay in the
file until its segments are merged into one (`merge`, https://sqlite.org/fts5.html#the_merge_command).
"""

import time
from datetime import datetime
from typing import Any

from django.db import connection
from wagtail.search.models import IndexEntry

TABLE = f"{IndexEntry._meta.db_table}_fts"
# Pages of a step, which is a transaction of its own: nobody who writes waits for long.
STEP = 50
# Seconds for all steps; what is left is merged the next time.
PATIENCE = 5.0


def forget_words(now: datetime) -> int:
    """Merge the segments of the index, if there are several; returns the number of steps."""
    if connection.vendor != "sqlite":
        return 0
    steps, pages, end = 0, -STEP, time.monotonic() + PATIENCE
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(DISTINCT segid) FROM {TABLE}_idx")  # noqa: S608
        if cursor.fetchone()[0] < 2:
            return 0
        while time.monotonic() < end and merged(cursor, pages):
            # A negative number begins anew with all segments.
            pages = STEP
            steps += 1
    return steps


def merged(cursor: Any, pages: int) -> bool:
    """Whether a step of so many pages found something to do."""
    before = connection.connection.total_changes
    cursor.execute(
        f"INSERT INTO {TABLE}({TABLE}, rank) VALUES ('merge', %s)",  # noqa: S608
        [pages],
    )
    return bool(connection.connection.total_changes - before > 1)
