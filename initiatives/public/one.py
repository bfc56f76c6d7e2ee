"""What the page of one initiative shows, read in two queries."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import F, Prefetch
from django.http import HttpRequest
from django.utils.translation import get_language

from core.aggregates import joined_rows
from core.languages import other_language
from core.models import DecisionBody, ServiceArea
from initiatives.enums import Stage
from initiatives.models import (
    Attachment,
    Initiative,
    InitiativeEvent,
    InitiativeSettings,
)
from initiatives.stages import AT_THE_COUNTY
from initiatives.suggestions.taps import tap_url
from initiatives.supporting.places import place_rows, places

from . import path
from .cards import place
from .finding import own_path
from .people import in_short, initiator_rows, people
from .progress import progress
from .situations import chip, with_outcome
from .telling import told

if TYPE_CHECKING:
    from initiatives.models import InitiativesPage


@dataclass(frozen=True)
class File:
    """An attachment as it is linked; `size` in bytes."""

    pk: int
    name: str
    kind: str
    size: int


@dataclass(frozen=True)
class Joined:
    """One that was joined to this, and is read here from then on."""

    title: str
    reference: str


def whole() -> Any:
    """Public ones with all that the page shows of them."""
    events = InitiativeEvent.objects.select_related("document")
    return (
        with_outcome(Initiative.objects.public())
        .annotate(
            initiator_rows=initiator_rows(),
            place_rows=place_rows(),
            file_rows=joined_rows(
                Attachment.objects.filter(initiative__isnull=False),
                "initiative",
                pk=F("pk"),
                name=F("name"),
                kind=F("content_type"),
                size=F("size"),
            ),
            joined_rows=joined_rows(
                Initiative.objects.public().filter(stage=Stage.MERGED),
                "merged_into",
                title=F("title"),
                reference=F("reference"),
            ),
        )
        .prefetch_related(Prefetch("events", events))
    )


def files(initiative: Any) -> list[File]:
    found = [File(**row) for row in initiative.file_rows or ()]
    return sorted(found, key=lambda file: file.pk)


def joined(initiative: Any) -> list[Joined]:
    found = [Joined(**row) for row in initiative.joined_rows or ()]
    return sorted(found, key=lambda one: one.reference)


def context_of(
    initiative: Any, page: "InitiativesPage", request: HttpRequest, now: datetime
) -> dict[str, Any]:
    events = list(initiative.events.all())
    # Who made a suggestion is nobody's to know: it is made without a name.
    makers = [] if initiative.is_suggestion else people(initiative.initiator_rows)
    bodies = DecisionBody.all_cached()
    url = f"{page.get_url(request) or '/'}{initiative.slug}/"
    return {
        "shown": initiative,
        "url": url,
        "canonical": request.build_absolute_uri(own_path(initiative)),
        "other_language": other_language(initiative.language),
        "chip": chip(initiative),
        "place": place(initiative),
        "service_area": ServiceArea.all_cached().get(initiative.service_area_id or 0),
        "wished_body": bodies.get(initiative.wished_body_id or 0),
        "handling_body": bodies.get(initiative.handling_body_id or 0),
        "people": makers,
        "makers": initiative.community or in_short(makers),
        "steps": path.steps(initiative, now, path.reached(events)),
        "tap_url": tap_url(initiative, get_language() or "")
        if initiative.is_suggestion
        else "",
        "promises": path.promises(initiative, now),
        "ahead": path.ahead(initiative, now),
        "progress": progress(initiative),
        "places": [] if initiative.is_suggestion else places(initiative),
        "files": files(initiative),
        "joined": joined(initiative),
        "told": told(initiative, events),
        "at_the_county": initiative.stage in AT_THE_COUNTY,
        "comments": InitiativeSettings.current().comments,
    }
