"""What the opportunity page shows, worked out before the template."""

from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import HttpRequest

from core.links import link_from
from core.models import DecisionBody, ServiceArea, ServiceUnit
from core.share import fetch_top_picture
from core.steps import Step

from .consequences import consequences_of
from .enums import (
    CAN_TAKE_PART,
    CoDesignPhase,
    DecisionPhase,
    EventKind,
    OpportunityState,
    SignUp,
)
from .states import local_date

if TYPE_CHECKING:
    from .models import EventPage, OpportunityPage


def steps(page: "OpportunityPage") -> list[Step]:
    """All phases in order, with their dates where the editor gave any."""
    dates = {block.value["phase"]: block.value for block in page.phase_dates}
    phases = list(DecisionPhase)
    here = phases.index(DecisionPhase(page.phase)) if page.phase else -1
    found = []
    for place, phase in enumerate(phases):
        given = dates.get(phase.value)
        status = "done" if place < here else "now" if place == here else "next"
        found.append(
            Step(
                str(phase.label),
                status,
                given["date"] if given else None,
                given["text"] if given else "",
            )
        )
    return found


def lines(text: str) -> list[str]:
    """One item of a list from each line that is not empty."""
    return [
        line.strip().lstrip("-–•").strip() for line in text.splitlines() if line.strip()
    ]


def days_left(page: "OpportunityPage", now: datetime) -> int:
    """Whole days until closing; 0 on the last day."""
    return max(0, (page.closes_at - now).days) if page.closes_at else 0


def take_part_url(page: "OpportunityPage") -> str:
    """The form's address with this page's id, or nothing when there is no public form.

    The form in the page's own language, if there is one: a translated page keeps
    the original's link.
    """
    form_page = page.take_part_page
    if form_page is None:
        return ""
    if form_page.locale_id != page.locale_id:
        translated = form_page.get_translations().filter(
            locale_id=page.locale_id, live=True
        )
        form_page = translated.first() or form_page
    if not form_page.live:
        return ""
    return f"{form_page.url}?{urlencode({'aihe': page.pk})}"


def opportunity_context(page: "OpportunityPage", now: datetime) -> dict[str, Any]:
    fetch_top_picture(page)
    outcome_shown = page.state_at(now) == OpportunityState.OUTCOME_PUBLISHED
    return {
        "steps": steps(page),
        "can_influence": lines(page.can_influence),
        "cannot_influence": lines(page.cannot_influence),
        "days_left": days_left(page, now),
        "take_part_url": take_part_url(page),
        "method": link_from(page, "method"),
        "service_area": ServiceArea.all_cached().get(page.service_area_id),
        "decision_body": DecisionBody.all_cached().get(page.decision_body_id),
        "organiser": ServiceUnit.all_cached().get(page.organiser_id),
        "over": bool(page.closes_at and page.closes_at <= now),
        "outcome_shown": outcome_shown,
        "consequences": consequences_of(page) if outcome_shown else [],
        "now": now,
    }


def design_steps(page: "EventPage", now: datetime) -> list[Step]:
    """The phases of co-design; that of an event which is over has been done."""
    words = design_words(page)
    phases = list(CoDesignPhase)
    here = phases.index(CoDesignPhase(page.design_phase)) if page.design_phase else -1
    over = is_over(page, now)
    found = []
    for place, phase in enumerate(phases):
        done = place < here or (place == here and over)
        status = "done" if done else "now" if place == here else "next"
        # What is done now stands as a sentence of its own.
        text = "" if status == "now" else words.get(phase.value, "")
        found.append(Step(str(phase.label), status, None, text))
    return found


def design_words(page: "EventPage") -> dict[str, str]:
    return {block.value["phase"]: block.value["text"] for block in page.design_phases}


def is_over(page: "EventPage", now: datetime) -> bool:
    return bool(page.ends_at and page.ends_at <= now)


def sign_up_state(page: "EventPage", now: datetime) -> SignUp:
    """A day without a time lasts until midnight; nobody signs up once it has begun."""
    if not (page.sign_up.strip() or page.sign_up_by or page.seats):
        return SignUp.NOT_NEEDED
    began = bool(page.starts_at and page.starts_at <= now)
    if began or (page.sign_up_by and page.sign_up_by < local_date(now)):
        return SignUp.OVER
    return SignUp.SOON if page.opens_at and now < page.opens_at else SignUp.OPEN


def event_context(
    page: "EventPage", request: HttpRequest, now: datetime
) -> dict[str, Any]:
    """What an event's page shows beside what every way to take part does."""
    from .models.event import CALENDAR_FILE

    over, sign_up = is_over(page, now), sign_up_state(page, now)
    began = bool(page.starts_at and page.starts_at <= now)
    url = page.get_url(request)
    return {
        "design_steps": design_steps(page, now)
        if page.event_kind == EventKind.WORKSHOP
        else [],
        "design_now": design_words(page).get(page.design_phase, ""),
        "otherwise": [] if over else lines(page.otherwise),
        "over": over,
        "running": began and not over,
        "sign_up": sign_up.value,
        "form_open": page.state_at(now) in CAN_TAKE_PART
        and not began
        and sign_up in (SignUp.OPEN, SignUp.NOT_NEEDED),
        "calendar_url": f"{url}{CALENDAR_FILE}" if page.live and not over else "",
    }
