"""How replies helped and whether things got better, as plain counts by unit and year.

Whoever shows them withholds what is too small to show.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.db.models.functions import ExtractYear

from .enums import SubmissionState
from .models import FollowUp, ReplyRating

# Neither a machine's nor what its sender took back.
NOT_COUNTED = (SubmissionState.SPAM, SubmissionState.WITHDRAWN)


@dataclass(frozen=True)
class Counted:
    """How many gave this answer (`Helped` or `Later`) in the year about the unit."""

    year: int
    service_area_id: int | None
    unit_id: int | None
    answer: str
    number: int


def helped() -> list[Counted]:
    """Ratings of the latest reply of each message, by the year in which they were given."""
    return _counted(ReplyRating.objects.all(), "at", "helped")


def got_better() -> list[Counted]:
    """Answers some weeks after the reply, by the year in which they were given."""
    return _counted(FollowUp.objects.exclude(outcome=""), "answered_at", "outcome")


def totals(rows: Iterable[Counted]) -> dict[str, int]:
    """How many of each answer, whatever the unit and the year."""
    found: dict[str, int] = {}
    for row in rows:
        found[row.answer] = found.get(row.answer, 0) + row.number
    return found


def _counted(answers: Any, time: str, answer: str) -> list[Counted]:
    """One grouped query."""
    rows = (
        answers.exclude(submission__state__in=NOT_COUNTED)
        .order_by()
        .annotate(year=ExtractYear(time))
        .values_list(
            "year", "submission__service_area_id", "submission__unit_id", answer
        )
        .annotate(number=Count("pk"))
    )
    return [Counted(*row) for row in sorted(rows, key=str)]
