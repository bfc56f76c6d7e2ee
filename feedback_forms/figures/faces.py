"""Answers on the picture card: how many tapped each face."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count

from core.suppression import hide_in_line
from feedback_forms.enums import Face
from feedback_forms.models import FaceAnswer

from .periods import Period


@dataclass(frozen=True)
class FaceCount:
    face: Face
    count: int | None
    share: float | None


def faces(period: Period, floor: int) -> list[FaceCount]:
    """Nothing where fewer than the floor tapped any; one query."""
    rows = (
        FaceAnswer.objects.counted()
        .filter(answered_on__gte=period.start, answered_on__lt=period.end)
        .order_by()
        .values_list("face")
        .annotate(number=Count("pk"))
    )
    counts = Counter(dict(rows))
    hidden = hide_in_line(counts, floor)
    if counts.total() < floor or hidden.everything:
        return []
    return [
        FaceCount(face, None, None)
        if face in hidden.parts
        else FaceCount(face, counts[face], 100 * counts[face] / counts.total())
        for face in Face
    ]
