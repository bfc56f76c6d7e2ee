"""Queries and milliseconds of the main pages, in one process, on a throw-away site.

    bench.py [ROUNDS]
    bench.py lists [ROUNDS] [--database]    lists of 1,000 and 100,000: see bench_lists.py

Machines are shared and noisy: compare figures of one run, or count the queries.
The milliseconds are the median of ROUNDS (30) requests after two that warm up; kB are
of the HTML as it is, and as brotli at level 5 and gzip at level 6 make it. At the end:
the memory of a web process, as it starts and after 1,000 and 2,000 mixed requests.
"""

import gzip
import os
import re
import statistics
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import brotli
from throwaway import make_site
from trials.stage import FORM, Resident, Server, feedback

OPPORTUNITIES = (8, 400)
MIXED = 1000
Request = Callable[[], Any]


def main(rounds: int) -> None:
    environment = make_site("bench")
    from django.core.cache import cache
    from django.test import override_settings

    from core import caching

    # A worker runs the tasks; tests would run them within the request.
    override_settings(
        TASKS={"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    ).enable()
    print(f"{'':44}{'queries':>8}{'ms':>8}{'kB':>8}{'brotli':>8}{'gzip':>8}")
    for number in OPPORTUNITIES:
        fill(number)
        cache.clear()
        caching.forget()
        for name, request in requests().items():
            measure(f"{name} ({number} opportunities)", request, rounds)
    kept_pages(rounds)
    memory(environment["DATABASE_URL"])


def kept_pages(rounds: int) -> None:
    """A page out of the page cache against a static file of the same size, both through
    the whole of the site's own WSGI application."""
    from django.core.handlers.wsgi import WSGIHandler
    from django.test import RequestFactory, override_settings

    def times(application: Any, path: str) -> list[float]:
        environ = RequestFactory().get(path).environ
        found = []
        for _ in range(rounds * 20):
            begin = time.perf_counter()
            response = application(dict(environ), ignore)
            b"".join(response)
            response.close()
            found.append(time.perf_counter() - begin)
        return found

    with TemporaryDirectory() as folder:
        production = override_settings(
            PAGE_CACHE_SECONDS=600,
            CACHE_LOOK_AGAIN=2.0,
            STATIC_ROOT=folder,
            WHITENOISE_AUTOREFRESH=False,
            WHITENOISE_USE_FINDERS=False,
        )
        with production:
            page = b"".join(WSGIHandler()(RequestFactory().get("/").environ, ignore))
            (Path(folder) / "page.html").write_bytes(page)
            application = WSGIHandler()
            # In turns, so that what else the machine does falls on both alike.
            both = [
                (times(application, "/"), times(application, "/static/page.html"))
                for _turn in range(5)
            ]
    cached = statistics.median(value for one, _other in both for value in one) * 1e6
    static = statistics.median(value for _one, other in both for value in other) * 1e6
    print(f"\n{'page from the page cache, µs':44}{cached:>8.0f}")
    print(f"{'static file of the same size, µs':44}{static:>8.0f}")
    print(f"{'requests a second, page : file':44}{static / cached:>8.2f}")


def ignore(status: str, headers: Any, error: Any = None) -> Callable[[bytes], object]:
    """What WSGI wants to be called, where nobody listens."""
    return len


def memory(database: str) -> None:
    """Of a web process as gunicorn runs it, which knows nothing of this one."""
    print()
    with TemporaryDirectory() as folder:
        server = Server(Path(folder), database, workers=1)
        server.start()
        try:
            visitor = Resident(server, "10.0.0.1")
            (worker,) = server.worker_pids()
            hidden, paths = visitor.open_form(), ["/", *addresses()]
            for done in range(0, 2 * MIXED + 1, MIXED):
                print(
                    f"{f'memory after {done} requests, MB':44}{megabytes(worker):>8.0f}"
                )
                for number in range(MIXED if done < 2 * MIXED else 0):
                    if number % 10:
                        visitor.get(paths[number % len(paths)])
                    else:
                        visitor.address = f"10.0.{number // 250}.{number % 250}"
                        visitor.post(FORM, {**hidden, **feedback(done + number)})
        finally:
            server.stop()


def addresses() -> list[str]:
    """Some pages in every language, and one that is not there."""
    from wagtail.models import Page

    urls = [page.get_url_parts() for page in Page.objects.live().filter(depth__gt=1)]
    return [*(parts[2] for parts in urls[:60] if parts), "/ei-ole/"]


def megabytes(pid: int) -> float:
    """What the process holds in memory."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def fill(number: int) -> None:
    """Opportunities until there are that many in Finnish."""
    from participation_pages.models import OpportunityIndexPage, OpportunityPage
    from tests.factories.pages import opportunity_page

    parent = OpportunityIndexPage.objects.filter(locale__language_code="fi").first()
    while OpportunityPage.objects.filter(locale=parent.locale).count() < number:
        opportunity_page(parent=parent)


def requests() -> dict[str, Request]:
    from django.test import Client

    from feedback_forms.models import FeedbackPage
    from participation_pages.models import OpportunityIndexPage, OpportunityPage

    def first(model: Any) -> str:
        page = model.objects.filter(locale__language_code="fi", live=True).first()
        return page.get_url_parts()[2]

    client = Client()
    index, detail = first(OpportunityIndexPage), first(OpportunityPage)
    form = first(FeedbackPage)
    return {
        "home": lambda: client.get("/"),
        "list": lambda: client.get(index),
        "detail": lambda: client.get(detail),
        "form": lambda: client.get(form),
        "form sent": sender(form),
    }


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
        data = {
            **hidden_fields(html),
            "message": f"Odotin takaisinsoittoa koko päivän. Kerta {number}.",
            "kind": "criticism",
            "role": "client",
            "place": "unknown",
            "recommendation": "4",
            "wants_reply": "yes",
            "email": f"resident{number}@example.org",
            "publish": "yes",
        }
        started[0] = time.perf_counter()
        queries.clear()
        return client.post(address, data)

    return send


def hidden_fields(html: str) -> dict[str, str]:
    fields = {}
    for tag in re.findall(r"<input[^>]+type=\"hidden\"[^>]*>", html):
        attributes = dict(re.findall(r"(name|value)=\"([^\"]*)\"", tag))
        if "name" in attributes:
            fields[attributes["name"]] = attributes.get("value", "")
    return fields


visitors = count(1)
# What the request that is being measured has run, and when it began.
queries: list[str] = []
started = [0.0]
TRANSACTION = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")


def record(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    if not sql.startswith(TRANSACTION):
        queries.append(sql)
    return execute(sql, params, many, context)


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
    html = response.content
    sizes = (
        len(html),
        len(brotli.compress(html, quality=5)),
        len(gzip.compress(html, 6)),
    )
    figures = (statistics.median(times) * 1000, *(size / 1000 for size in sizes))
    print(f"{name:44}{ran:>8}" + "".join(f"{figure:>8.1f}" for figure in figures))


if __name__ == "__main__":
    rounds = next((int(word) for word in sys.argv[1:] if word.isdigit()), 30)
    if "lists" in sys.argv:
        import bench_lists

        bench_lists.main(rounds)
    else:
        main(rounds)
