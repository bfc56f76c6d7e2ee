"""Where the supporters of an initiative live, so that nobody can be picked out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from core.aggregates import GroupedCounts, grouped_counts
from core.models import Municipality
from core.suppression import LEAST_FLOOR, hide_in_line
from initiatives.models import Support

# The largest, each by name; the rest together.
MOST = 4
# Supporters who live elsewhere and use the service, or have property in the area.
ELSEWHERE = 0


@dataclass(frozen=True)
class Place:
    """`share` is of the largest, in per cent: the length of its bar."""

    name: str
    count: int
    share: float


def place_rows() -> GroupedCounts:
    """Of each initiative that is read, what `places` needs of its supporters."""
    return grouped_counts(Support.objects.counted(), "initiative", "municipality_id")


def places(initiative: Any) -> list[Place]:
    """The municipalities with the most supporters, then the others together.

    No query for one that was read with its `place_rows`, or whose supports have been
    erased and their sums kept; else one. Empty where no sum can be shown without giving a
    small one away.
    """
    shown = (
        {int(pk): number for pk, number in initiative.kept_places}
        if initiative.supports_erased_at
        else sums(initiative)
    )
    return in_order(shown, initiative.support_count)


def sums(initiative: Any) -> dict[int, int]:
    """Supporters by municipality (ELSEWHERE for none), without what must not be shown."""
    if hasattr(initiative, "place_rows"):
        rows = initiative.place_rows or ()
    else:
        rows = (
            initiative.supports.counted()
            .order_by()
            .values_list("municipality_id")
            .annotate(number=Count("pk"))
        )
    counts = {pk or ELSEWHERE: number for pk, number in rows}
    hidden = hide_in_line(counts, LEAST_FLOOR)
    if hidden.everything:
        return {}
    return {pk: number for pk, number in counts.items() if pk not in hidden.parts}


def in_order(shown: Mapping[int, int], total: int) -> list[Place]:
    towns = Municipality.all_cached()
    known = [(pk, number) for pk, number in shown.items() if pk in towns]
    known.sort(key=lambda row: (-row[1], row[0]))
    named = [(towns[pk].name, number) for pk, number in known[:MOST]]
    if not named:
        return []
    rest = total - sum(number for _name, number in named)
    if rest > 0:
        named.append((_("Other municipalities"), rest))
    largest = max(number for _name, number in named)
    return [
        Place(name, number, round(100 * number / largest, 1)) for name, number in named
    ]
