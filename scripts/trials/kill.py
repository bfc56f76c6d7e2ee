"""Kill web processes while feedback comes in; then count what was acknowledged.

    .venv/bin/python scripts/trials/kill.py --rounds 40 --least 1500
    .venv/bin/python scripts/trials/kill.py --database-url postgres
    .venv/bin/python scripts/trials/kill.py --database-url postgres --restart-database

In every round residents send their forms from eight connections. At a random moment
a web process (now and then each of them) gets `kill -9`; with --restart-database it is
PostgreSQL that is stopped and started instead. Whoever gets no answer sends the same
form again, as a resident would. A form is acknowledged when a receipt was answered.

Ends with an error unless no acknowledged form is lost, none is stored twice, and each
has its contact and its row in the outbox.
"""

import argparse
import contextlib
import os
import random
import signal
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from queue import Empty, Queue

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from trials.stage import (
    BROKEN,
    FORM,
    PATIENCE,
    Resident,
    Server,
    address,
    arguments,
    feedback,
    say,
    stage,
)

CLIENTS = 8
# Who sends a form sooner than a person could write it is asked a question.
OPENED_AGO = 3.5
KILL_ALL = 0.25


@dataclass
class Form:
    """One resident's form, and what became of it."""

    number: int
    fields: dict[str, str]
    cookies: dict[str, str]
    receipts: list[str] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    broken: int = 0
    kept_text: bool = True
    last_try: datetime | None = None


class Trial:
    def __init__(self, server: Server, *, restart_database: bool) -> None:
        self.server = server
        self.restart_database = restart_database
        self.answered = 0
        self.kills = 0
        self.longest = 0.0
        self.counting = threading.Lock()

    def run(self, rounds: int, least: int) -> list[Form]:
        forms = self.open_forms(least)
        began = time.monotonic()
        for number in range(rounds):
            part = forms[number::rounds]
            self.round(part)
            if sys.stderr.isatty():
                say(f"round {number + 1}: {len(part)} forms")
        self.seconds = time.monotonic() - began
        return forms

    def open_forms(self, number: int) -> list[Form]:
        """Each from a page of its own, as it was shown to somebody."""
        say(f"Opening {number} forms …")
        forms = []
        resident = Resident(self.server, "10.0.0.2")
        for each in range(number):
            fields = resident.open_form()
            forms.append(
                Form(each, {**fields, **feedback(each)}, dict(resident.cookies))
            )
        resident.close()
        time.sleep(OPENED_AGO)
        return forms

    def round(self, forms: list[Form]) -> None:
        waiting: Queue[Form] = Queue()
        for form in forms:
            waiting.put(form)
        self.answered = 0
        senders = [
            threading.Thread(target=self.send_all, args=[waiting])
            for _ in range(CLIENTS)
        ]
        for sender in senders:
            sender.start()
        self.strike(after=random.randrange(max(1, len(forms) * 2 // 3)))  # noqa: S311
        for sender in senders:
            sender.join()
        self.longest = max(self.longest, self.server.wait_until_it_answers())

    def strike(self, *, after: int) -> None:
        """At a random moment once so many have had an answer in this round."""
        deadline = time.monotonic() + PATIENCE
        while self.answered < after and time.monotonic() < deadline:
            time.sleep(0.001)
        time.sleep(random.random() * 0.02)  # noqa: S311
        if self.restart_database:
            assert self.server.cluster is not None
            self.server.cluster.stop()
            self.server.cluster.start()
            self.kills += 1
            return
        workers = self.server.worker_pids()
        chosen = workers if random.random() < KILL_ALL else [random.choice(workers)]  # noqa: S311
        for pid in chosen:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
                self.kills += 1

    def send_all(self, waiting: "Queue[Form]") -> None:
        while True:
            try:
                form = waiting.get_nowait()
            except Empty:
                return
            self.send(form)

    def send(self, form: Form) -> None:
        """Again and again until there is an answer that ends it."""
        deadline = time.monotonic() + PATIENCE
        resident = Resident(self.server, address(form.number))
        resident.cookies = form.cookies
        while time.monotonic() < deadline:
            form.last_try = datetime.now(UTC)
            try:
                status, location, text = resident.post(FORM, form.fields)
            except BROKEN:
                form.broken += 1
                time.sleep(0.05)
                continue
            form.statuses.append(status)
            if status == 503:
                form.kept_text &= form.fields["message"] in text
                time.sleep(0.2)
                continue
            if status == 302:
                form.receipts.append(location)
            break
        resident.close()
        with self.counting:
            self.answered += 1


def check(forms: list[Form]) -> dict[str, int]:
    """What the database says about what residents were told."""
    from django_tasks_db.models import DBTaskResult

    from feedback_forms.models import Feedback
    from moderation.models import OutboxMail
    from moderation.references import receipt_path

    rows = Feedback.objects.select_related("contact")
    stored = {row.message: row for row in rows}
    texts = Counter(row.message for row in rows)
    mails = Counter(OutboxMail.objects.values_list("submission_id", flat=True))
    screened = {
        task["args"][0]
        for task in DBTaskResult.objects.filter(
            task_path="moderation.tasks.screen"
        ).values_list("args_kwargs", flat=True)
    }
    found = Counter(dict.fromkeys(ZERO, 0))
    for form in forms:
        row = stored.get(form.fields["message"])
        found["acknowledged"] += bool(form.receipts)
        found["sent again after no answer"] += form.broken > 0
        found["answered 503"] += 503 in form.statuses
        found["503 without the typed text"] += not form.kept_text
        found["other answers"] += any(
            status not in {302, 503} for status in form.statuses
        )
        found["doubled"] += texts[form.fields["message"]] > 1
        if row is None:
            found["lost"] += bool(form.receipts)
            continue
        wrong = {receipt.partition("?")[0] for receipt in form.receipts}
        found["receipts of something else"] += bool(wrong - {receipt_path(row)})
        found["without contact"] += (
            not hasattr(row, "contact") or row.contact.email != form.fields["email"]
        )
        found["without one mail"] += mails[row.pk] != 1
        found["stored by a request that could not answer"] += (
            form.last_try is not None and row.received_at < form.last_try
        )
        found["left to the sweep (task lost)"] += row.pk not in screened
    return dict(found)


# What must be nought.
ZERO = (
    "lost",
    "doubled",
    "receipts of something else",
    "without contact",
    "without one mail",
    "503 without the typed text",
    "other answers",
)


def main() -> int:
    parser = arguments(__doc__)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--least", type=int, default=1500, help="forms in all")
    parser.add_argument("--restart-database", action="store_true")
    options = parser.parse_args()
    if options.restart_database and options.database_url != "postgres":
        parser.error("--restart-database needs --database-url postgres")
    with stage(options) as server:
        trial = Trial(server, restart_database=options.restart_database)
        forms = trial.run(options.rounds, options.least)
        server.stop()
        return report(trial, forms, options)


def report(trial: Trial, forms: list[Form], options: argparse.Namespace) -> int:
    from django.db import connection

    # Ours may have been cut too.
    connection.close()
    found = check(forms)
    what = "restarts of the database" if trial.restart_database else "processes killed"
    print(
        f"{connection.vendor}: {options.rounds} rounds, {trial.kills} {what}, "
        f"{trial.seconds:.0f} s; at the longest {trial.longest:.1f} s without an answer "
        f"after a round; {trial.server.errors()} tracebacks in the log"
    )
    for name, number in found.items():
        print(f"{number:>8}  {name}")
    bad = [name for name in ZERO if found[name]]
    if found["acknowledged"] < options.least:
        bad.append(f"only {found['acknowledged']} acknowledged")
    print("FAILED: " + ", ".join(bad) if bad else "passed")
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main())
