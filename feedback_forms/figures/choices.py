"""Answers that are one of a few: how many gave each."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from core.suppression import hide_in_line
from feedback_forms.enums import Face
from feedback_forms.models import FaceAnswer
from moderation.enums import Helped, Later
from moderation.satisfaction import satisfaction

from .messages import midnight
from .periods import Period


@dataclass(frozen=True)
class ChoiceCount:
    """None where it is hidden."""

    choice: Any
    count: int | None
    share: float | None


def faces(period: Period, floor: int) -> list[ChoiceCount]:
    """Faces of the picture card; one query."""
    rows = (
        FaceAnswer.objects.counted()
        .filter(answered_on__gte=period.start, answered_on__lt=period.end)
        .order_by()
        .values_list("face")
        .annotate(number=Count("pk"))
    )
    return in_line(Counter(dict(rows)), Face, floor)


def after_replies(
    period: Period, floor: int
) -> tuple[list[ChoiceCount], list[ChoiceCount]]:
    """Whether replies helped, and how things were some weeks later; one query."""
    said = satisfaction(midnight(period.start), midnight(period.end))
    return (
        in_line(said.helped, Helped, floor),
        in_line(said.got_better, Later, floor),
    )


def in_line(
    counts: Counter[str], choices: Iterable[Any], floor: int
) -> list[ChoiceCount]:
    """Each choice with its count and share; nothing where fewer than the floor answered."""
    hidden = hide_in_line(counts, floor)
    if counts.total() < floor or hidden.everything:
        return []
    return [
        ChoiceCount(choice, None, None)
        if choice in hidden.parts
        else ChoiceCount(choice, counts[choice], 100 * counts[choice] / counts.total())
        for choice in choices
    ]
