"""Ways to take part as an iCalendar file (RFC 5545), to save or to subscribe to."""

from collections.abc import Iterable
from datetime import timedelta

from django.http import HttpRequest
from icalendar import Calendar, Event

from .models import OpportunityPage
from .states import local_date


def calendar_of(
    pages: Iterable[OpportunityPage], *, name: str, request: HttpRequest
) -> bytes:
    """A VCALENDAR with an entry for each page that has its times.

    Give it public pages only, from `for_cards`: it asks nothing more of the database.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Osallistu//FI")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for page in pages:
        if page.opens_at and page.closes_at:
            entry = Event()
            entry.add("uid", f"{page.translation_key}-{page.locale_id}")
            entry.add("summary", page.title)
            entry.add("dtstart", local_date(page.opens_at))
            entry.add("dtend", local_date(page.closes_at) + timedelta(days=1))
            entry.add("dtstamp", page.last_published_at or page.opens_at)
            entry.add("url", request.build_absolute_uri(page.get_url(request)))
            calendar.add_component(entry)
    return calendar.to_ical()
