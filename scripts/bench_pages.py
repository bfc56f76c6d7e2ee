"""Every kind of page: queries, milliseconds, and what a visitor's browser loads.

With one page of each kind and nothing else, with the demo, and with 400 opportunities and
40 of each other kind. The page cache is not used; milliseconds are the median after two
requests that warm up. kB are of the HTML as it is, and as brotli at level 5 and gzip at
level 6 make it; *visit* is a first visit: the HTML with style sheets, scripts, typeface and
icons, compressed, without photos.
"""

import gzip
import re
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import brotli
from throwaway import make_site
from trials.stage import feedback, hidden_fields
from volume import many_opportunities

OPPORTUNITIES, OTHERS = 400, 40
STEPS = 12
Request = Callable[[], Any]


def main(rounds: int) -> dict[str, str]:
    environment = make_site("bench", demo=False)
    from django.test import override_settings

    # A worker runs the tasks; tests would run them within the request.
    override_settings(
        TASKS={"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    ).enable()
    empty = kept_copy()
    one_of_each()
    table("one page of each kind", rounds)
    load_demo(empty)
    table("the demo", rounds)
    many_opportunities(OPPORTUNITIES)
    many_others()
    table(f"{OPPORTUNITIES} opportunities, {OTHERS} of the others", rounds)
    weigh_assets()
    return environment


def kept_copy() -> Path:
    """Of the database before it has pages."""
    from django.db import connection

    path = Path(connection.settings_dict["NAME"])
    copy = path.with_name("empty.sqlite3")
    copy.unlink(missing_ok=True)
    connection.ensure_connection()
    connection.connection.execute(f"VACUUM INTO '{copy}'")
    return copy


def load_demo(empty: Path) -> None:
    from django.core.management import call_command
    from django.db import connection

    connection.ensure_connection()
    with sqlite3.connect(empty) as source:
        source.backup(connection.connection)
    connection.close()
    forget()
    call_command("load_demo", verbosity=0)


def forget() -> None:
    from django.contrib.contenttypes.models import ContentType
    from django.core.cache import caches

    from core import caching

    for one in caches.all():
        one.clear()
    caching.forget()
    ContentType.objects.clear_cache()


def one_of_each() -> None:
    from tests.factories import pages, stories

    form = pages.feedback_page()
    method = pages.method_page(example_page=form)
    pages.opportunity_page(take_part_page=form, method=method)
    outcome = pages.opportunity_page(with_outcome=True, method=method)
    pages.event_page(take_part_page=form)
    story(outcome_page=outcome)
    stories.outcomes_page()
    pages.council_page(meetings=[pages.meeting()], statements=[pages.statement()])
    pages.statement_page(feedback_page=form)


def many_others() -> None:
    from participation_pages.models import (
        CouncilPage,
        EventPage,
        MethodPage,
        StoryPage,
    )
    from tests.factories import pages

    meetings, statements = [pages.meeting()], [pages.statement()]
    makers: dict[type, Request] = {
        EventPage: pages.event_page,
        StoryPage: story,
        MethodPage: pages.method_page,
        CouncilPage: lambda: pages.council_page(
            meetings=meetings, statements=statements
        ),
    }
    for model, make in makers.items():
        for _ in range(OTHERS - len(finnish(model))):
            make()


def story(**fields: Any) -> Any:
    """In twelve steps, each with its own picture."""
    from tests.factories import stories

    steps = [
        stories.step(title=f"Vaihe {number}", image=stories.picture(f"Kuva {number}"))
        for number in range(STEPS)
    ]
    return stories.story_page(steps=steps, **fields)


def finnish(model: type) -> list[Any]:
    """The public pages of exactly this kind."""
    from django.contrib.contenttypes.models import ContentType

    kind = ContentType.objects.get_for_model(model)
    pages: Any = model._default_manager  # type: ignore[attr-defined]
    found = pages.filter(locale__language_code="fi", live=True, content_type=kind)
    return list(found.order_by("pk"))


def requests() -> dict[str, Request]:
    from django.test import Client

    from feedback_forms.models import FeedbackPage
    from home.models import AccessibilityStatementPage
    from participation_pages import models

    client = Client()
    kinds = {
        "opportunity list": models.OpportunityIndexPage,
        "opportunity": models.OpportunityPage,
        "event": models.EventPage,
        "story list": models.StoryIndexPage,
        "story": models.StoryPage,
        "method list": models.MethodIndexPage,
        "method": models.MethodPage,
        "council": models.CouncilPage,
        "outcomes": models.OutcomesPage,
        "accessibility statement": AccessibilityStatementPage,
        "feedback form": FeedbackPage,
    }

    def asks(address: str) -> Request:
        return lambda: client.get(address)

    found = {"home": asks("/")}
    for name, model in kinds.items():
        page = max(finnish(model), key=lambda page: len(getattr(page, "steps", ())))
        found[name] = asks(page.get_url_parts()[2])
    form = finnish(FeedbackPage)[0].get_url_parts()[2]
    return {**found, "feedback form sent": sender(form)}


def sender(address: str) -> Request:
    """Sends a filled form; each time as someone else, or the limits would answer."""
    from django.test import Client
    from django.utils import timezone
    from freezegun import freeze_time

    def send() -> Any:
        number = next(visitors)
        client = Client(REMOTE_ADDR=f"10.1.{number // 250}.{number % 250 + 1}")
        # Opened a minute ago: who fills a form in no time is asked a question first.
        with freeze_time(timezone.now() - timedelta(minutes=1)):
            html = client.get(address).content.decode()
        data = {**hidden_fields(html), **feedback(number)}
        started[0] = time.perf_counter()
        queries.clear()
        return client.post(address, data)

    return send


visitors = count(1)
# What the request that is being measured has run, and when it began.
queries: list[str] = []
started = [0.0]
TRANSACTION = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")
HEADINGS = ("queries", "ms", "kB", "brotli", "gzip", "visit")


def record(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    if not sql.startswith(TRANSACTION):
        queries.append(sql)
    return execute(sql, params, many, context)


def table(title: str, rounds: int) -> None:
    forget()
    print(f"\n{title:36}" + "".join(f"{heading:>8}" for heading in HEADINGS))
    for name, request in requests().items():
        measure(name, request, rounds)


def measure(name: str, request: Request, rounds: int) -> None:
    from django.db import connection

    for _ in range(2):
        response = request()
    if response.status_code not in {200, 302, 303}:
        sys.exit(f"{name}: {response.status_code}")
    queries.clear()
    with connection.execute_wrapper(record):
        request()
    ran = len(queries)
    times = []
    for _ in range(rounds):
        started[0] = time.perf_counter()
        request()
        times.append(time.perf_counter() - started[0])
    print(f"{name:36}{ran:>8}{statistics.median(times) * 1000:>8.1f}", end="")
    html = response.content
    if html:
        sent = len(brotli.compress(html, quality=5))
        visit = sent + sum(compressed(path) for path in assets(html.decode()))
        sizes = (len(html), sent, len(gzip.compress(html, 6)), visit)
        print("".join(f"{size / 1000:>8.1f}" for size in sizes), end="")
    print()


def assets(html: str) -> set[str]:
    """The static files that a browser loads with the page."""
    return set(re.findall(r"(?:href|src)=\"/static/([^\"#]+)", html))


@cache
def compressed(path: str) -> int:
    """Bytes of a static file as WhiteNoise sends it; a typeface is compressed as it is."""
    from django.contrib.staticfiles import finders

    found = finders.find(path)
    assert isinstance(found, str), path
    data = Path(found).read_bytes()
    return min(len(data), len(brotli.compress(data, quality=11)))


def weigh_assets() -> None:
    for path in ("css/site.css", "js/osallistu.js"):
        print(f"\n{f'{path}, brotli, kB':44}{compressed(path) / 1000:>8.1f}", end="")
    print()
