"""What ways to take part, events and stories say to machines, in schema.org's words.

Each takes what the page's own template is given, and says no more than that shows.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

from core.languages import html_language
from core.structured_data import (
    SCHEMA,
    Data,
    county,
    filled,
    moment,
    own_picture,
    unit,
)

from .enums import Place

if TYPE_CHECKING:
    from .models import EventPage, OpportunityPage, StoryPage

Context = Mapping[str, Any]
ATTENDANCE = {
    Place.ON_SITE: "OfflineEventAttendanceMode",
    Place.ONLINE: "OnlineEventAttendanceMode",
    Place.BOTH: "MixedEventAttendanceMode",
}


def address(page: "OpportunityPage | StoryPage", request: HttpRequest) -> str:
    return request.build_absolute_uri(page.get_url(request))


def organiser(request: HttpRequest, context: Context) -> Data:
    found = context["organiser"]
    return unit(found.name if found else "", request)


def event(page: "EventPage", request: HttpRequest, context: Context) -> Data:
    """Always "scheduled": what is off is unpublished, and what is over says its dates."""
    return filled(
        type_="Event",
        name=page.title,
        description=page.introduction,
        url=address(page, request),
        inLanguage=html_language(),
        image=own_picture(context),
        startDate=moment(page.starts_at),
        endDate=moment(page.ends_at),
        eventStatus=f"{SCHEMA}/EventScheduled",
        eventAttendanceMode=f"{SCHEMA}/{ATTENDANCE[Place(page.place)]}",
        location=locations(page, request, over=context["over"]),
        organizer=organiser(request, context),
        isAccessibleForFree=True,
    )


def locations(page: "EventPage", request: HttpRequest, *, over: bool) -> list[Data]:
    """Of an event that is over the page does not say how one came there."""
    found = []
    if page.place != Place.ONLINE:
        found.append(venue(page, over=over))
    if page.place != Place.ON_SITE:
        url = "" if over else page.online_url
        # Where there is only a way in words, it stands on the page.
        here = url or address(page, request)
        found.append({"@type": "VirtualLocation", "url": here})
    return found


def venue(page: "EventPage", *, over: bool) -> Data:
    towns = page.municipality_list
    town = towns[0].name if len(towns) == 1 else ""
    return filled(
        type_="Place",
        name=page.venue_name,
        address=town if over else page.venue_address or town,
        amenityFeature=[] if over else amenities(page),
    )


def amenities(page: "EventPage") -> list[Data]:
    """What there is for those who need it. What is missing stands on the page in words
    ("no interpreter"), of which a machine would make a double negation."""
    return [
        {
            "@type": "LocationFeatureSpecification",
            "name": block.value["title"],
            "value": True,
        }
        for block in page.venue_access
        if block.value["available"]
    ]


def opportunity(
    page: "OpportunityPage", request: HttpRequest, context: Context
) -> Data:
    """A page about a service of the authority: see decision 0029 for the reason."""
    towns = [town.name for town in page.municipality_list]
    form = context["take_part_url"] if page.can_take_part else ""
    service = filled(
        type_="GovernmentService",
        name=page.title,
        description=page.introduction,
        provider=organiser(request, context),
        areaServed=towns or county(request)["name"],
        audience=filled(
            type_="Audience",
            audienceType=", ".join(group.name for group in page.target_group_list),
        ),
        hoursAvailable=hours(page, context),
        availableChannel=form
        and {"@type": "ServiceChannel", "serviceUrl": request.build_absolute_uri(form)},
    )
    return filled(
        type_="WebPage",
        url=address(page, request),
        inLanguage=html_language(),
        image=own_picture(context),
        mainEntity=service,
    )


def hours(page: "OpportunityPage", context: Context) -> Data:
    """When it opens is shown until then, and afterwards when it closes."""
    opens, closes = page.opens_at, page.closes_at
    coming = bool(opens and opens > context["now"])
    return filled(
        type_="OpeningHoursSpecification",
        validFrom=moment(opens) if coming else "",
        validThrough="" if coming else moment(closes),
    )


def story(page: "StoryPage", request: HttpRequest, context: Context) -> Data:
    """Without the teller: who reads the page learns the name that stands there, but no
    search engine ties a life's story to it."""
    return filled(
        type_="Article",
        headline=page.title,
        description=page.introduction,
        url=address(page, request),
        inLanguage=html_language(),
        image=own_picture(context),
        timeRequired=f"PT{context['minutes']}M",
        publisher=county(request),
    )
