"""iCalendar (RFC 5545): a file of entries, to save or to subscribe to.

Texts are escaped and folded by `icalendar`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from icalendar import Calendar, Event, vDuration, vText

from core.feeds import deliver

# A calendar begins so far in the past, and holds so many entries of each kind.
PAST = timedelta(days=30)
MOST = 300
# How often a calendar that subscribes may ask again.
REFRESH = timedelta(hours=6)
# What no iCalendar text may hold; line breaks and tabs may stay.
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x85\u2028\u2029]")


@dataclass(frozen=True)
class Agenda:
    """The dates of a list, under the name that a calendar shows."""

    name: str
    entries: Iterable[Event]


def serve_calendar(request: HttpRequest, agenda: Agenda) -> HttpResponse:
    return deliver(request, written(agenda), "text/calendar; charset=utf-8")


def written(agenda: Agenda) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Osallistu//Osallistu//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    # A property that `icalendar` does not know is written unescaped, unless told its type.
    calendar.add("name", vText(clean(agenda.name)))
    calendar.add("x-wr-calname", vText(clean(agenda.name)))
    calendar.add("refresh-interval", REFRESH, {"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH))
    for entry in agenda.entries:
        calendar.add_component(entry)
    return calendar.to_ical()


def clean(text: str) -> str:
    return CONTROLS.sub(" ", text).strip()
