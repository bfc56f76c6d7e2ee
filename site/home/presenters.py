"""What the home page shows."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from participation_pages.enums import CAN_TAKE_PART, OpportunityState
from participation_pages.lists import in_order
from participation_pages.models import OpportunityPage

if TYPE_CHECKING:
    from home.models import HomePage

SHOWN = 3
OFFERED = (*CAN_TAKE_PART, OpportunityState.OPENS_SOON)


def home_context(page: "HomePage", now: datetime) -> dict[str, Any]:
    """Three queries: the numbers, what is open or coming, and the latest outcome."""
    below = OpportunityPage.objects.public().descendant_of(page)
    counts = below.count_states(now)
    offered = in_order(below.for_cards(now), now).filter(state_now__in=OFFERED)
    outcome = (
        below.in_state(OpportunityState.OUTCOME_PUBLISHED, now=now)
        .order_by("-outcome_published_at")
        .only("title", "url_path", "heard", "did", "could_not", "outcome_published_at")
    )
    return {
        "opportunities": list(offered[:SHOWN]),
        "open_count": sum(counts.get(state, 0) for state in CAN_TAKE_PART),
        "outcome": outcome.first(),
    }
