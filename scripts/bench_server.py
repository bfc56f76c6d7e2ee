"""A web process: its memory, and its pages out of the page cache."""

import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from trials.stage import FORM, Resident, Server, feedback

MIXED = 1000


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
    print(f"\n{'memory of a web process, MB':44}{'all':>8}{'own':>8}")
    with TemporaryDirectory() as folder:
        server = Server(Path(folder), database, workers=1)
        server.start()
        try:
            visitor = Resident(server, "10.0.0.1")
            (worker,) = server.worker_pids()
            hidden, paths = visitor.open_form(), ["/", *addresses()]
            for done in range(0, 2 * MIXED + 1, MIXED):
                whole, own = megabytes(worker)
                print(f"{f'after {done} requests':44}{whole:>8.0f}{own:>8.0f}")
                for number in range(MIXED if done < 2 * MIXED else 0):
                    if number % 10:
                        visitor.get(paths[number % len(paths)])
                    else:
                        visitor.address = f"10.0.{number // 250}.{number % 250}"
                        visitor.post(FORM, {**hidden, **feedback(done + number)})
        finally:
            server.stop()


def addresses() -> list[str]:
    """Some pages of every kind and language, and one that is not there."""
    from wagtail.models import Page

    pages = Page.objects.live().filter(depth__gt=1)
    every = max(pages.count() // 60, 1)
    urls = [page.get_url_parts() for page in pages.order_by("path")[::every]]
    return [*(parts[2] for parts in urls if parts), "/ei-ole/"]


def megabytes(pid: int) -> tuple[float, float]:
    """What the process holds in memory, and what of it no other process shares."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    kilobytes = sum(
        int(line.split()[1])
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        if line.startswith("Private_")
    )
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6, kilobytes * 1024 / 1e6
