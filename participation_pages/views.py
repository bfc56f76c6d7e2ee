"""The list of ways to take part."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.listing import page_of

from .counting import counts_below
from .filters import Filters, filters_of, said_otherwise
from .list_presenters import filter_context
from .lists import PER_PAGE, as_cards, part_of
from .models import OpportunityPage

if TYPE_CHECKING:
    from .models import OpportunityIndexPage, OpportunityQuerySet


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
