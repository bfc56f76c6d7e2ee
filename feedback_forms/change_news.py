"""Where changes are told beside their list: the home page, ways to take part, and feeds."""

import uuid
from collections import defaultdict
from datetime import datetime, time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.db.models import F
from django.http import HttpRequest
from django.utils import translation
from django.utils.html import format_html
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _
from wagtail.models import Page

from core import purposes
from core.caching import cached, version
from core.feeds import Channel, Entry, cut, paragraphs
from core.models import ServiceArea
from core.news import Asked
from core.signal_handlers import MENU
from core.sites import home_of, locale_of
from moderation.services.base import PUBLISHED

from .changes import (
    ONE,
    Told,
    chosen_filters,
    language_of,
    list_url,
    narrowed,
    offered,
    told,
)
from .models import Change

if TYPE_CHECKING:
    from .models import FeedbackPage


def latest(home: Page, number: int) -> list[Told]:
    """The newest changes for the home page, in one query; none without a feedback page."""
    page_url = purposes.url_for(purposes.FEEDBACK, home)
    if not page_url:
        return []
    locale = locale_of(home)
    return [
        told(one, page_url, locale.language_code) for one in offered(locale)[:number]
    ]


def because_of(page: Page) -> list[Told]:
    """Changes that lead to a way to take part, in any of its languages; from the cache."""
    home = home_of(page)
    if home is None:
        return []
    # The addresses of the links are the menu's to know.
    key = f"changes-by-page:{home.pk}:{version(MENU)}"
    found = cached(PUBLISHED, key, lambda: by_page(home))
    return found.get(page.translation_key, [])


def by_page(home: Page) -> dict[uuid.UUID, list[Told]]:
    """All changes with a page that tells more, by its translation key, in one query."""
    page_url = purposes.url_for(purposes.FEEDBACK, home)
    locale = locale_of(home)
    rows = offered(locale).exclude(page=None).annotate(key=F("page__translation_key"))
    found: dict[uuid.UUID, list[Told]] = defaultdict(list)
    for one in rows if page_url else ():
        found[one.key].append(told(one, page_url, locale.language_code))
    return dict(found)


def change_news(asked: Asked) -> list[Entry]:
    """A change is about feedback, and so about no topic."""
    page_url = purposes.url_for(purposes.FEEDBACK, asked.home)
    if not page_url or asked.topics:
        return []
    return entries(offered(locale_of(asked.home)), page_url)


def changes_channel(page: "FeedbackPage", request: HttpRequest) -> Channel:
    chosen = chosen_filters(request)
    page_url = page.get_url(request) or "/"
    areas = ServiceArea.all_cached()
    area = areas.get(int(chosen.get("alue", 0)))
    words = [area.name if area else "", chosen.get("vuosi", "")]
    narrowed_by = ", ".join(filter(None, words))
    title = _("What we changed because of feedback")
    return Channel(
        title=f"{title}: {narrowed_by}" if narrowed_by else title,
        path=list_url(page_url),
        entries=entries(narrowed(offered(locale_of(page)), chosen), page_url),
        query=urlencode(chosen),
        made=page.first_published_at,
    )


def entries(changes: Any, page_url: str) -> list[Entry]:
    return [entry(change, page_url) for change in cut(changes)]


def entry(change: Change, page_url: str) -> Entry:
    language = language_of(change)
    day = make_aware(datetime.combine(change.happened_on, time.min))
    with translation.override(language):
        summary = format_html(
            "<h2>{}</h2>{}<h2>{}</h2>{}",
            _("What we heard"),
            paragraphs(change.heard),
            _("What we did"),
            paragraphs(change.did),
        )
    published = change.first_published_at or day
    return Entry(
        key=uuid.uuid5(change.translation_key, language),
        language=language,
        title=change.title,
        url=f"{list_url(page_url)}?{ONE}={change.pk}",
        summary=summary,
        published=published,
        updated=published,
    )
