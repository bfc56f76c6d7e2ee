"""The list of ways to take part, and its feeds."""

import hashlib
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.http import require_safe

from core.listing import page_of
from core.routing import any_view_restrictions

from .calendars import calendar_of
from .counting import counts_below
from .feeds import feed_of, newest
from .filters import Filters, filters_of, said_otherwise
from .list_presenters import filter_context, list_title
from .lists import PER_PAGE, as_cards, part_of
from .models import OpportunityPage

if TYPE_CHECKING:
    from .models import OpportunityIndexPage, OpportunityQuerySet

# Seconds for which a reader of feeds need not ask again.
FRESH = 600
# A calendar begins so far in the past, and holds so many entries.
CALENDAR_PAST = timedelta(days=30)
MOST_IN_CALENDAR = 300


def narrowed(
    page: "OpportunityIndexPage", filters: Filters, now: datetime
) -> "OpportunityQuerySet":
    return filters.apply(OpportunityPage.objects.public().offered_below(page), now)


@require_safe
def show_list(request: HttpRequest, page: "OpportunityIndexPage") -> HttpResponse:
    """One page of the list, as its address narrows it; a form's empty fields lead to the
    short address."""
    now = timezone.now()
    filters = filters_of(request.GET)
    if said_otherwise(request.GET, filters):
        return redirect(f"{request.path}?{filters.query}".rstrip("?"))
    if filters:
        # The language switch keeps what is chosen.
        request.kept_query = f"?{filters.query}"  # type: ignore[attr-defined]
    counts = counts_below(page, filters, now)
    paging = page_of(request, counts.total, PER_PAGE, filters.query)
    pages = narrowed(page, filters, now)
    shown = part_of(pages, counts.states, paging.start, paging.end, now)
    context = {
        **page.get_context(request),
        **filter_context(page, filters, counts, paging),
        "opportunities": as_cards(shown, page),
        "total": counts.total,
        "paging": paging,
    }
    return TemplateResponse(request, page.get_template(request), context)


@require_safe
def show_feed(request: HttpRequest, page: "OpportunityIndexPage") -> HttpResponse:
    now, filters = timezone.now(), filters_of(request.GET)
    entries = newest(narrowed(page, filters, now), now)
    query = f"?{filters.query}" if filters else ""
    title = list_title(page, filters)
    content = feed_of(request, page, entries, title=title, query=query)
    return deliver(request, content, "application/atom+xml; charset=utf-8")


@require_safe
def show_calendar(request: HttpRequest, page: "OpportunityIndexPage") -> HttpResponse:
    now, filters = timezone.now(), filters_of(request.GET)
    entries = (
        narrowed(page, filters, now)
        .filter(closes_at__gte=now - CALENDAR_PAST)
        .order_by("closes_at", "pk")
        .for_cards(now)[:MOST_IN_CALENDAR]
    )
    content = calendar_of(entries, name=list_title(page, filters), request=request)
    return deliver(request, content, "text/calendar; charset=utf-8")


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
