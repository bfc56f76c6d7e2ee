"""What stands in calendars: ways to take part, and meetings of advisory councils.

An event stands at its hours, in UTC, which every calendar turns into its own time.
Any other way to take part is an entry of whole days, from its first day to its last,
that leaves the reader's time free.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from icalendar import Event
from wagtail.models import Page

from core.calendars import MOST, PAST, clean

from .councils import Meeting, meetings
from .enums import Place
from .models import CouncilPage, EventPage, OpportunityPage
from .states import local_date

if TYPE_CHECKING:
    from .models import OpportunityQuerySet


def dated(pages: "OpportunityQuerySet", now: datetime) -> "OpportunityQuerySet":
    """What runs, is coming, or has just closed; what closes first comes first."""
    recent = pages.filter(closes_at__gte=now - PAST)
    return recent.order_by("closes_at", "pk").for_cards(now)[:MOST]


def entries_of(pages: Iterable[OpportunityPage], request: HttpRequest) -> list[Event]:
    """An entry for each page that has its times, in the language of the request.

    Give it public pages only; those of `for_cards` cost no query more.
    """
    return [entry(page, request) for page in pages if page.opens_at and page.closes_at]


def meeting_entries(
    councils: Iterable[CouncilPage], request: HttpRequest, now: datetime
) -> list[Event]:
    """The meetings of public councils, in the order of time: one query."""
    found = []
    for page in councils:
        coming, past = meetings(page, now)
        found += [(meeting, page) for meeting in [*past, *coming]]
    found.sort(key=lambda row: row[0].starts)
    recent = [row for row in found if row[0].starts >= now - PAST]
    return [meeting_entry(page, meeting, request) for meeting, page in recent[:MOST]]


def meeting_entry(page: CouncilPage, meeting: Meeting, request: HttpRequest) -> Event:
    """It says when the meeting begins; when it ends nobody knows."""
    url = request.build_absolute_uri(page.get_url(request))
    uid = f"{page.translation_key}-{page.locale_id}-{meeting.id}"
    made = begun(page, uid, meeting.starts)
    words = _("%(council)s: meeting") % {"council": page.title}
    made.add("summary", clean(words))
    made.add("description", clean("\n".join([*meeting.topics, url])))
    made.add("url", url)
    made.add("dtstart", meeting.starts.astimezone(UTC))
    if meeting.place:
        made.add("location", clean(meeting.place))
    return made


def begun(page: Page, uid: str, otherwise: datetime | None) -> Event:
    """The same thing keeps its UID; what was published later has the higher SEQUENCE."""
    changed = page.last_published_at or otherwise
    made = Event()
    made.add("uid", uid)
    made.add("dtstamp", changed)
    made.add("last-modified", changed)
    made.add("sequence", seconds_since_first_published(page))
    return made


def entry(page: OpportunityPage, request: HttpRequest) -> Event:
    event = page.event
    url = request.build_absolute_uri(page.get_url(request))
    made = begun(page, f"{page.translation_key}-{page.locale_id}", page.opens_at)
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


def seconds_since_first_published(page: Page) -> int:
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
