"""What the figures cost with 100,000 and with 1,000,000 recommendations.

    make bench ARGS=figures
    scripts/with_services .venv/bin/python scripts/bench.py figures --database

The second measures in the empty database that DATABASE_URL names. Milliseconds of the
quickest request, the median, and the least of this process's processor (on a busy machine the
clock says little; a database server's own is not in it); the import's memory is the largest
growth of the process.
Answers are spread over two years, 300 units and all channels.
"""

import os
import random
import resource
import statistics
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from bench_volume import Work, asks
from throwaway import make_site

SIZES = (100_000, 1_000_000)
UNITS = 300
IMPORTED = 65_000
BATCH = 5_000


def main(rounds: int) -> None:
    database = os.environ["DATABASE_URL"] if "--database" in sys.argv else ""
    make_site("bench-figures", database)
    from django.core.management import call_command
    from django.db import connection

    make_units()
    have = 0
    for size in SIZES:
        more_answers(size - have)
        have = size
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        heading = f"{size} recommendations"
        print(f"\n{heading:34}{'quickest':>10}{'median':>10}{'processor':>11}")
        for name, work in works().items():
            few = rounds if size < 500_000 else max(3, rounds // 6)
            times, processor = measured(work, few)
            print(
                f"{name:34}{min(times):>10.0f}{statistics.median(times):>10.0f}"
                f"{min(processor):>11.0f}"
            )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "nps.csv"
        write_file(path)
        for name in ("import of 65,000, new", "the same again"):
            before, began = memory(), time.perf_counter()
            call_command("import_nps", path, source="bench", verbosity=0)
            took = time.perf_counter() - began
            print(f"{name:34}{took:>9.1f}s{memory() - before:>7.0f} MB more")


def works() -> dict[str, Work]:
    from django.contrib.auth import get_user_model
    from django.test import Client

    from feedback_forms.models import FeedbackPage

    address = FeedbackPage.objects.filter(locale__language_code="fi").get().url
    year = this_year() - 1
    staff = Client()
    user, _made = get_user_model().objects.get_or_create(
        username="bench", defaults={"is_superuser": True}
    )
    staff.force_login(user)

    def ask(path: str) -> Work:
        def work() -> None:
            response = staff.get(path)
            if response.status_code != 200:
                sys.exit(f"{path}: {response.status_code}")
            # A file is made while it is read.
            b"".join(response)

        return work

    here = f"/admin/palautteen-luvut/?vuosi={year}"
    return {
        "public page": asks(f"{address}luvut/?vuosi={year}"),
        "staff page": ask(here),
        "staff page, a unit and a channel": ask(f"{here}&yksikko=1&kanava=sms"),
        "table of units as CSV": ask(f"{here}&taulu=units&muoto=csv"),
        "table of units as XLSX": ask(f"{here}&taulu=units&muoto=xlsx"),
    }


def measured(work: Work, rounds: int) -> tuple[list[float], list[float]]:
    """By the clock, and of the processor."""
    work()
    times, processor = [], []
    for _round in range(rounds):
        began, began_working = time.perf_counter(), time.process_time()
        work()
        processor.append((time.process_time() - began_working) * 1000)
        times.append((time.perf_counter() - began) * 1000)
    return times, processor


def make_units() -> None:
    from core.models import Municipality, ServiceArea, ServiceUnit

    areas = list(ServiceArea.objects.all()) or [ServiceArea.objects.create(name_fi="A")]
    towns = list(Municipality.objects.all())
    for number in range(UNITS - ServiceUnit.objects.count()):
        ServiceUnit.objects.create(
            name_fi=f"Yksikkö {number}",
            slug=f"yksikko-{number}",
            service_area=areas[number % len(areas)],
            municipality=towns[number % len(towns)] if towns else None,
        )


def more_answers(count: int) -> None:
    from core.models import ServiceUnit
    from feedback_forms.enums import AnswerChannel
    from feedback_forms.models import Recommendation

    chance = random.Random(count)  # noqa: S311
    units = list(ServiceUnit.objects.all())
    first = date(this_year() - 2, 1, 1)
    for _batch in range(count // BATCH):
        Recommendation.objects.bulk_create(
            Recommendation(
                score=min(10, int(chance.triangular(0, 11, 10))),
                answered_on=first + timedelta(days=chance.randrange(730)),
                unit=(unit := chance.choice(units)),
                service_area_id=unit.service_area_id,
                municipality_id=unit.municipality_id,
                channel=chance.choice(AnswerChannel.values),
                measure="in-depth" if chance.random() < 0.1 else "quick",
            )
            for _answer in range(BATCH)
        )


def write_file(path: Path) -> None:
    chance = random.Random(1)  # noqa: S311
    first = date(this_year() - 1, 1, 1)
    with path.open("w", encoding="utf-8") as file:
        file.write("id;date;unit;score;channel\n")
        for number in range(IMPORTED):
            day = first + timedelta(days=chance.randrange(180))
            unit = chance.randrange(UNITS // 2)
            file.write(f"{number};{day};yksikko-{unit};{chance.randrange(11)};sms\n")


def this_year() -> int:
    from django.utils import timezone

    return timezone.localdate().year


def memory() -> float:
    """Megabytes that the process has taken at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
