"""What the pages of methods show, worked out before the template."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Count
from django.http import HttpRequest

from core.links import link_from
from core.listing import page_of
from core.share import fetch_top_picture
from core.sites import locale_of

from .enums import CAN_TAKE_PART, LadderStep, OpportunityState
from .lists import PER_PAGE, as_cards, in_order, marked
from .presenters import lines

if TYPE_CHECKING:
    from .models import MethodIndexPage, MethodPage, OpportunityQuerySet

SHOWN = 3
OFFERED = (*CAN_TAKE_PART, OpportunityState.OPENS_SOON)
# More than this does not fit where a figure is shown large.
LARGEST = 14


@dataclass(frozen=True)
class Rung:
    """A step of the ladder; `here` is the one that the method stands on."""

    label: str
    here: bool


@dataclass(frozen=True)
class Figure:
    """What it takes: `large` is a number, or a few words, and `small` says the rest."""

    large: str
    small: str

    @property
    def is_long(self) -> bool:
        return len(self.large) > LARGEST


@dataclass(frozen=True)
class MethodRow:
    page: "MethodPage"
    running: int


@dataclass(frozen=True)
class StepGroup:
    step: LadderStep
    rows: list[MethodRow]


def figure(text: str) -> Figure:
    """Cut at the first comma before a space, so that 1,5 stays whole."""
    large, _comma, small = text.partition(", ")
    return Figure(large.strip(), small.strip())


def rungs(step: str) -> list[Rung]:
    """The whole ladder, the highest step first."""
    return [Rung(str(one.label), one == step) for one in reversed(LadderStep)]


def opportunities_by(page: "MethodPage") -> "OpportunityQuerySet":
    """What is done with the method, as a reader of the page's language is offered it. A
    translated opportunity keeps the original's method, so the two are matched by what they
    translate."""
    from .models import OpportunityPage

    offered = OpportunityPage.objects.public().offered_in(locale_of(page))
    pages: OpportunityQuerySet = offered.filter(
        method__translation_key=page.translation_key
    )
    return pages


def method_context(page: "MethodPage", now: datetime) -> dict[str, Any]:
    """Three queries: the numbers, what is open or coming, and the latest outcomes."""
    fetch_top_picture(page)
    pages = opportunities_by(page)
    counts = pages.count_states(now)
    offered = in_order(pages.for_cards(now), now).filter(state_now__in=OFFERED)
    outcomes = (
        pages.in_state(OpportunityState.OUTCOME_PUBLISHED, now=now)
        .order_by("-outcome_published_at", "-pk")
        .only("title", "url_path", "locale_id", "did", "outcome_published_at")
    )
    total = sum(counts.values())
    running = as_cards(offered[:SHOWN], page)
    past = marked(outcomes[:SHOWN], page)
    return {
        "participants": figure(page.participants),
        "duration": figure(page.duration),
        "effort": figure(page.effort),
        "suits": lines(page.suits),
        "does_not_suit": lines(page.does_not_suit),
        "rungs": rungs(page.ladder),
        "example_link": link_from(page, "example_page"),
        "opportunities": running,
        "outcomes": past,
        "total": total,
        "there_are_more": total > len(running) + len(past),
    }


def everything_context(
    page: "MethodPage", request: HttpRequest, now: datetime
) -> dict[str, Any]:
    """One page of all that is done with the method, in the order of the list of all."""
    pages = opportunities_by(page)
    paging = page_of(request, pages.count(), PER_PAGE)
    rows = in_order(pages.for_cards(now), now)
    return {
        "opportunities": as_cards(rows[paging.start : paging.end], page),
        "paging": paging,
    }


def index_context(index: "MethodIndexPage", now: datetime) -> dict[str, Any]:
    """Two queries: the methods, and how many ways to take part run by each."""
    from .models import MethodPage, OpportunityPage

    methods = MethodPage.objects.public().offered_below(index).order_by("path")
    running: Any = (
        OpportunityPage.objects.public()
        .offered_in(locale_of(index))
        .filter(method__isnull=False)
        .in_state(*CAN_TAKE_PART, now=now)
        .order_by()
        .values_list("method__translation_key")
        .annotate(number=Count("pk"))
    )
    shown = marked(methods.defer_streamfields(), index)
    return {"groups": grouped(shown, dict(running))}


def grouped(
    methods: Iterable["MethodPage"], running: dict[Any, int]
) -> list[StepGroup]:
    """The methods on each step of the ladder, the highest first; steps without any are left
    out."""
    rows: dict[str, list[MethodRow]] = {}
    for method in methods:
        row = MethodRow(method, running.get(method.translation_key, 0))
        rows.setdefault(method.ladder, []).append(row)
    return [
        StepGroup(step, rows[step.value])
        for step in reversed(LadderStep)
        if step.value in rows
    ]
