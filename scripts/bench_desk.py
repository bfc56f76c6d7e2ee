"""What the desk's list costs with 1,000 and with 100,000 messages.

    make bench ARGS=desk
    scripts/with_services .venv/bin/python scripts/bench.py desk --database

The second measures in the empty database that DATABASE_URL names, here a PostgreSQL of its
own. The messages are those of `load_volume`: about one in eleven is open. Milliseconds are
of the quickest request of a moderator: by the clock, and of this process's processor, which
other work on the machine does not lengthen (and which PostgreSQL's own work is no part of).
*Found* is what the list then says, and *times* the processor's against that of 1,000.

Of the list as a file: milliseconds until its first line and its end, and, when it is taken
once more, the most memory that Python then holds beyond what it held before.
"""

import os
import sys
import time
import tracemalloc
from collections.abc import Callable
from typing import Any

from bench_lists import tidy_up
from throwaway import make_site

SIZES = (1_000, 100_000)
LIST = "/admin/viestit/"
ADDRESSES = {
    "start page": "/admin/",
    "list": LIST,
    "list, last page": f"{LIST}?p=99999",
    "free": f"{LIST}?view=free",
    "late": f"{LIST}?view=late",
    "spam": f"{LIST}?view=spam",
    "handled": f"{LIST}?view=ended",
    "handled, middle page": f"{LIST}?view=ended&p={{middle}}",
    "handled, last page": f"{LIST}?view=ended&p=99999",
    "handled, state": f"{LIST}?view=ended&state=answered&state=closed",
    "handled, unit": f"{LIST}?view=ended&unit={{unit}}",
    "handled, service area": f"{LIST}?view=ended&service_area={{area}}",
    "handled, language": f"{LIST}?view=ended&language=sv",
    "handled, channel": f"{LIST}?view=ended&channel=phone",
    "handled, finding": f"{LIST}?view=ended&flag=phone",
    "handled, no findings": f"{LIST}?view=ended&flag=none",
    "handled, age": f"{LIST}?view=ended&age=over-month",
    "handled, kind of feedback": f"{LIST}?view=ended&kind=idea",
    "handled, form": f"{LIST}?view=ended&form=accessibility",
    "handled, five filters": (
        f"{LIST}?view=ended&state=answered&language=fi&channel=web&age=over-month&kind=idea"
    ),
    "word in open ones": f"{LIST}?q=hammaslääkäri",
    "word in handled ones": f"{LIST}?view=ended&q=hoitaja",
    "word in half of them": f"{LIST}?view=ended&q=palaute",
    "two words": f"{LIST}?view=ended&q=kiitos+hoitajalle",
    "words in quotes": f"{LIST}?view=ended&q=%22jaksoi+kuunnella%22",
    "word and filters": f"{LIST}?view=ended&q=jono&language=fi&flag=phone",
    "reference": f"{LIST}?view=ended&q={{reference}}",
    "nothing": f"{LIST}?view=ended&q=olematonsana",
    "one message": f"{LIST}{{open}}/",
    "500 to be assigned": f"{LIST}monta/?act=assign&which=all",
}

FILES = {
    f"{file}{' with texts' if texts else ''}": f"{LIST}?view=ended&export={file}{texts}"
    for file in ("csv", "xlsx")
    for texts in ("", "&texts=1")
}


def main(rounds: int) -> None:
    database = os.environ["DATABASE_URL"] if "--database" in sys.argv else ""
    make_site("bench-desk", database)
    from django.core.management import call_command

    client = moderator()
    before: dict[str, float] = {}
    for size in SIZES:
        began = time.perf_counter()
        call_command("load_volume", feedback=size, verbosity=0)
        print(f"\n{size} messages, made in {time.perf_counter() - began:.0f} s", end="")
        print(f"; {sizes()}")
        tidy_up()
        print(f"{'':30}{'found':>8}{'queries':>8}{'clock':>8}{'cpu':>8}{'times':>8}")
        for name, pattern in ADDRESSES.items():
            url = pattern.format(**values())
            found, queries, clock, cpu = measure(client, url, rounds)
            times = cpu / before.setdefault(name, cpu)
            print(
                f"{name:30}{found:>8}{queries:>8}{clock:>8.0f}{cpu:>8.0f}{times:>8.1f}",
                flush=True,
            )
        files(client)


def files(client: Any) -> None:
    """What it costs to take the whole list of what has ended as a file."""
    print(
        f"{'':30}{'MB':>8}{'queries':>8}{'first':>8}{'clock':>8}{'cpu':>8}{'peak MB':>8}"
    )
    for name, url in FILES.items():
        size, queries, first, clock, cpu = take(client, url)
        tracemalloc.start()
        before = tracemalloc.get_traced_memory()[0]
        take(client, url)
        peak = (tracemalloc.get_traced_memory()[1] - before) / 1e6
        tracemalloc.stop()
        print(
            f"{name:30}{size / 1e6:>8.1f}{queries:>8}{first:>8.0f}{clock:>8.0f}{cpu:>8.0f}"
            f"{peak:>8.1f}",
            flush=True,
        )


def take(client: Any, url: str) -> tuple[int, int, float, float, float]:
    """Bytes, queries, and milliseconds until the first line, by clock and processor."""
    from django.db import connection

    queries = 0

    def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal queries
        queries += 1
        return execute(sql, params, many, context)

    began, busy = time.perf_counter(), time.process_time()
    with connection.execute_wrapper(count):
        response = client.get(url)
        parts = iter(response.streaming_content)
        size = len(next(parts)) + len(next(parts, b""))
        first = (time.perf_counter() - began) * 1000
        size += sum(map(len, parts))
    return (
        *(size, queries, first),
        (time.perf_counter() - began) * 1000,
        (time.process_time() - busy) * 1000,
    )


def moderator() -> Any:
    from django.test import Client

    from tests.factories.users import UserFactory

    user: Any = UserFactory(moderator=True)
    client = Client()
    client.force_login(user)
    return client


def values() -> dict[str, object]:
    """What stands in the addresses: a unit that gets much, a message from the middle."""
    from moderation.enums import SubmissionState
    from moderation.models import Submission

    messages = Submission.objects.order_by("pk")
    handled = messages.filter(state=SubmissionState.ANSWERED)
    some = handled[handled.count() // 2]
    return {
        "unit": some.unit_id,
        "area": some.service_area_id,
        "reference": some.reference,
        "open": messages.filter(state=SubmissionState.SCREENING)[0].reference,
        "middle": handled.count() // 50,
    }


def measure(client: Any, url: str, rounds: int) -> tuple[int | str, int, float, float]:
    """What the list found, its queries, and the least milliseconds by clock and processor."""
    from django.db import connection

    queries: list[str] = []

    def record(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        queries.append(sql)
        return execute(sql, params, many, context)

    def ask() -> Any:
        response = client.get(url)
        if response.status_code != 200:
            sys.exit(f"{url}: {response.status_code}")
        return response

    response = ask()
    with connection.execute_wrapper(record):
        ask()
    context = response.context_data or {}
    found = context.get("totals", {}).get("all", "")
    clocks, processors = zip(*(timed(ask) for _round in range(rounds)), strict=True)
    return found, len(queries), min(clocks), min(processors)


def timed(ask: Callable[[], Any]) -> tuple[float, float]:
    """Milliseconds by the clock and of the processor."""
    began, busy = time.perf_counter(), time.process_time()
    ask()
    return (
        (time.perf_counter() - began) * 1000,
        (time.process_time() - busy) * 1000,
    )


def sizes() -> str:
    from bench_search import size_of
    from django.db import connection

    fts = ["moderation_messagewords_fts"] if connection.vendor == "sqlite" else []
    words = sum(map(size_of, ["moderation_messagewords", *fts]))
    return f"{connection.vendor}: words {words / 1e6:.0f} MB"
