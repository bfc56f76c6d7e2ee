"""Counting queries as the site's budget counts them."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext

TRANSACTION = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")


class Queries(list[str]):
    @property
    def repeated(self) -> list[str]:
        """Statements that ran more than once with the same values."""
        return [sql for sql, times in Counter(self).items() if times > 1]


@contextmanager
def counted() -> Iterator[Queries]:
    """The statements that run inside, without those of the transaction itself."""
    found = Queries()
    with CaptureQueriesContext(connection) as captured:
        yield found
    found.extend(
        query["sql"]
        for query in captured.captured_queries
        if not query["sql"].startswith(TRANSACTION)
    )
