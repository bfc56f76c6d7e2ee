"""What the pages of advisory councils show, worked out before the template."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from core.share import fetch_top_picture
from core.sites import locale_of

from .enums import CAN_TAKE_PART, OpportunityState
from .lists import as_cards, in_order
from .presenters import lines

if TYPE_CHECKING:
    from .models import CouncilIndexPage, CouncilPage, OpportunityPage

SHOWN = 3
# Of meetings that were and of statements, so many stand open; the rest is folded.
OPEN_ROWS = 5
OFFERED = (*CAN_TAKE_PART, OpportunityState.OPENS_SOON)


@dataclass(frozen=True)
class Meeting:
    starts: datetime
    place: str
    topics: list[str]
    url: str
    # Of the block, which keeps it when it is moved or corrected.
    id: str = ""


@dataclass(frozen=True)
class Statement:
    date: date
    title: str
    given_to: str
    summary: str
    url: str
    what_followed: str
    id: str = ""


@dataclass(frozen=True)
class Folded:
    """A list of which the first rows stand open."""

    open: list[Any]
    rest: list[Any]


@dataclass(frozen=True)
class CouncilCard:
    page: "CouncilPage"
    meeting: Meeting | None


def local(moment: datetime) -> datetime:
    """With its time zone: a time that was written without one is the county's own."""
    return timezone.make_aware(moment) if timezone.is_naive(moment) else moment


def meetings(page: "CouncilPage", now: datetime) -> tuple[list[Meeting], list[Meeting]]:
    """Those to come, the next one first, and those that were, the latest first."""
    found = [
        Meeting(
            local(value["date"]),
            value["place"] or "",
            lines(value["topics"] or ""),
            value["url"] or "",
            block_id or value["date"].isoformat(),
        )
        for value, block_id in ((block.value, block.id) for block in page.meetings)
        if value["date"]
    ]
    found.sort(key=lambda meeting: meeting.starts)
    coming = [meeting for meeting in found if meeting.starts >= now]
    past = [meeting for meeting in found if meeting.starts < now]
    return coming, past[::-1]


def statements(page: "CouncilPage") -> list[Statement]:
    """The newest first."""
    found = [
        Statement(
            value["date"],
            value["title"] or "",
            value["given_to"] or "",
            value["summary"] or "",
            value["url"] or "",
            value["what_followed"] or "",
            block_id or f"{value['date']} {value['title']}",
        )
        for value, block_id in ((block.value, block.id) for block in page.statements)
        if value["date"]
    ]
    return sorted(found, key=lambda statement: statement.date, reverse=True)


def folded(rows: list[Any]) -> Folded:
    return Folded(rows[:OPEN_ROWS], rows[OPEN_ROWS:])


def matters(page: "CouncilPage", now: datetime) -> list["OpportunityPage"]:
    """What one can take part in, now or soon, on which this council decides."""
    from .models import OpportunityPage

    if not page.council_id:
        return []
    offered = OpportunityPage.objects.public().offered_in(locale_of(page))
    decided = offered.filter(decision_body_id=page.council_id)
    rows = in_order(decided.for_cards(now), now).filter(state_now__in=OFFERED)
    return as_cards(rows[:SHOWN], page)


def council_context(page: "CouncilPage", now: datetime) -> dict[str, Any]:
    fetch_top_picture(page)
    coming, past = meetings(page, now)
    return {
        "next_meeting": coming[0] if coming else None,
        "coming_meetings": coming,
        "past_meetings": folded(past),
        "statements": folded(statements(page)),
        "opportunities": matters(page, now),
    }


def index_context(index: "CouncilIndexPage", now: datetime) -> dict[str, Any]:
    """One query: meetings stand on the pages themselves, and councils are few."""
    from .models import CouncilPage

    pages = CouncilPage.objects.public().offered_below(index).order_by("path")
    councils = pages.select_related("picture").defer("members", "statements", "duties")
    cards = []
    for page in as_cards(councils, index):
        coming, _past = meetings(page, now)
        cards.append(CouncilCard(page, coming[0] if coming else None))
    return {"councils": cards}
