"""What these kinds of page add to the feed and the calendar of the whole site.

Registered at start-up, and so without `icalendar`, which is slow to load, until it is needed.
"""

from typing import TYPE_CHECKING

from core.feeds import Entry
from core.news import Asked

from .feeds import council_entries, opportunity_entries, page_entries
from .models import CouncilPage, MethodPage, OpportunityPage, StoryPage

if TYPE_CHECKING:
    from icalendar import Event


def opportunity_news(asked: Asked) -> list[Entry]:
    pages = asked.of(OpportunityPage.objects.public())
    return opportunity_entries(pages, asked.request, asked.now)


def story_news(asked: Asked) -> list[Entry]:
    return page_entries(asked.of(StoryPage.objects.public()), asked.request)


def method_news(asked: Asked) -> list[Entry]:
    """A method is for any topic, and so about none."""
    if asked.topics:
        return []
    return page_entries(asked.of(MethodPage.objects.public()), asked.request)


def council_news(asked: Asked) -> list[Entry]:
    """A council is for any topic, and so about none."""
    if asked.topics:
        return []
    return council_entries(asked.of(CouncilPage.objects.public()), asked.request)


def opportunity_dates(asked: Asked) -> "list[Event]":
    from .calendars import dated, entries_of

    pages = asked.of(OpportunityPage.objects.public())
    return entries_of(dated(pages, asked.now), asked.request)


def council_dates(asked: Asked) -> "list[Event]":
    """Meetings, which like the councils are about no topic."""
    from .calendars import meeting_entries

    if asked.topics:
        return []
    pages = asked.of(CouncilPage.objects.public())
    return meeting_entries(pages, asked.request, asked.now)
