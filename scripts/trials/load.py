"""Fifty residents send feedback at once for fifteen seconds.

    .venv/bin/python scripts/trials/load.py --clients 50 --seconds 15
    .venv/bin/python scripts/trials/load.py --database-url postgres

One in five opens the form's page before each sending, so that reads and writes mix.
The residents run in processes beside the server, on the same machine: what they cost
is part of the figure. Ends with an error when an answer was an error or a form is lost.
"""

import json
import statistics
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from trials.stage import (
    BROKEN,
    FORM,
    Resident,
    Server,
    address,
    arguments,
    feedback,
    stage,
)

PROCESSES = 2
READS_FIRST = 5


def main() -> int:
    parser = arguments(__doc__)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=15)
    options = parser.parse_args()
    with stage(options) as server:
        return report(server, clients(server, options.clients, options.seconds))


def clients(server: Server, number: int, seconds: float) -> list[list[Any]]:
    """What every sending came to: status, seconds, reference, number."""
    share = -(-number // PROCESSES)
    running = [
        subprocess.Popen(
            [sys.executable, __file__, "--client"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=server.environment,
            text=True,
        )
        for _ in range(PROCESSES)
    ]
    order = {
        "port": server.port,
        "clients": share,
        "seconds": seconds,
        "begin": time.time() + 4,
    }
    sent: list[list[Any]] = []
    for place, process in enumerate(running):
        assert process.stdin is not None
        process.stdin.write(json.dumps({**order, "first": place * share}))
        process.stdin.close()
    for process in running:
        assert process.stdout is not None
        sent += json.loads(process.stdout.read())
        process.wait()
    return sent


def report(server: Server, sent: list[list[Any]]) -> int:
    from django.db import connection

    from feedback_forms.models import Feedback
    from moderation.models import OutboxMail

    statuses = Counter(status for status, *_ in sent)
    acknowledged = {
        location.split("/")[2] for status, _s, location, _n in sent if status == 302
    }
    stored = set(Feedback.objects.values_list("reference", flat=True))
    mails = OutboxMail.objects.filter(template="receipt").count()
    times = [seconds for status, seconds, *_ in sent if status == 302]
    errors = len(sent) - statuses[302]
    lost = len(acknowledged - stored)
    doubled = statuses[302] - len(acknowledged)
    span = max(end for *_, end in sent) - min(end for *_, end in sent)
    print(
        f"{connection.vendor}: {len(sent)} forms sent, {len(sent) / span:.0f} a second; "
        f"median {statistics.median(times) * 1000:.0f} ms, "
        f"95 % within {statistics.quantiles(times, n=20)[-1] * 1000:.0f} ms, "
        f"longest {max(times):.1f} s"
    )
    print(f"answers: {dict(statuses)}; errors {errors}, lost {lost}, doubled {doubled}")
    print(f"stored {len(stored)}, mails {mails}, tracebacks {server.errors()}")
    bad = errors or lost or doubled or mails != len(stored)
    print("FAILED" if bad else "passed")
    return bool(bad)


def client() -> None:
    """A process of residents; what to do comes as JSON, what became of it goes out so."""
    import threading

    from trials.stage import PATHS

    sys.path[:0] = PATHS
    import django

    django.setup()
    order = json.loads(sys.stdin.read())
    server = Server.__new__(Server)
    server.port = order["port"]
    form_ids = make_form_ids()
    sent: list[list[Any]] = []
    threads = [
        threading.Thread(
            target=resident, args=[server, order["first"] + each, order, form_ids, sent]
        )
        for each in range(order["clients"])
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(json.dumps(sent))


def make_form_ids() -> Any:
    """Ids of forms that were opened a minute ago; nobody waits while load is measured."""
    from django.utils import timezone
    from freezegun import freeze_time

    from moderation.intake import new_form_id

    with freeze_time(timezone.now() - timedelta(minutes=1)):
        return iter([new_form_id() for _ in range(30_000)])


def resident(
    server: Server, number: int, order: dict[str, Any], form_ids: Any, sent: Any
) -> None:
    browser = Resident(server, address(number))
    hidden = browser.open_form()
    time.sleep(max(0.0, order["begin"] - time.time()))
    end = time.time() + order["seconds"]
    for each in count():
        if time.time() >= end:
            break
        mark = number + each * 1000
        # Each form from somebody else, or the limits would answer.
        browser.address = address(mark)
        data = {**hidden, **feedback(mark), "form_id": next(form_ids)}
        began = time.perf_counter()
        try:
            if number % READS_FIRST == 0:
                browser.get(FORM)
                began = time.perf_counter()
            status, location, _text = browser.post(FORM, data)
        except BROKEN as error:
            status, location = 0, type(error).__name__
        sent.append([status, time.perf_counter() - began, location, time.time()])
    browser.close()


if __name__ == "__main__":
    if "--client" in sys.argv:
        client()
    else:
        sys.exit(main())
