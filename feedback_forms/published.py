"""Published feedback with its replies: what the list shows, and what its readers subscribe to."""

import uuid
from typing import TYPE_CHECKING, Any

from django.db.models import Case, F, Prefetch, Q, Value, When
from django.http import Http404, HttpRequest
from django.utils import translation
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core import purposes
from core.feeds import Channel, Entry, cut, paragraphs
from core.models import CountySettings
from core.news import Asked
from moderation.enums import MessageKind
from moderation.models import Message
from participation_pages.models import OpportunityPage

from .models import Feedback
from .published_filters import filters_of

if TYPE_CHECKING:
    from .models import FeedbackPage

PER_PAGE = 25
ONE = "palaute"


def published() -> Any:
    """The newest first, with what is shown of each; one query more for all replies."""
    replies = Message.objects.filter(kind=MessageKind.REPLY)
    shown = OpportunityPage.objects.public().values("pk")
    return (
        in_order(Feedback.objects.public())
        .annotate(
            # Of a page that is no longer public not even the title.
            page_title=Case(
                When(page__in=shown, then=F("page__title")), default=Value("")
            )
        )
        .prefetch_related(Prefetch("messages", replies, to_attr="replies"))
    )


def in_order(feedback: Any) -> Any:
    """The newest first; by the base table's own key, as its index has it."""
    return feedback.order_by("-published_at", "-id")


def list_path(page_url: str) -> str:
    return f"{page_url}julkaistut/"


def place_of(asked: str, request: HttpRequest) -> str:
    """Where on the list a piece of feedback stands now, which newer ones push on.

    Raises Http404 where none such is published.
    """
    public = Feedback.objects.public()
    known = asked.isascii() and asked.isdigit() and len(asked) < 10
    moment = (
        public.filter(pk=int(asked)).values_list("published_at", flat=True).first()
        if known
        else None
    )
    if moment is None:
        raise Http404
    newer = Q(published_at__gt=moment) | Q(published_at=moment, pk__gt=int(asked))
    number = public.filter(newer).count() // PER_PAGE + 1
    query = f"?sivu={number}" if number > 1 else ""
    return f"{request.path}{query}#f{int(asked)}"


def feedback_news(asked: Asked) -> list[Entry]:
    """Also that in other languages, as on the list; about a topic is what was sent on a
    way to take part that is about it."""
    page_url = purposes.url_for(purposes.FEEDBACK, asked.home)
    if not page_url:
        return []
    rows = published()
    if asked.topics:
        about = OpportunityPage.objects.public().filter(topic_id__in=asked.topics)
        rows = rows.filter(page__in=about.values("pk"))
    return entries(rows, page_url)


def published_channel(page: "FeedbackPage", request: HttpRequest) -> Channel:
    """Narrowed as the list is."""
    page_url = page.get_url(request) or "/"
    filters = filters_of(request.GET)
    title = _("Published feedback and replies")
    chosen = ", ".join(filters.words().values())
    return Channel(
        title=f"{title}: {chosen}" if chosen else title,
        path=list_path(page_url),
        entries=entries(filters.apply(published()), page_url),
        query=filters.query,
        made=page.first_published_at,
    )


def entries(rows: Any, page_url: str) -> list[Entry]:
    return [entry(feedback, page_url) for feedback in cut(rows)]


def entry(feedback: Any, page_url: str) -> Entry:
    """In the language of the feedback, whatever the list's."""
    with translation.override(feedback.language):
        about = feedback.page_title or feedback.handler_name
        kind = feedback.kind_label
        return Entry(
            # It says nothing of the feedback's own id, which its receipt is made from.
            key=uuid.uuid5(feedback.uuid, "published"),
            language=feedback.language,
            title=f"{kind}: {about}" if about else kind,
            url=f"{list_path(page_url)}?{ONE}={feedback.pk}",
            summary=paragraphs(feedback.message) + answers(feedback),
            published=feedback.published_at,
            updated=feedback.published_at,
        )


def answers(feedback: Any) -> SafeString:
    name = feedback.handler_name or CountySettings.current().name
    parts = ((name, paragraphs(reply.text)) for reply in feedback.replies)
    return format_html_join("", "<h2>{}</h2>{}", parts)
