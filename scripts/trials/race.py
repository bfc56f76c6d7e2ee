"""Two moderators press at the same moment: one outcome holds, and the other is told.

    .venv/bin/python scripts/trials/race.py --races 200
    .venv/bin/python scripts/trials/race.py --races 200 --database-url postgres

One approves and the other asks the sender or hands it on with a note, each over HTTP and
served by web processes of their own, on the page of the same message. Then both take the
same message to themselves (--takings), and it is one's. Then residents: the same form
from eight connections at once (--doubles) gives one row and one receipt.
"""

import argparse
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from trials.stage import FORM, Resident, Server, address, arguments, feedback, stage

SENDERS = 8
CONFLICT = 'href="#events"'
# What the loser has typed, and finds on the page that tells of it.
TEXT = "Selvitetään ensin, missä tämä tapahtui"
# State, messages, notes, and whether it is the other unit's, after each outcome.
EXPECTED = {
    "approved": ("handling", 0, 0, False),
    "asked": ("waiting", 1, 0, False),
    "forwarded": ("screening", 0, 1, True),
}


def main() -> int:
    parser = arguments(__doc__)
    parser.add_argument("--races", type=int, default=200)
    parser.add_argument("--takings", type=int, default=50)
    parser.add_argument("--doubles", type=int, default=25)
    options = parser.parse_args()
    with stage(options) as server:
        return run(server, options)


def run(server: Server, options: argparse.Namespace) -> int:
    from django.db import connection

    races = moderators(server, options.races)
    takings = takers(server, options.takings)
    doubles = residents(server, options.doubles)
    print(
        f"{connection.vendor}: {options.races} races, {options.takings} takings, "
        f"{options.doubles} × {SENDERS}"
    )
    for name, number in {**races, **takings, **doubles}.items():
        print(f"{number:>8}  {name}")
    good = (
        races["one outcome"] == races["loser told"] == options.races
        and takings["taken by one"] == options.takings
        and doubles["one row and one receipt"] == options.doubles
        and not server.errors()
    )
    print("passed" if good else f"FAILED ({server.errors()} tracebacks)")
    return not good


def at_once(acts: Sequence[Callable[[], Any]]) -> list[Any]:
    """What the acts return, all begun at the same moment."""
    barrier = threading.Barrier(len(acts))
    results: list[Any] = [None] * len(acts)

    def act(place: int) -> None:
        barrier.wait()
        results[place] = acts[place]()

    threads = [threading.Thread(target=act, args=[place]) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def moderators(server: Server, number: int) -> Counter[str]:
    from django.conf import settings

    from moderation.models import AuditEvent, Message, Note, Submission
    from tests.factories.core import ServiceUnitFactory
    from tests.factories.feedback_forms import FeedbackFactory

    staff = [logged_in(server) for _ in range(2)]
    unit: Any = ServiceUnitFactory()
    # Until each web process has looked whether the registers have changed.
    time.sleep(2 * settings.CACHE_LOOK_AGAIN)
    others = [
        {"decision": "ask", "question": TEXT},
        {"decision": "forward", "to": f"unit:{unit.pk}", "note": TEXT},
    ]
    found: Counter[str] = Counter({"one outcome": 0, "loser told": 0})
    for each in range(number):
        message: Any = FeedbackFactory(screening=True)
        page = f"/admin/viestit/{message.reference}/"
        token = {"csrfmiddlewaretoken": staff[0].cookies["csrftoken"]}
        seen = {**token, "version": str(message.version), "then": "stay"}
        chosen = [
            {**seen, "decision": "approve", "reply": TEXT},
            {**seen, **others[each % 2]},
        ]
        answers = at_once(
            [
                partial(who.post, page, data)
                for who, data in zip(staff, chosen, strict=True)
            ]
        )
        outcomes = AuditEvent.objects.filter(
            reference=message.reference, action__in=EXPECTED
        ).values_list("action", flat=True)
        current = Submission.objects.get(pk=message.pk)
        written = (
            Message.objects.filter(submission_id=message.pk).count(),
            Note.objects.filter(submission_id=message.pk).count(),
            current.unit_id == unit.pk,
        )
        found["one outcome"] += len(outcomes) == 1 and EXPECTED[outcomes[0]] == (
            current.state,
            *written,
        )
        statuses = sorted(status for status, *_ in answers)
        found[f"answers {statuses}"] += 1
        told, *_ = sorted(answers)
        found["loser told"] += (
            statuses == [200, 302] and CONFLICT in told[2] and TEXT in told[2]
        )
        found[f"won by “{outcomes[0] if outcomes else 'nobody'}”"] += 1
    return found


def takers(server: Server, number: int) -> Counter[str]:
    from moderation.enums import Action
    from moderation.models import AuditEvent, Submission
    from tests.factories.feedback_forms import FeedbackFactory

    staff = [logged_in(server) for _ in range(2)]
    found: Counter[str] = Counter({"taken by one": 0})
    for _ in range(number):
        message: Any = FeedbackFactory(screening=True)
        page = f"/admin/viestit/{message.reference}/kasittelija/"
        data = {"csrfmiddlewaretoken": staff[0].cookies["csrftoken"], "seen": ""}
        answers = at_once([partial(who.post, page, data) for who in staff])
        taken = AuditEvent.objects.filter(
            reference=message.reference, action=Action.ASSIGNED
        )
        whose = Submission.objects.get(pk=message.pk).assignee_id
        found["taken by one"] += (
            [event.user_id for event in taken] == [whose]
            and whose is not None
            and [status for status, *_ in answers] == [302, 302]
        )
    return found


def logged_in(server: Server) -> Resident:
    """Somebody of the staff at another desk."""
    from django.test import Client

    from tests.factories.users import UserFactory

    client = Client()
    user: Any = UserFactory(moderator=True)
    client.force_login(user)
    person = Resident(server, "10.0.0.3", client.cookies["sessionid"].value)
    # The cookie and the field need only agree, and be of Django's length.
    person.cookies["csrftoken"] = "a" * 32
    return person


def residents(server: Server, number: int) -> Counter[str]:
    from feedback_forms.models import Feedback

    opener = Resident(server, "10.0.0.4")
    forms = [{**opener.open_form(), **feedback(each)} for each in range(number)]
    time.sleep(3.5)
    found: Counter[str] = Counter({"one row and one receipt": 0})
    for each, form in enumerate(forms):
        browsers = [Resident(server, address(each)) for _ in range(SENDERS)]
        for browser in browsers:
            browser.cookies = dict(opener.cookies)
        answers = at_once([partial(browser.post, FORM, form) for browser in browsers])
        receipts = {location for status, location, _ in answers if status == 302}
        rows = Feedback.objects.filter(message=form["message"]).count()
        good = rows == 1 and len(receipts) == 1
        found["one row and one receipt"] += good and all(
            status == 302 for status, *_ in answers
        )
    return found


if __name__ == "__main__":
    sys.exit(main())
