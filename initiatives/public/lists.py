"""One page of the list: tabs and filters with counts, and the cards."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count
from django.http import HttpRequest
from django.utils.translation import pgettext

from core.caching import cached_while
from core.facets import Facet, total, totals
from core.list_words import window_title
from core.listing import Paging, page_of
from core.models import Municipality, ServiceUnit
from core.narrowing import Counting, questions
from initiatives.models import Initiative
from moderation.services.base import PUBLISHED

from .cards import Card, card
from .filters import (
    AREA,
    KIND,
    KIND_VALUES,
    SITUATION,
    TOWN,
    UNIT,
    WHOLE_COUNTY,
    Filters,
    choices,
    labels,
    orders,
)
from .situations import ICONS, NAMES, situation_of, with_outcome

if TYPE_CHECKING:
    from initiatives.models import InitiativesPage

Row = dict[str, Any]
PER_PAGE = 25
KEPT = timedelta(minutes=1)
# Long texts of which a card shows nothing.
NOT_SHOWN = ("effects", "measures", "community", "county_contact", "flags")


def grouped(filters: Filters) -> list[Row]:
    rows = (
        filters.apply(with_outcome(Initiative.objects.listed()))
        .order_by()
        .values("outcome", "kind", "municipality_id", "service_area_id", "unit_id")
        .annotate(number=Count("pk"))
    )
    units, towns = ServiceUnit.all_cached(), Municipality.all_cached()
    return [row_of(row, units, towns) for row in rows]


def row_of(
    row: Row, units: dict[int, ServiceUnit], towns: dict[int, Municipality]
) -> Row:
    """As the filters say it."""
    unit, town = units.get(row["unit_id"]), towns.get(row["municipality_id"])
    return {
        SITUATION: situation_of(row["outcome"]),
        KIND: KIND_VALUES[row["kind"]],
        TOWN: town.code if town else WHOLE_COUNTY,
        AREA: row["service_area_id"],
        UNIT: unit.slug if unit else "",
        "number": row["number"],
    }


# Kept a minute, and no longer than until something is published or moved.
COUNTING = Counting("initiative-counts", PUBLISHED, KEPT, grouped)


def facets(filters: Filters, rows: list[Row]) -> list[Facet]:
    """The questions but the situation, which has its tabs."""
    asked = {name: label for name, label in labels().items() if name != SITUATION}
    return questions(asked, choices(), rows, filters.chosen)


def tabs(filters: Filters, rows: list[Row]) -> list[dict[str, Any]]:
    """All, and each situation, with how many it leads to."""
    counts = totals(SITUATION, rows, filters.without(SITUATION).chosen)
    found = []
    for name, words in {"": pgettext("public site", "All"), **NAMES}.items():
        there = filters.choosing(SITUATION, name)
        found.append(
            {
                "label": words,
                "icon": ICONS.get(name, ""),
                "url": there.address,
                "count": counts[name],
                "chosen": filters.chosen.get(SITUATION, "") == name,
            }
        )
    return found


def sorting(filters: Filters) -> list[dict[str, Any]]:
    return [
        {
            "label": label,
            "url": replace(filters, order=order).address,
            "chosen": filters.order == order,
        }
        for order, label in orders().items()
    ]


def order_of(filters: Filters, now: datetime) -> list[int]:
    """The keys of what was asked for, in its order: kept as long as the counts are, since
    putting thousands in order for the 25 of a page is most of the work."""
    key = f"initiative-order:{filters.query}"

    def put_in_order() -> tuple[list[int], datetime]:
        found = filters.apply(Initiative.objects.listed())
        return list(filters.ordered(found).values_list("pk", flat=True)), now + KEPT

    return cached_while(PUBLISHED, key, now, put_in_order)


def cards(filters: Filters, paging: Paging, page_url: str, now: datetime) -> list[Card]:
    rows = with_outcome(Initiative.objects.listed()).defer(*NOT_SHOWN)
    if filters.text:
        shown = list(filters.ordered(filters.apply(rows))[paging.start : paging.end])
    else:
        keys = order_of(filters, now)[paging.start : paging.end]
        # Asked once more whether they may be read: an order that was kept says nothing.
        found = rows.in_bulk(keys)
        shown = [found[key] for key in keys if key in found]
    return [card(initiative, page_url, now) for initiative in shown]


def list_context(
    page: "InitiativesPage", request: HttpRequest, filters: Filters, now: datetime
) -> dict[str, Any]:
    rows = COUNTING.rows(filters, now)
    number = total(rows, filters.chosen)
    paging = page_of(request, number, PER_PAGE, filters.query)
    page_url = page.get_url(request) or "/"
    return {
        "window_title": window_title(
            page.seo_title or page.title, list(filters.words().values()), paging
        ),
        "page_url": page_url,
        "cards": cards(filters, paging, page_url, now) if number else [],
        "filters": filters,
        "hidden": [
            pair for pair in filters.pairs() if pair[0] in {SITUATION, "jarjestys"}
        ],
        "tabs": tabs(filters, rows),
        "facets": facets(filters, rows),
        "sorting": sorting(filters),
        "chips": filters.chips(but={SITUATION}),
        "looser": COUNTING.looser(filters, rows, now) if filters and not number else [],
        "paging": paging,
        "query": f"?{filters.query}" if filters.query else "",
        "any": bool(rows) or bool(filters),
    }
