"""Many support the same initiative at once, again and again: each person counts once.

    .venv/bin/python scripts/trials/support.py
    .venv/bin/python scripts/trials/support.py --database-url postgres

So many supporters press at the same moment (--at-once), each so many times (--tries).
In a try all of them send the form with the same address, each from a connection of
their own and with another name; then all press the button of that address's link. So
there are as many people as tries, however often they try. At the end half of them
withdraw, again all connections at once.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from trials.race import at_once
from trials.stage import (
    Resident,
    Server,
    address,
    arguments,
    hidden_fields,
    stage,
)


def main() -> int:
    parser = arguments(__doc__)
    parser.add_argument("--at-once", type=int, default=50, help="connections")
    parser.add_argument("--tries", type=int, default=100)
    options = parser.parse_args()
    with stage(options) as server:
        return run(server, options)


def run(server: Server, options: argparse.Namespace) -> int:
    from django.db import connection

    initiative = collecting(options.tries)
    began = time.monotonic()
    found = supporters(server, initiative, options)
    print(
        f"{connection.vendor}: {options.at_once} at once × {options.tries} tries, "
        f"{time.monotonic() - began:.0f} s"
    )
    for name, number in found.items():
        print(f"{number:>8}  {name}")
    left = options.tries - options.tries // 2
    good = (
        found["supports"] == found["counted"] == options.tries
        and found["notices"] == 3
        and found["supports left"] == found["counted at last"] == left
        and found["unexpected answers"] == 0
        and not server.errors()
    )
    print("passed" if good else f"FAILED ({server.errors()} tracebacks)")
    return not good


def collecting(threshold: int) -> Any:
    """An initiative that gets all its supporters in this trial."""
    from initiatives.enums import Stage
    from initiatives.models import Initiative
    from tests.factories import pages
    from tests.factories.initiatives import InitiativeFactory

    pages.initiatives_page()
    made: Any = InitiativeFactory(at=Stage.COLLECTING)
    Initiative.objects.filter(pk=made.pk).update(threshold=threshold)
    return Initiative.objects.get(pk=made.pk)


def supporters(
    server: Server, initiative: Any, options: argparse.Namespace
) -> Counter[str]:
    from initiatives.models import Initiative, Support

    form = f"/aloitteet/{initiative.slug}/kannata/"
    people = [Resident(server, address(each)) for each in range(options.at_once)]
    status, _location, html = people[0].get(form)
    assert status == 200, status
    hidden = hidden_fields(html)
    for person in people:
        person.cookies = dict(people[0].cookies)
    token = {"csrfmiddlewaretoken": hidden["csrfmiddlewaretoken"]}
    time.sleep(3.5)
    found: Counter[str] = Counter({"unexpected answers": 0})

    def press(path: str, forms: list[dict[str, str]]) -> None:
        acts: list[Callable[[], Any]] = [
            partial(person.post, path, sent)
            for person, sent in zip(people, forms, strict=True)
        ]
        for status, *_rest in at_once(acts):
            found[f"answers {status}"] += 1
            # Of who withdraws, the first deletes the link.
            withdrawn = path.endswith("/peru/") and status == 404
            found["unexpected answers"] += status != 302 and not withdrawn

    for each in range(options.tries):
        # The limits of an address are not what is tried here.
        for number, person in enumerate(people):
            person.address = address(each * options.at_once + number)
        press(form, [{**hidden, **answers(each, n)} for n in range(len(people))])
        link = link_of(Support.objects.latest("pk"))
        press(link, [token] * len(people))
    rows = Initiative.objects.filter(pk=initiative.pk)
    found["supports"] = Support.objects.counted().count()
    found["counted"] = rows.get().support_count
    found["notices"] = rows.get().events.filter(percent__isnull=False).count()
    for support in list(Support.objects.order_by("pk")[: options.tries // 2]):
        press(f"{link_of(support)}peru/", [token] * len(people))
    found["supports left"] = Support.objects.count()
    found["counted at last"] = rows.get().support_count
    return found


def answers(person: int, connection: int) -> dict[str, str]:
    return {
        "name": f"Kannattaja {connection}",
        "municipality": "elsewhere",
        "email": f"kannattaja{person}@example.org",
        "name_public": "yes",
        "age": "yes",
    }


def link_of(support: Any) -> str:
    from initiatives.links import token

    return f"/aloite/kannatus/{support.uuid}/{token('support', support.uuid)}/"


if __name__ == "__main__":
    sys.exit(main())
