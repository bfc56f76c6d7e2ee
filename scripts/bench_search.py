"""What searching costs in 1,000 and in 100,000 texts, and what its index does.

    make bench ARGS=search
    scripts/with_services .venv/bin/python scripts/bench.py search --database

The second measures in the empty database that DATABASE_URL names, and on Elasticsearch where
SEARCH_URL names one. Each text is a new one of 60 to 110 words, put together from sentences
of the labelled texts; one word stands in each of them, one in a hundredth. Milliseconds:
*quickest* and *slowest* of the rounds of `find`, which is a search without its page; *times*
is the quickest against that of 1,000.
"""

import json
import os
import random
import re
import sys
import time
from typing import TYPE_CHECKING

from bench_lists import tidy_up
from throwaway import ROOT, make_site
from volume import BATCH, batches, many_opportunities

if TYPE_CHECKING:
    from search.finding import Scope

SIZES = (1_000, 100_000)
TEXTS = ROOT / "tests" / "search" / "labelled" / "texts.jsonl"
IN_ALL = "Lisää tietoa saat hyvinvointialueelta."
IN_FEW = "Tilaisuus pidetään Juupajoen kirjastossa."
FEW = 100
QUERIES = {
    "in all texts": "hyvinvointialueen",
    "in 1 of 100": "Juupajoella",
    "commonest and rare": "hyvinvointialue Juupajoki",
    "phrase": '"juupajoen kirjastossa"',
    "beginning of a word": "juupaj",
    "common parts": "palveluja",
    "three words": "lapsen ajan varaaminen",
    "nothing": "olematonsana",
    "in all, filtered": "hyvinvointialueen",
}
FILTERED = {"kind": "opportunity", "state": "open"}


def main(rounds: int) -> None:
    database = os.environ["DATABASE_URL"] if "--database" in sys.argv else ""
    make_site("bench-search", database)
    from django.conf import settings
    from django.test import override_settings

    # A worker runs the tasks; tests would run them at once, and without an engine.
    engine = {"engine": settings.SEARCH_ENGINE} if settings.SEARCH_ENGINE else {}
    override_settings(
        TASKS={"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}},
        WAGTAILSEARCH_BACKENDS={**settings.WAGTAILSEARCH_BACKENDS, **engine},
    ).enable()
    before: dict[str, float] = {}
    for size in SIZES:
        many_opportunities(size)
        give_texts()
        seconds, number = rebuild()
        tidy_up()
        print(f"\n{number} entries, made in {seconds:.0f} s; {sizes()}")
        for backend, scope in scopes().items():
            print(
                f"{backend:24}{'found':>8}{'quickest':>10}{'slowest':>10}{'times':>8}"
            )
            for name, text in QUERIES.items():
                found, times = measured(name, text, rounds, scope)
                quickest = min(times)
                compared = quickest / before.setdefault(f"{backend} {name}", quickest)
                figures = f"{quickest:>10.1f}{max(times):>10.1f}{compared:>8.1f}"
                print(f"{name:24}{found:>8}{figures}")


def scopes() -> "dict[str, Scope]":
    """The database, and the engine where there is one."""
    from search.engines import engine
    from search.finding import Scope

    class OfDatabase(Scope):
        def engine(self) -> None:
            """None: as where no engine is configured."""

    found: dict[str, Scope] = {"database": OfDatabase()}
    return {**found, "engine": Scope()} if engine() else found


def give_texts() -> None:
    """A text of its own to each opportunity that has none yet."""
    from participation_pages.models import OpportunityPage

    chance = random.Random(7)  # noqa: S311 - the same texts each time
    sentences = [
        sentence
        for line in TEXTS.read_text(encoding="utf-8").splitlines()
        for sentence in re.split(r"(?<=[.?!])\s+", json.loads(line)["body"])
    ]
    plain = OpportunityPage.objects.exclude(used_for__endswith=IN_ALL)
    keys = list(plain.order_by("pk").values_list("pk", flat=True))
    for batch in batches(keys, BATCH):
        pages = OpportunityPage.objects.only("used_for").in_bulk(batch)
        for number, page in enumerate(pages.values()):
            chosen = chance.sample(sentences, 8)
            if number % FEW == 0:
                chosen.append(IN_FEW)
            page.used_for = " ".join([*chosen, IN_ALL])
        OpportunityPage.objects.bulk_update(pages.values(), ["used_for"])


def rebuild() -> tuple[float, int]:
    from search.engine_rebuild import rebuild_engine
    from search.engines import engine
    from search.services import refresh_all

    began = time.perf_counter()
    number = refresh_all()
    seconds = time.perf_counter() - began
    if backend := engine():
        began = time.perf_counter()
        rebuild_engine()
        print(f"\nengine filled in {time.perf_counter() - began:.0f} s", end="")
        told = backend.es.indices.stats(metric="store")["_all"]["total"]["store"]
        print(f", {told['size_in_bytes'] / 1e6:.0f} MB", end="")
    return seconds, number


def measured(
    name: str, text: str, rounds: int, scope: "Scope"
) -> tuple[int, list[float]]:
    from search.finding import find

    chosen = FILTERED if name.endswith("filtered") else {}
    times = []
    for _round in range(rounds):
        began = time.perf_counter()
        found = find(text, "fi", chosen, scope)
        times.append((time.perf_counter() - began) * 1000)
    return found.total, times


def sizes() -> str:
    """What the rows of the search and the index take, in MB."""
    from django.db import connection

    tables = {
        "entries": ["search_searchentry"],
        "index": ["wagtailsearch_indexentry", "wagtailsearch_indexentry_fts"],
        "words": ["search_searchword"],
    }
    told = {name: sum(map(size_of, found)) for name, found in tables.items()}
    return f"{connection.vendor}: " + ", ".join(
        f"{name} {size / 1e6:.0f} MB" for name, size in told.items()
    )


def size_of(table: str) -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT coalesce(pg_total_relation_size(to_regclass(%s)), 0)", [table]
            )
        else:
            cursor.execute(
                "SELECT coalesce(sum(pgsize), 0) FROM dbstat WHERE name IN"
                " (SELECT name FROM sqlite_master WHERE tbl_name = %s"
                " OR tbl_name GLOB %s)",
                [table, f"{table}_*" if table.endswith("_fts") else table],
            )
        return int(cursor.fetchone()[0])
