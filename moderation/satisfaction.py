"""How replies helped and whether things got better, as plain counts.

Whoever shows them withholds what is too small to show.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, Count, F, Value

from .enums import SubmissionState
from .models import FollowUp, ReplyRating

# Neither a machine's nor what its sender took back.
NOT_COUNTED = (SubmissionState.SPAM, SubmissionState.WITHDRAWN)


@dataclass(frozen=True)
class Satisfaction:
    # How many gave each answer of `Helped`, of the latest reply of each message.
    helped: Counter[str]
    # How many gave each answer of `Later`, some weeks after the reply.
    got_better: Counter[str]


def satisfaction(start: datetime, end: datetime) -> Satisfaction:
    """Answers that were given from `start` until before `end`, in one query."""
    ratings = ReplyRating.objects.filter(at__gte=start, at__lt=end)
    later = FollowUp.objects.filter(answered_at__gte=start, answered_at__lt=end)
    rows = _counted(ratings, "helped").union(
        _counted(later.exclude(outcome=""), "outcome"), all=True
    )
    found: dict[str, Counter[str]] = {"helped": Counter(), "outcome": Counter()}
    for question, answer, number in rows:
        found[question][answer] = number
    return Satisfaction(found["helped"], found["outcome"])


def _counted(answers: Any, field: str) -> Any:
    rows = answers.exclude(submission__state__in=NOT_COUNTED).order_by()
    question = Value(field, output_field=CharField())
    return rows.values_list(question, F(field)).annotate(number=Count("pk"))
