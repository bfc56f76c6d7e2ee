"""What initiatives cost: 50 of them with 1,000 supporters, and 5,000 with 100,000.

    make bench ARGS=initiatives
    scripts/with_services .venv/bin/python scripts/bench.py initiatives --database

The second measures in the empty database that DATABASE_URL names, here a PostgreSQL of its
own. They are those of `load_volume`, whose first has a tenth of all supporters.
Milliseconds are of the quickest request, the page cache not used. *Times* is that against
the smaller size; *found* is what a list says.
"""

import itertools
import os
import re
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from bench_lists import tidy_up
from throwaway import make_site

SIZES = ((50, 1_000), (5_000, 100_000))
LIST = "/aloitteet/"
REGISTRY = "/admin/aloitteet/"
ADDRESSES = {
    "list": LIST,
    "list, collecting": f"{LIST}?tila=keraa",
    "list, four choices": f"{LIST}?tila=toteutettu&laji=aloite&kunta=837&jarjestys=kannatus",
    "list, a word": f"{LIST}?haku=penkki",
    "list, deepest page": f"{LIST}?sivu={{last}}",
    "feed": f"{LIST}syote.atom",
    "one, with most supporters": "{one}",
    "its supporters, by name": "{one}kannattajat/",
    "its supporters, last page": "{one}kannattajat/?sivu={names}",
    "its card": "{one}kortti/",
    "form of support": "{one}kannata/",
    "one that is done": "{done}",
}
OF_THE_REGISTRY = {
    "registry’s list": REGISTRY,
    "registry’s list, last page": f"{REGISTRY}?p=99999",
    "list for the council": f"{REGISTRY}valtuustolle/",
    "desk’s list": "/admin/viestit/",
}


def main(rounds: int) -> None:
    database = os.environ["DATABASE_URL"] if "--database" in sys.argv else ""
    make_site("bench-initiatives", database)
    from django.core.management import call_command
    from django.test import Client

    resident, registry = Client(), of_registry()
    before: dict[str, float] = {}
    for initiatives, supports in SIZES:
        began = time.perf_counter()
        call_command(
            "load_volume",
            initiatives=initiatives,
            supports=supports,
            yes=True,
            verbosity=0,
        )
        took = time.perf_counter() - began
        print(f"\n{initiatives} initiatives, {supports} supports, made in {took:.0f} s")
        tidy_up()
        forget()
        print(f"{'':30}{'status':>8}{'queries':>8}{'ms':>8}{'times':>8}")
        here = places(initiatives)
        works: dict[str, Callable[[], Any]] = {
            name: asks(resident, pattern.format(**here))
            for name, pattern in ADDRESSES.items()
        }
        works["form opened, support given"] = gives(here["one"])
        works |= {name: asks(registry, url) for name, url in OF_THE_REGISTRY.items()}
        for name, work in works.items():
            status, queries, ms = measure(work, rounds)
            times = ms / before.setdefault(name, ms)
            print(f"{name:30}{status:>8}{queries:>8}{ms:>8.0f}{times:>8.1f}")


def forget() -> None:
    """Rows went into the tables past the signals: counts that were kept are of before."""
    from django.core.cache import caches

    from core import caching

    for cache in caches.all():
        cache.clear()
    caching.forget()


def of_registry() -> Any:
    from django.contrib.auth.models import Group
    from django.test import Client

    from tests.factories.users import UserFactory

    user: Any = UserFactory()
    user.groups.set(Group.objects.filter(name="Kirjaamo"))
    client = Client()
    client.force_login(user)
    return client


def places(number: int) -> dict[str, str]:
    """The first one, one that is done, and the last pages of names and of the list."""
    from home.volume.initiatives import ours
    from initiatives.models import Initiative

    public = Initiative.objects.public().filter(ours())
    most = public.order_by("-support_count")[0]
    done = public.filter(stage="done").order_by("pk")[0]
    return {
        "one": f"{LIST}{most.slug}/",
        "done": f"{LIST}{done.slug}/",
        "names": str(max(1, most.supports.named().count() // 50)),
        "last": str(max(1, Initiative.objects.listed().count() // 25)),
    }


def asks(client: Any, url: str) -> Callable[[], Any]:
    return lambda: client.get(url)


def gives(one: str) -> Callable[[], Any]:
    """Somebody new each time sends the form, as a browser does after its few seconds."""
    from django.test import Client
    from django.utils import timezone
    from freezegun import freeze_time

    from core.models import Municipality

    address, numbers = f"{one}kannata/", itertools.count()
    town = Municipality.objects.order_by("pk")[0].pk
    # Of all forms of residents: what was hidden in them comes back.
    hidden = re.compile(
        r'<input[^>]*type="hidden"[^>]*name="([^"]+)"[^>]*value="([^"]*)"'
    )

    def give() -> Any:
        number = next(numbers)
        network = f"10.{number // 65536 % 256}.{number // 256 % 256}.{number % 256}"
        client = Client(REMOTE_ADDR=network)
        # Nobody fills it in within three seconds.
        with freeze_time(timezone.now() - timedelta(seconds=20), tick=True):
            form = client.get(address).content.decode()
        return client.post(
            address,
            {
                **dict(hidden.findall(form)),
                "name": "Kaisa Kannattaja",
                "email": f"kaisa{number}@example.org",
                "municipality": town,
                "name_public": "no",
                "age": "yes",
            },
        )

    return give


def measure(work: Callable[[], Any], rounds: int) -> tuple[int, int, float]:
    """The status of the answer, its queries, and milliseconds of the quickest round."""
    from django.db import connection

    queries: list[str] = []

    def record(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        queries.append(sql)
        return execute(sql, params, many, context)

    status = work().status_code
    with connection.execute_wrapper(record):
        work()
    return status, len(queries), min(timed(work) for _round in range(rounds))


def timed(work: Callable[[], Any]) -> float:
    began = time.perf_counter()
    response = work()
    if response.status_code >= 500:
        sys.exit(f"{response.request['PATH_INFO']}: {response.status_code}")
    return (time.perf_counter() - began) * 1000
