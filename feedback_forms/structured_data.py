"""What the page of published feedback says to machines, in schema.org's words."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.utils.translation import gettext as _

from core.languages import html_language
from core.structured_data import Data, day, filled, unit

from .models import Feedback

if TYPE_CHECKING:
    from .models import FeedbackPage


def published(
    page: "FeedbackPage", request: HttpRequest, feedback: Iterable[Feedback]
) -> Data:
    """A page of many: schema.org's QAPage is about a single question. Of the sender it
    says no more than the page does, which is nothing."""
    url = f"{page.get_url(request)}{page.reverse_subpage('published')}"
    return filled(
        type_="CollectionPage",
        name=_("Published feedback and replies"),
        url=request.build_absolute_uri(url),
        inLanguage=html_language(),
        hasPart=[question(item, request) for item in feedback],
    )


def question(item: Feedback, request: HttpRequest) -> Data:
    about = item.page_title or item.handler_name
    kind = item.kind_label
    answers = [
        filled(
            type_="Answer",
            text=reply.text,
            inLanguage=item.html_language,
            dateCreated=day(reply.created_at),
            author=unit(item.handler_name, request),
        )
        for reply in item.replies
    ]
    return filled(
        type_="Question",
        name=f"{kind}: {about}" if about else kind,
        text=item.message,
        inLanguage=item.html_language,
        dateCreated=day(item.received_at),
        answerCount=len(answers),
        acceptedAnswer=answers,
    )
