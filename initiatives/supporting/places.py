"""Where the supporters of an initiative live."""

from dataclasses import dataclass

from django.db.models import Count

from core.models import Municipality
from core.suppression import LEAST_FLOOR
from initiatives.models import Initiative

MOST = 4


@dataclass(frozen=True)
class Place:
    """`share` is of the largest, in per cent."""

    name: str
    count: int
    share: float


def places(initiative: Initiative) -> list[Place]:
    """The municipalities with the most supporters, none with fewer than five."""
    rows = (
        initiative.supports.counted()
        .exclude(municipality=None)
        .values_list("municipality_id")
        .annotate(number=Count("pk"))
        .filter(number__gte=LEAST_FLOOR)
        .order_by("-number", "municipality_id")[:MOST]
    )
    towns, found = Municipality.all_cached(), list(rows)
    return [
        Place(towns[pk].name, number, round(100 * number / found[0][1], 1))
        for pk, number in found
    ]
