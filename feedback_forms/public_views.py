"""Reading what was published of feedback, and what we changed because of it."""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.feeds import serve_feed
from core.purposes import url_of_kind
from participation_pages.models import OutcomesPage

from . import changes
from .change_news import changes_channel
from .published import ONE, place_of, published_channel
from .published_filters import filters_of, said_otherwise
from .published_lists import published_context

if TYPE_CHECKING:
    from .models import FeedbackPage


@require_safe
def published_feedback(request: HttpRequest, page: "FeedbackPage") -> HttpResponse:
    """Published feedback with its replies, the newest first, as its address narrows it;
    `?palaute=12` leads to that one."""
    if asked := request.GET.get(ONE):
        return redirect(place_of(asked, request))
    filters = filters_of(request.GET)
    if said_otherwise(request.GET, filters):
        return redirect(f"{request.path}?{filters.query}".rstrip("?"))
    if filters:
        # The language switch keeps what is chosen.
        request.kept_query = f"?{filters.query}"  # type: ignore[attr-defined]
    context = {
        **page.get_context(request),
        **published_context(page, request, filters, timezone.now()),
        "page_url": page.get_url(request),
        "changes_url": changes.list_url(page.get_url(request) or "/"),
    }
    return TemplateResponse(request, "feedback_forms/published.html", context)


@require_safe
def published_feed(request: HttpRequest, page: "FeedbackPage") -> HttpResponse:
    return serve_feed(request, published_channel(page, request))


@require_safe
def change_list(request: HttpRequest, page: "FeedbackPage") -> HttpResponse:
    """What we changed because of feedback, the newest first; `?muutos=12` leads to that one."""
    if asked := request.GET.get(changes.ONE):
        return redirect(changes.place_of(asked, request, page))
    context = {
        **page.get_context(request),
        **changes.changes_context(page, request),
        "page_url": page.get_url(request),
        "outcomes_url": url_of_kind(OutcomesPage, page),
    }
    return TemplateResponse(request, "feedback_forms/changes.html", context)


@require_safe
def change_feed(request: HttpRequest, page: "FeedbackPage") -> HttpResponse:
    return serve_feed(request, changes_channel(page, request))
