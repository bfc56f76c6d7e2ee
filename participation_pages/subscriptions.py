"""What one subscribes to on each list: its news and its dates, narrowed as the list is."""

from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import HttpRequest

from core.calendars import Agenda
from core.feeds import Channel, page_channel
from core.models import ServiceArea

from . import outcomes, stories
from .calendars import dated, entries_of, meeting_entries
from .enums import OpportunityState
from .feeds import council_entries, opportunity_entries, page_entries
from .filters import filters_of
from .list_presenters import chosen_words, list_title
from .models import CouncilPage, MethodPage, OpportunityPage, StoryPage

if TYPE_CHECKING:
    from .models import (
        CouncilIndexPage,
        MethodIndexPage,
        OpportunityIndexPage,
        OutcomesPage,
        StoryIndexPage,
    )


def opportunity_channel(
    page: "OpportunityIndexPage", request: HttpRequest, now: datetime
) -> Channel:
    filters = filters_of(request.GET)
    offered = OpportunityPage.objects.public().offered_below(page)
    entries = opportunity_entries(filters.apply(offered, now), request, now)
    chosen = chosen_words(filters) if filters else ""
    return page_channel(page, request, entries, chosen=chosen, query=filters.query)


def opportunity_agenda(
    page: "OpportunityIndexPage", request: HttpRequest, now: datetime
) -> Agenda:
    filters = filters_of(request.GET)
    offered = OpportunityPage.objects.public().offered_below(page)
    entries = entries_of(dated(filters.apply(offered, now), now), request)
    return Agenda(list_title(page, filters), entries)


def outcome_channel(
    page: "OutcomesPage", request: HttpRequest, now: datetime
) -> Channel:
    areas = {str(pk): area.name for pk, area in ServiceArea.all_cached().items()}
    filters = outcomes.chosen_filters(request, areas)
    published = page.opportunities().in_state(
        OpportunityState.OUTCOME_PUBLISHED, now=now
    )
    entries = opportunity_entries(outcomes.narrowed(published, filters), request, now)
    words = {**filters, "alue": areas.get(filters.get("alue", ""), "")}
    chosen = ", ".join(word for word in words.values() if word)
    query = urlencode(filters)
    return page_channel(page, request, entries, chosen=chosen, query=query)


def story_channel(page: "StoryIndexPage", request: HttpRequest) -> Channel:
    filters, known = stories.chosen_filters(request), stories.choices()
    offered = StoryPage.objects.public().offered_below(page)
    entries = page_entries(stories.narrowed(offered, filters), request)
    chosen = ", ".join(known[name][value] for name, value in filters.items())
    query = urlencode(filters)
    return page_channel(page, request, entries, chosen=chosen, query=query)


def method_channel(page: "MethodIndexPage", request: HttpRequest) -> Channel:
    offered = MethodPage.objects.public().offered_below(page)
    return page_channel(page, request, page_entries(offered, request))


def council_channel(page: "CouncilIndexPage", request: HttpRequest) -> Channel:
    offered = CouncilPage.objects.public().offered_below(page)
    return page_channel(page, request, council_entries(offered, request))


def council_agenda(
    page: "CouncilIndexPage", request: HttpRequest, now: datetime
) -> Agenda:
    offered = CouncilPage.objects.public().offered_below(page)
    return Agenda(page.title, meeting_entries(offered, request, now))
