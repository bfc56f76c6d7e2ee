"""What one can take part in now, for somebody whose search found nothing."""

from datetime import datetime

from wagtail.models import Page

from .counting import counts_below
from .enums import CAN_TAKE_PART
from .filters import Filters
from .lists import as_cards, part_of
from .models import OpportunityPage

SHOWN = 3


def nearest(home: Page, now: datetime) -> list[OpportunityPage]:
    """Those of the home page's language that close first, as cards."""
    states = counts_below(home, Filters(), now).states
    open_now = {state.value: states.get(state, 0) for state in CAN_TAKE_PART}
    below = OpportunityPage.objects.public().offered_below(home)
    return as_cards(part_of(below, open_now, 0, SHOWN, now), home)
