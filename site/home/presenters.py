"""What the home page shows."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from wagtail.models import Page

from core.caching import cached
from core.models import BasePageQuerySet
from core.signal_handlers import MENU
from participation_pages.counting import counts_below
from participation_pages.enums import CAN_TAKE_PART, OpportunityState
from participation_pages.filters import Filters
from participation_pages.lists import marked, part_of
from participation_pages.models import OpportunityIndexPage, OpportunityPage

if TYPE_CHECKING:
    from home.models import HomePage

SHOWN = 3
OFFERED = (*CAN_TAKE_PART, OpportunityState.OPENS_SOON)


@dataclass(frozen=True)
class Way:
    sign: str
    title: str
    text: str
    time: str
    url: str


def ways(page: "HomePage") -> list[Way]:
    """The ways to take part whose page is published, in the home page's language where
    it is translated: a translated home page keeps the original's links."""
    values = [block.value for block in page.ways if block.value["page"]]
    originals = [value["page"] for value in values]
    here = (
        BasePageQuerySet(Page)
        .public()
        .filter(
            translation_key__in=[original.translation_key for original in originals]
        )
    )
    found = {(target.translation_key, target.locale_id): target for target in here}
    shown = []
    for value, original in zip(values, originals, strict=True):
        key = original.translation_key
        target = found.get((key, page.locale_id)) or found.get(
            (key, original.locale_id)
        )
        if target:
            words = (value["title"], value["text"], value["time"])
            shown.append(Way(value["sign"], *words, target.url))
    return shown


def opportunities_url(page: "HomePage") -> str:
    """The address of the list of all ways to take part, if it is published."""

    def find() -> str:
        index = OpportunityIndexPage.objects.public().child_of(page).first()
        return index.url if index else ""

    return cached(MENU, f"opportunities:{page.pk}", find)


def home_context(page: "HomePage", now: datetime, *, preview: bool) -> dict[str, Any]:
    """Three queries: the numbers, what is open or coming, and the latest outcome."""
    below = OpportunityPage.objects.public().offered_below(page)
    states = counts_below(page, Filters(), now).states
    offered = {state.value: states.get(state, 0) for state in OFFERED}
    shown = part_of(below, offered, 0, SHOWN, now)
    outcome = (
        below.in_state(OpportunityState.OUTCOME_PUBLISHED, now=now)
        .order_by("-outcome_published_at")
        .only(
            "title",
            "url_path",
            "locale_id",
            "heard",
            "did",
            "could_not",
            "outcome_published_at",
        )
    )[:1]
    return {
        "opportunities_url": opportunities_url(page),
        "ways": ways(page)
        if preview
        else cached(MENU, f"ways:{page.pk}", lambda: ways(page)),
        "opportunities": marked(list(shown), page),
        "open_count": sum(states.get(state, 0) for state in CAN_TAKE_PART),
        "outcome": next(iter(marked(list(outcome), page)), None),
    }
