"""What is new on the whole site, and when things are: each kind adds its own.

Core knows no kind of page or message. An app registers, in `AppConfig.ready()`, a
function that answers with public things only, read through their `public()`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, QueryDict
from django.utils.translation import gettext as _

from core.feeds import Channel, Entry, newest_first
from core.models import BasePage, Topic

if TYPE_CHECKING:
    from icalendar import Event

    from core.calendars import Agenda

TOPIC = "aihe"


@dataclass(frozen=True)
class Asked:
    """What every kind is asked for: what readers of the home page are offered, and of it
    what is about one of the topics, if any are named."""

    home: BasePage
    request: HttpRequest
    now: datetime
    topics: tuple[int, ...] = ()

    def of(self, pages: Any) -> Any:
        """Those of the public pages, which have a topic."""
        offered = pages.offered_below(self.home)
        return offered.filter(topic_id__in=self.topics) if self.topics else offered


News = Callable[[Asked], Iterable[Entry]]
Dates = Callable[[Asked], "Iterable[Event]"]

_news: dict[str, News] = {}
_dates: dict[str, Dates] = {}


def register_news(name: str, source: News) -> None:
    """The newest of a kind, for the feed of the whole site; `core.feeds.MOST` are enough."""
    _news[name] = source


def register_dates(name: str, source: Dates) -> None:
    """What of a kind belongs in the calendar of the whole site."""
    _dates[name] = source


def asked_of(home: BasePage, request: HttpRequest, now: datetime) -> Asked:
    """By the address: `?aihe=3&aihe=5`. Raises Http404 for a topic that there is not."""
    return Asked(home, request, now, topics_in(request.GET))


def topics_in(query: QueryDict) -> tuple[int, ...]:
    named = {value for value in query.getlist(TOPIC) if value}
    found = tuple(pk for pk in Topic.all_cached() if str(pk) in named)
    if len(found) != len(named):
        raise Http404
    return found


def site_news(asked: Asked) -> Channel:
    entries = [entry for source in _news.values() for entry in source(asked)]
    home = asked.home
    return Channel(
        title=news_title(asked.topics),
        path=home.get_url(asked.request) or "/",
        entries=newest_first(entries),
        query=urlencode([(TOPIC, topic) for topic in asked.topics]),
        subtitle=home.introduction,
        made=home.first_published_at,
    )


def site_dates(asked: Asked) -> "Agenda":
    from core.calendars import Agenda

    entries = [entry for source in _dates.values() for entry in source(asked)]
    site, topics = settings.COUNTY_SITE_NAME, names(asked.topics)
    return Agenda(f"{site}: {topics}" if topics else str(site), entries)


def news_title(topics: Iterable[int] = ()) -> str:
    words, about = _("all that is new"), names(topics)
    if about:
        words = _("all that is new about: %(topics)s") % {"topics": about}
    return f"{settings.COUNTY_SITE_NAME}: {words}"


def names(topics: Iterable[int]) -> str:
    return ", ".join(topic.name for topic in Topic.by_ids(topics))
