"""Ways to take part as an iCalendar file (RFC 5545), to save or to subscribe to.

An event stands at its hours, in UTC, which every calendar turns into its own time.
Anything else is an entry of whole days, from its first day to its last, that leaves
the reader's time free. Texts are escaped and folded by `icalendar`.
"""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from icalendar import Calendar, Event, vDuration, vText

from .enums import Place
from .models import EventPage, OpportunityPage
from .states import local_date

# How often a calendar that subscribes may ask again.
REFRESH = timedelta(hours=6)
# What no iCalendar text may hold; line breaks and tabs may stay.
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x85\u2028\u2029]")


def calendar_of(
    pages: Iterable[OpportunityPage], *, name: str, request: HttpRequest
) -> bytes:
    """A VCALENDAR with an entry for each page that has its times.

    Give it public pages only; those of `for_cards` cost no query more. Texts are in
    the language of the request.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Osallistu//Osallistu//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    # A property that `icalendar` does not know is written unescaped, unless told its type.
    calendar.add("name", vText(clean(name)))
    calendar.add("x-wr-calname", vText(clean(name)))
    calendar.add("refresh-interval", REFRESH, {"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH))
    for page in pages:
        if page.opens_at and page.closes_at:
            calendar.add_component(entry(page, request))
    return calendar.to_ical()


def entry(page: OpportunityPage, request: HttpRequest) -> Event:
    """The same page keeps its UID; what was published later has the higher SEQUENCE."""
    event = page.event
    url = request.build_absolute_uri(page.get_url(request))
    changed = page.last_published_at or page.opens_at
    made = Event()
    made.add("uid", f"{page.translation_key}-{page.locale_id}")
    made.add("dtstamp", changed)
    made.add("last-modified", changed)
    made.add("sequence", seconds_since_first_published(page))
    made.add("summary", clean(page.title))
    made.add("description", clean("\n".join([*description(page, event), url])))
    made.add("url", url)
    if event and event.starts_at and event.ends_at:
        made.add("dtstart", event.starts_at.astimezone(UTC))
        made.add("dtend", event.ends_at.astimezone(UTC))
        made.add("location", clean(location(event)))
    elif page.opens_at and page.closes_at:
        made.add("dtstart", local_date(page.opens_at))
        made.add("dtend", day_after(page.closes_at))
        made.add("transp", "TRANSPARENT")
    return made


def clean(text: str) -> str:
    return CONTROLS.sub(" ", text).strip()


def seconds_since_first_published(page: OpportunityPage) -> int:
    """Rises with each publishing, also when revisions are cleared away."""
    first, last = page.first_published_at, page.last_published_at
    return max(0, int((last - first).total_seconds())) if first and last else 0


def day_after(moment: datetime) -> date:
    """The day after the last one: what closes at midnight closes with the day before."""
    return local_date(moment - timedelta(microseconds=1)) + timedelta(days=1)


def location(event: EventPage) -> str:
    online = pgettext("of an event", "Online")
    if event.place == Place.ONLINE:
        return online
    parts = [event.venue_name, event.venue_address]
    return ", ".join(part for part in parts if part)


def description(page: OpportunityPage, event: EventPage | None) -> list[str]:
    """One thing on each line: what it is about, how long there is time, the way online."""
    found = [page.introduction]
    if event is None:
        closes = localtime(page.closes_at)
        words = _("You can take part until %(date)s at %(time)s.")
        found.append(
            words
            % {
                "date": date_format(closes, "SHORT_DATE_FORMAT"),
                "time": date_format(closes, "TIME_FORMAT"),
            }
        )
    else:
        if event.sign_up_by:
            day = date_format(event.sign_up_by, "SHORT_DATE_FORMAT")
            found.append(_("Sign up by %(date)s.") % {"date": day})
        if event.place != Place.ON_SITE:
            found += [event.online_text, event.online_url]
    return [line for line in found if line]
