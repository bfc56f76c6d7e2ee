"""What is new: ways to take part and their outcomes, stories, methods, councils.

Give it public pages only; each function costs one query.
"""

import uuid
from collections.abc import Iterable
from datetime import datetime, time
from typing import TYPE_CHECKING

from django.db.models import Case, When
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _

from core.feeds import Entry, cut, newest_first, newest_pages, page_entry, paragraphs
from core.models import BasePageQuerySet
from core.sites import locale_of

from .councils import Statement, statements
from .enums import OpportunityState
from .states import in_state

if TYPE_CHECKING:
    from .models import CouncilPage, OpportunityPage, OpportunityQuerySet


def opportunity_entries(
    pages: "OpportunityQuerySet", request: HttpRequest, now: datetime
) -> list[Entry]:
    """A page is new when it is published, and again when its outcome is."""
    return [
        page_entry(
            page,
            request,
            summary=summary(page),
            published=page.published,
            updated=page.news,
        )
        for page in newest(pages, now)
    ]


def page_entries(pages: BasePageQuerySet, request: HttpRequest) -> list[Entry]:
    return [page_entry(page, request) for page in newest_pages(pages)]


def council_entries(councils: BasePageQuerySet, request: HttpRequest) -> list[Entry]:
    """The councils, which are few, and each of their statements."""
    found = []
    for page in newest_pages(councils, "statements"):
        found.append(page_entry(page, request))
        found += [
            statement_entry(page, statement, request) for statement in statements(page)
        ]
    return newest_first(found)


def statement_entry(
    page: "CouncilPage", statement: Statement, request: HttpRequest
) -> Entry:
    language = locale_of(page).language_code
    day = make_aware(datetime.combine(statement.date, time.min))
    with translation.override(language):
        text = paragraphs(statement.summary)
        if statement.what_followed:
            text += headed(_("What came of it"), statement.what_followed)
    return Entry(
        key=uuid.uuid5(page.translation_key, f"{language}:{statement.id}"),
        language=language,
        title=f"{page.title}: {statement.title}",
        url=f"{page.get_url(request)}#statements",
        summary=text,
        published=day,
        updated=day,
    )


def newest(pages: "OpportunityQuerySet", now: datetime) -> "Iterable[OpportunityPage]":
    """The pages whose publishing, or whose outcome, is the latest news."""
    published = Coalesce("first_published_at", "opens_at")
    shown = in_state(OpportunityState.OUTCOME_PUBLISHED, now)
    news = Case(When(shown, then="outcome_published_at"), default=published)
    found = pages.for_cards(now).annotate(published=published, news=news)
    rows: Iterable[OpportunityPage] = cut(
        found.order_by(news.desc(nulls_last=True), "-pk")
    )
    return rows


def summary(page: "OpportunityPage") -> SafeString:
    """What it is about; from the outcome on also what came of it, in the page's language."""
    text = paragraphs(page.introduction)
    if page.state == OpportunityState.OUTCOME_PUBLISHED:
        with translation.override(locale_of(page).language_code):
            text += headed(_("What we heard"), page.heard)
            text += headed(_("What we did"), page.did)
            text += headed(_("What we could not do, and why"), page.could_not)
    return text


def headed(heading: str, text: str) -> SafeString:
    return format_html("<h2>{}</h2>{}", heading, paragraphs(text))
