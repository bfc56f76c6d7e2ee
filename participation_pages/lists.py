"""One page of a list: which, in what order, and how it is paged."""

from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.db.models import Case, F, IntegerField, Value, When
from django.http import Http404

from core.listing import Paging

from .enums import OpportunityState

if TYPE_CHECKING:
    from .models import OpportunityQuerySet

PER_PAGE = 20

# First what one can still take part in, the shortest time left first; then what
# is coming; then what is late, so that it cannot be overlooked; then the rest.
ORDER = [
    OpportunityState.CLOSES_SOON,
    OpportunityState.OPEN,
    OpportunityState.OPENS_SOON,
    OpportunityState.OUTCOME_LATE,
    OpportunityState.OUTCOME_DUE,
    OpportunityState.CLOSED,
    OpportunityState.OUTCOME_PUBLISHED,
]


def in_order(pages: "OpportunityQuerySet", now: datetime) -> "OpportunityQuerySet":
    rank = Case(
        *(
            When(state_now=state, then=Value(place))
            for place, state in enumerate(ORDER)
        ),
        output_field=IntegerField(),
    )
    ended = Case(When(closes_at__lte=now, then=F("closes_at")))
    return (
        pages.with_state(now)
        .annotate(rank=rank, ended=ended)
        .order_by("rank", F("ended").desc(nulls_last=True), "closes_at", "pk")
    )


def listed(
    pages: "OpportunityQuerySet",
    counts: dict[str, int],
    chosen: str,
    number: int,
    now: datetime,
) -> dict[str, Any]:
    """The context of the list; counts come from one grouped query, so the total costs none."""
    total = counts.get(chosen, 0) if chosen else sum(counts.values())
    paging = Paging(
        number, total, PER_PAGE, query=urlencode({"tila": chosen}) if chosen else ""
    )
    if number > paging.pages:
        raise Http404
    rows = in_order(pages.for_cards(now), now)
    if chosen:
        rows = rows.filter(state_now=chosen)
    return {
        "opportunities": list(rows[paging.start : paging.end]) if total else [],
        "states": [
            {"value": state.value, "label": state.label, "count": counts.get(state, 0)}
            for state in ORDER
            if counts.get(state) or state == chosen
        ],
        "chosen_state": chosen,
        "total": total,
        "everything": sum(counts.values()),
        "paging": paging,
    }
