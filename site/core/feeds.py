"""Atom (RFC 4287): what is new on a list, for readers of feeds.

A list says what is new as a `Channel`; everything else about the file is decided here.
"""

import hashlib
import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import linebreaks
from django.utils.safestring import SafeString

from core.languages import html_language
from core.models import BasePage, CountySettings
from core.routing import any_view_restrictions
from core.sites import locale_of

FILE = "syote.atom"
MOST = 50
# Seconds for which a reader of feeds need not ask again.
FRESH = 600
# Of what was put there past Wagtail's publishing, and of an empty feed on such a page.
NEVER = datetime(2000, 1, 1, tzinfo=UTC)
# What XML cannot hold, however it got into a text.
FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# What an entry shows of any page.
COLUMNS = (
    "title",
    "url_path",
    "locale_id",
    "translation_key",
    "first_published_at",
    "introduction",
)


@dataclass(frozen=True)
class Entry:
    """Something new, the same in every feed that tells of it.

    `key` is its own in each language; `url` is a path; `summary` is HTML.
    """

    key: uuid.UUID
    language: str
    title: str
    url: str
    summary: SafeString
    published: datetime
    updated: datetime


@dataclass(frozen=True)
class Channel:
    """A list at `path` and its news, the newest first; `query` says how it is narrowed."""

    title: str
    path: str
    entries: Iterable[Entry]
    query: str = ""
    subtitle: str = ""
    made: datetime | None = None


class Feed(Atom1Feed):
    """Atom that says the language of an entry, and when it last changed if it is empty."""

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        return {"xml:lang": item["lang"]}

    def latest_post_date(self) -> datetime:
        # Django's is the time of asking where there is no entry: never the same file.
        found: datetime = (
            super().latest_post_date() if self.items else self.feed["made"]
        )
        return found


def serve_feed(request: HttpRequest, channel: Channel) -> HttpResponse:
    content = written(request, channel)
    return deliver(request, content, "application/atom+xml; charset=utf-8")


def written(request: HttpRequest, channel: Channel) -> bytes:
    address = request.build_absolute_uri(channel.path)
    query = f"?{channel.query}" if channel.query else ""
    feed = Feed(
        title=visible(channel.title),
        link=f"{address}{query}",
        description=None,
        subtitle=visible(channel.subtitle) or None,
        language=html_language(),
        author_name=visible(CountySettings.current().name),
        feed_url=f"{address}{FILE}{query}",
        feed_guid=f"{address}{FILE}{query}",
        made=channel.made or NEVER,
    )
    for entry in channel.entries:
        feed.add_item(
            title=visible(entry.title),
            link=request.build_absolute_uri(entry.url),
            description=entry.summary,
            pubdate=entry.published,
            updateddate=entry.updated,
            unique_id=entry.key.urn,
            lang=html_language(entry.language),
        )
    text: str = feed.writeString("utf-8")
    return text.encode()


def deliver(request: HttpRequest, content: bytes, content_type: str) -> HttpResponse:
    """The file, or that nothing has changed since the reader last asked."""
    response = HttpResponse(content, content_type=content_type)
    response["ETag"] = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    # Where parts of the tree are private, what one may see another may not.
    shared = {"private": True} if any_view_restrictions() else {"public": True}
    patch_cache_control(response, max_age=FRESH, **shared)
    return (
        get_conditional_response(request, etag=response["ETag"], response=response)
        or response
    )


def page_channel(
    page: BasePage,
    request: HttpRequest,
    entries: Iterable[Entry],
    *,
    chosen: str = "",
    query: str = "",
) -> Channel:
    """The news of a list that is a page; `chosen` are the words for what narrows it."""
    title = page.seo_title or page.title
    return Channel(
        title=f"{title}: {chosen}" if chosen else title,
        path=page.get_url(request) or "/",
        entries=entries,
        query=query,
        subtitle=page.introduction,
        made=page.first_published_at,
    )


def page_entry(
    page: BasePage,
    request: HttpRequest,
    *,
    summary: SafeString | None = None,
    published: datetime | None = None,
    updated: datetime | None = None,
) -> Entry:
    """A page with its introduction; new when it is published, not with each correction."""
    language = locale_of(page).language_code
    published = published or page.first_published_at or NEVER
    return Entry(
        key=uuid.uuid5(page.translation_key, language),
        language=language,
        title=page.title,
        url=page.get_url(request) or "/",
        summary=paragraphs(page.introduction) if summary is None else summary,
        published=published,
        updated=updated or published,
    )


def newest_pages(pages: Any, *columns: str) -> Any:
    """What was published last, with what an entry shows and the further columns."""
    published = F("first_published_at").desc(nulls_last=True)
    return cut(pages.order_by(published, "-pk").only(*COLUMNS, *columns))


def newest_first(entries: Iterable[Entry]) -> list[Entry]:
    return cut(sorted(entries, key=lambda entry: entry.updated, reverse=True))


def cut(rows: Any) -> Any:
    """No more of them than a feed holds."""
    return rows[:MOST]


def visible(text: str) -> str:
    return FORBIDDEN.sub("", text)


def paragraphs(text: str) -> SafeString:
    return SafeString(linebreaks(visible(text), autoescape=True))
