"""What the list of ways to take part costs with 1,000 and with 100,000 of them.

    make bench ARGS=lists
    scripts/with_services .venv/bin/python scripts/bench.py lists --database

The second measures in the empty database that DATABASE_URL names, here a PostgreSQL
of its own. Milliseconds are of the quickest request, since what else a shared machine
does only adds to them: *first* where nothing has been counted yet, *again* of the same
address asked once more; the page cache is not used. *Times* is the second against that of
1,000.
"""

import os
import sys
import time
from collections.abc import Callable
from typing import Any

from throwaway import make_site
from volume import many_opportunities

SIZES = (1_000, 100_000)
FIRST_ROUNDS = 5
LIST = "/osallistu-nyt/"
ADDRESSES = {
    "home": "/",
    "list": LIST,
    "list, middle page": f"{LIST}?sivu={{middle}}",
    "list, deepest page": f"{LIST}?sivu={{last}}",
    "state: open": f"{LIST}?tila=open",
    "state: opens soon": f"{LIST}?tila=opens-soon",
    "state: outcome published": f"{LIST}?tila=outcome-published",
    "municipality": f"{LIST}?kunta=837",
    "kind, online, municipality": f"{LIST}?kunta=837&laji=planning&tapa=online",
    "word": f"{LIST}?haku=%C3%84ITIYSNEUVOLA",
    "two words, nothing found": f"{LIST}?haku=kotihoito+olematon",
    "list in Swedish": "/sv/delta-nu/",
    "feed": f"{LIST}syote.atom",
    "calendar": f"{LIST}kalenteri.ics",
}


def main(rounds: int) -> None:
    database = os.environ["DATABASE_URL"] if "--database" in sys.argv else ""
    make_site("bench-lists", database)
    before: dict[str, float] = {}
    for size in SIZES:
        began = time.perf_counter()
        many_opportunities(size)
        print(f"\n{size} opportunities, made in {time.perf_counter() - began:.0f} s")
        tidy_up()
        print(f"{'':30}{'queries':>8}{'first':>8}{'again':>8}{'times':>8}")
        for name, pattern in ADDRESSES.items():
            queries, first, again = measure(address(pattern, size), rounds)
            times = again / before.setdefault(name, again)
            print(f"{name:30}{queries:>8}{first:>8.0f}{again:>8.0f}{times:>8.1f}")


def tidy_up() -> None:
    """What PostgreSQL's autovacuum does by itself a little later."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def address(pattern: str, size: int) -> str:
    return pattern.format(middle=size // 40, last=size // 20)


def measure(url: str, rounds: int) -> tuple[int, float, float]:
    """Queries where nothing has been counted, and milliseconds of the first and later times."""
    from django.core.cache import caches
    from django.db import connection
    from django.test import Client

    from core import caching
    from core.signal_handlers import PAGES

    client = Client()

    def ask() -> None:
        response = client.get(url)
        if response.status_code != 200:
            sys.exit(f"{url}: {response.status_code}")

    def forget() -> None:
        caching.raise_version(PAGES)

    queries: list[str] = []

    def record(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        queries.append(sql)
        return execute(sql, params, many, context)

    for cache in caches.all():
        cache.clear()
    caching.forget()
    ask()
    forget()
    caching.version(PAGES)
    with connection.execute_wrapper(record):
        ask()
    first = timed(ask, FIRST_ROUNDS, forget)
    return len(queries), first, timed(ask, rounds)


def timed(
    request: Callable[[], None], rounds: int, before: Callable[[], None] | None = None
) -> float:
    times = []
    for _ in range(rounds):
        if before:
            before()
        began = time.perf_counter()
        request()
        times.append(time.perf_counter() - began)
    return min(times) * 1000
