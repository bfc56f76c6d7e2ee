"""Calendar files (RFC 5545) of ways to take part."""

from collections.abc import Iterable
from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.utils import timezone
from icalendar import Calendar, Event

if TYPE_CHECKING:
    from .models import OpportunityPage


def calendar_of(
    pages: "Iterable[OpportunityPage]", *, name: str, request: HttpRequest
) -> bytes:
    """An all-day entry on the day on which each page closes.

    The file is the same as long as the pages are: readers ask often, and compare.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Osallistu//osallistu//FI")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    for page in pages:
        if not page.closes_at:
            continue
        changed = page.last_published_at or page.opens_at or page.closes_at
        day = timezone.localtime(page.closes_at).date()
        entry = Event()
        entry.add("uid", f"{page.translation_key}-{page.locale_id}@osallistu")
        entry.add("dtstamp", changed.astimezone(UTC))
        entry.add("dtstart", day)
        entry.add("dtend", day + timedelta(days=1))
        entry.add("summary", page.title)
        if page.introduction:
            entry.add("description", page.introduction)
        entry.add("url", request.build_absolute_uri(page.get_url(request)))
        entry.add("transp", "TRANSPARENT")
        calendar.add_component(entry)
    return calendar.to_ical()
