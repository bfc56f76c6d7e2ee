"""What a page, the home page, the map and publishing cost with 1,000 and with 100,000 pages.

    make bench ARGS=volume
    scripts/with_services .venv/bin/python scripts/bench.py volume --database

The second measures in the empty database that DATABASE_URL names, here a PostgreSQL of its
own. Milliseconds: *median*, *quickest* and *slowest* of ROUNDS requests, the page cache not
used; *times* is the quickest against that of 1,000. Publishing saves a draft of a page with
its log, revision and index of references, as the editor's button does; the search index of
all pages is filled first, and is brought up to date by a task, measured by itself.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable

from bench_lists import tidy_up
from throwaway import make_site
from volume import BATCH, batches, many_opportunities

SIZES = (1_000, 100_000)
ENOUGH = 4000
Work = Callable[[], object]


def main(rounds: int) -> None:
    database = os.environ["DATABASE_URL"] if "--database" in sys.argv else ""
    make_site("bench-volume", database)
    from django.test import override_settings

    # A worker runs the tasks; tests would run them within the request.
    override_settings(
        TASKS={"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    ).enable()
    before: dict[str, float] = {}
    for size in SIZES:
        many_opportunities(size)
        fill_search_index()
        tidy_up()
        print(f"\n{f'{size} opportunities':30}", end="")
        print(
            "".join(
                f"{word:>10}" for word in ("median", "quickest", "slowest", "times")
            )
        )
        for name, work in works(size).items():
            times = measured(work, rounds)
            quickest = min(times)
            figures = (statistics.median(times), quickest, max(times))
            print(
                f"{name:30}" + "".join(f"{figure:>10.1f}" for figure in figures), end=""
            )
            print(f"{quickest / before.setdefault(name, quickest):>10.1f}")


def works(size: int) -> dict[str, Work]:
    from modelsearch.tasks import insert_or_update_object_task

    from core.sitemaps import LIMIT
    from participation_pages.models import OpportunityPage
    from tests.factories.pages import decision_body, service_unit

    body, unit = decision_body(), service_unit()
    slug = f"paljon-{size // 2}"
    page = OpportunityPage.objects.get(slug=slug)
    label, model = page._meta.app_label, page._meta.model_name

    def publish() -> None:
        found = OpportunityPage.objects.get(pk=page.pk)
        found.title = f"{found.title[:40]} ·"
        found.decision_body, found.organiser = body, unit
        found.save_revision().publish()

    def index() -> None:
        insert_or_update_object_task.func(label, model, str(page.pk))

    return {
        "opportunity": asks(f"/osallistu-nyt/{slug}/"),
        "home": asks("/"),
        "sitemap.xml": asks("/sitemap.xml"),
        "first file of the map": asks("/sitemap-pages.xml"),
        "last file of the map": asks(f"/sitemap-pages.xml?p={1 + size // LIMIT}"),
        "publishing a page": publish,
        "task: search index of a page": index,
    }


def asks(url: str) -> Work:
    from django.test import Client

    client = Client()

    def ask() -> None:
        response = client.get(url)
        if response.status_code != 200:
            sys.exit(f"{url}: {response.status_code}")

    return ask


def fill_search_index() -> None:
    """A row for each page, as `rebuild_modelsearch_index` would make it, with its title only."""
    from django.db.models import CharField
    from django.db.models.functions import Cast
    from wagtail.models import Page
    from wagtail.search.models import IndexEntry

    own = IndexEntry.objects.values("object_id")
    rows = (
        Page.objects.annotate(key=Cast("pk", CharField()))
        .exclude(key__in=own)
        .values_list("key", "content_type_id", "title")
    )
    for batch in batches(list(rows), BATCH):
        IndexEntry.objects.bulk_create(
            IndexEntry(
                object_id=key,
                content_type_id=kind,
                title=title,
                body=title,
                title_norm=25 / len(title),
            )
            for key, kind, title in batch
        )


def measured(work: Work, rounds: int) -> list[float]:
    """Milliseconds of at least so many rounds; of more where they are quick, since only
    the quickest says what the machine can do beside its other work."""
    work()
    times: list[float] = []
    while len(times) < rounds or (sum(times) < ENOUGH and len(times) < 20 * rounds):
        began = time.perf_counter()
        work()
        times.append((time.perf_counter() - began) * 1000)
    return times
