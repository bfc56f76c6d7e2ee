"""What the list and the page of an initiative say to machines, in schema.org's words.

No more than the page shows, and of its makers and supporters less: no names.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

from core.languages import html_language
from core.structured_data import SCHEMA, Data, county, day, filled

from .finding import own_path

if TYPE_CHECKING:
    from initiatives.models import Initiative, InitiativesPage


def of(
    page: "InitiativesPage", request: HttpRequest, context: Mapping[str, Any]
) -> list[Data]:
    """Of the forms and other screens below the page nothing."""
    if "cards" in context:
        return [listed(page, request, context)]
    if "shown" in context:
        return [one(context["shown"], request, context)]
    return []


def listed(
    page: "InitiativesPage", request: HttpRequest, context: Mapping[str, Any]
) -> Data:
    items = [
        {
            "@type": "ListItem",
            "position": position,
            "name": card.initiative.title,
            "url": request.build_absolute_uri(card.url),
        }
        for position, card in enumerate(context["cards"], context["paging"].start + 1)
    ]
    return filled(
        type_="CollectionPage",
        name=page.title,
        description=page.introduction,
        url=request.build_absolute_uri(page.get_url(request)),
        inLanguage=html_language(),
        mainEntity=items
        and filled(
            type_="ItemList",
            numberOfItems=context["paging"].total,
            itemListElement=items,
        ),
    )


def one(
    initiative: "Initiative", request: HttpRequest, context: Mapping[str, Any]
) -> Data:
    """schema.org has no petition: a text with how many agree with it."""
    supporters = {
        "@type": "InteractionCounter",
        "interactionType": f"{SCHEMA}/AgreeAction",
        "userInteractionCount": initiative.support_count,
    }
    community = initiative.community
    return filled(
        type_="CreativeWork",
        name=initiative.title,
        text=initiative.proposal,
        url=request.build_absolute_uri(own_path(initiative)),
        identifier=initiative.reference,
        inLanguage=initiative.html_language,
        datePublished=day(initiative.published_at),
        dateModified=day(initiative.stage_at),
        creativeWorkStatus=context["chip"].label,
        author=community and {"@type": "Organization", "name": community},
        publisher=county(request),
        interactionStatistic=supporters,
    )
