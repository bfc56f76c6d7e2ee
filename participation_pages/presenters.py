"""What the opportunity page shows, worked out before the template."""

from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from core.links import link_from
from core.models import DecisionBody, ServiceArea, ServiceUnit
from core.steps import Step

from .enums import DecisionPhase, OpportunityState

if TYPE_CHECKING:
    from .models import OpportunityPage


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
        "outcome_shown": page.state_at(now) == OpportunityState.OUTCOME_PUBLISHED,
        "now": now,
    }
