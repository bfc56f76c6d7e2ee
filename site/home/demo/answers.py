"""The demo's answers to measurements: two years, the same at every loading."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from core.models import ServiceUnit
from feedback_forms.enums import AnswerChannel, Face, Measure
from feedback_forms.models import FaceAnswer, Recommendation
from home.demo.files import Calendar, Texts, read

# By it the demo's answers are known from real ones.
SOURCE = "demo"
MONTHS = 24
DAYS_OF_MONTH = 30
CHANNELS = {
    AnswerChannel.WEB: 45,
    AnswerChannel.KIOSK: 20,
    AnswerChannel.SMS: 20,
    AnswerChannel.PAPER: 10,
    AnswerChannel.PHONE: 5,
}
PROMOTER, PASSIVE, DETRACTOR = (9, 10), (7, 8), (0, 1, 2, 3, 4, 5, 6)


def load_answers(calendar: Calendar) -> int:
    """Scores and faces of the last 24 months, once; returns how many."""
    if Recommendation.objects.filter(source=SOURCE).exists():
        return 0
    content = read("answers.toml")
    units = {unit.name_fi: unit for unit in ServiceUnit.objects.all()}
    today = timezone.localdate(calendar.now)
    scores: list[Recommendation] = []
    for measure, key in ((Measure.QUICK, "quick"), (Measure.IN_DEPTH, "in_depth")):
        for row in content[key]:
            scores += [
                Recommendation(
                    **place(units[row["unit"]]),
                    **answer,
                    measure=measure,
                    source=SOURCE,
                    external_id=f"{key}/{row['unit']}/{number}",
                )
                for number, answer in enumerate(of_unit(row, key, today))
            ]
    Recommendation.objects.bulk_create(scores, batch_size=500)
    faces = [
        FaceAnswer(
            **place(units[row["unit"]]),
            answered_on=answer["answered_on"],
            channel=AnswerChannel.PAPER,
            face=face_of(answer["score"]),
        )
        for row in content["faces"]
        for answer in of_unit(row, "faces", today)
    ]
    FaceAnswer.objects.bulk_create(faces, batch_size=500)
    return len(scores) + len(faces)


def place(unit: ServiceUnit) -> dict[str, Any]:
    return {
        "unit": unit,
        "service_area_id": unit.service_area_id,
        "municipality_id": unit.municipality_id,
    }


def of_unit(row: Texts, key: str, today: date) -> Iterator[dict[str, Any]]:
    """Day, score and channel of each answer, oldest first."""
    since = row.get("since", MONTHS)
    for ago in range(since, 0, -1):
        # Of this unit and month alone, so that one row can be changed by itself.
        chance = random.Random(f"{key}/{row['unit']}/{ago}")  # noqa: S311 - made up
        done = (since - ago) / max(since - 1, 1)
        good, bad = (
            before + (now - before) * done
            for before, now in zip(row["before"], row["now"], strict=True)
        )
        number = int(row["monthly"]) + (chance.random() < row["monthly"] % 1)
        number += chance.choice((-1, 0, 0, 1)) if number > 1 else 0
        for _each in range(number):
            kind = chance.choices(
                (PROMOTER, PASSIVE, DETRACTOR), (good, 100 - good - bad, bad)
            )[0]
            days = ago * DAYS_OF_MONTH - chance.randrange(DAYS_OF_MONTH)
            yield {
                "answered_on": today - timedelta(days=days),
                "score": chance.choice(kind),
                "channel": chance.choices(list(CHANNELS), list(CHANNELS.values()))[0],
            }


def face_of(score: int) -> Face:
    return (
        Face.GOOD if score in PROMOTER else Face.SO_SO if score in PASSIVE else Face.BAD
    )
