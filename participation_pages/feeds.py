"""The feed of what is new: a way to take part that is published, and later its outcome."""

import re
import uuid
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Case, When
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils import translation
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.languages import html_language
from core.models import CountySettings
from core.sites import locale_of

from .enums import OpportunityState
from .states import in_state

if TYPE_CHECKING:
    from .models import OpportunityIndexPage, OpportunityPage, OpportunityQuerySet

MOST = 50
# Of an empty feed on a page that was put there past Wagtail's publishing.
NEVER = datetime(2000, 1, 1, tzinfo=UTC)
# What XML cannot hold, however it got into a text.
FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


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


def newest(pages: "OpportunityQuerySet", now: datetime) -> "list[OpportunityPage]":
    """The pages whose publishing, or whose outcome, is the latest news."""
    published = Coalesce("first_published_at", "opens_at")
    shown = in_state(OpportunityState.OUTCOME_PUBLISHED, now)
    news = Case(When(shown, then="outcome_published_at"), default=published)
    found = pages.for_cards(now).annotate(published=published, news=news)
    return list(found.order_by(news.desc(nulls_last=True), "-pk")[:MOST])


def feed_of(
    request: HttpRequest,
    page: "OpportunityIndexPage",
    entries: "Iterable[OpportunityPage]",
    *,
    title: str,
    query: str,
) -> bytes:
    address = request.build_absolute_uri(page.get_url(request))
    feed = Feed(
        title=visible(title),
        link=f"{address}{query}",
        description=None,
        subtitle=visible(page.introduction) or None,
        language=html_language(),
        author_name=visible(CountySettings.current().name),
        feed_url=f"{address}syote.atom{query}",
        feed_guid=f"{address}syote.atom{query}",
        made=page.first_published_at or NEVER,
    )
    for entry in entries:
        language = locale_of(entry).language_code
        with translation.override(language):
            feed.add_item(
                title=visible(entry.title),
                link=request.build_absolute_uri(entry.get_url(request)),
                description=summary(entry),
                pubdate=entry.published,
                updateddate=entry.news,
                unique_id=uuid.uuid5(entry.translation_key, language).urn,
                lang=html_language(language),
            )
    text: str = feed.writeString("utf-8")
    return text.encode()


def summary(entry: "OpportunityPage") -> str:
    """What it is about; from the outcome on also what came of it."""
    text = paragraphs(entry.introduction)
    if entry.state == OpportunityState.OUTCOME_PUBLISHED:
        for heading, part in (
            (_("What we heard"), entry.heard),
            (_("What we did"), entry.did),
            (_("What we could not do, and why"), entry.could_not),
        ):
            text += format_html("<h2>{}</h2>{}", heading, paragraphs(part))
    return text


def visible(text: str) -> str:
    return FORBIDDEN.sub("", text)


def paragraphs(text: str) -> SafeString:
    return SafeString(linebreaks(visible(text), autoescape=True))
