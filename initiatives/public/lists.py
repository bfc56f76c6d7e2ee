"""One page of the list: tabs and filters with counts, and the cards."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count
from django.http import HttpRequest
from django.utils.translation import pgettext

from core.caching import cached_while, version
from core.facets import Facet, facet, total, totals
from core.list_words import window_title
from core.listing import Paging, page_of
from core.models import Municipality, ServiceUnit
from core.models.registers import Register
from initiatives.models import Initiative
from moderation.services.base import PUBLISHED
from participation_pages.list_presenters import Change as Link

from .cards import Card, card
from .filters import (
    AREA,
    KIND,
    KIND_VALUES,
    SITUATION,
    TEXT,
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


def counted(filters: Filters, now: datetime) -> list[Row]:
    """How many there are by all that one can choose, whatever is chosen of it: one grouped
    query. Kept a minute, and no longer than until something is published or moved; not what
    words find, since the index learns a little later."""
    text = Filters(text=filters.text)
    if text:
        return grouped(text)
    key = f"initiative-counts:{version(Register.cache_group)}"
    return cached_while(PUBLISHED, key, now, lambda: (grouped(text), now + KEPT))


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


def facets(filters: Filters, rows: list[Row]) -> list[Facet]:
    """The questions in which there is something to choose; the situation has its tabs."""
    known = choices()
    found = [
        facet(name, label, known[name], rows, filters.chosen)
        for name, label in labels().items()
        if name != SITUATION
    ]
    return [one for one in found if one]


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


def chips(filters: Filters) -> list[Link]:
    return [
        Link(words, filters.without(name).address)
        for name, words in filters.words().items()
        if name != SITUATION
    ]


def looser(filters: Filters, rows: list[Row], now: datetime) -> list[Link]:
    """What to leave out where nothing is found, and how much that gives; the most first."""
    found = []
    for name, words in filters.words().items():
        less = filters.without(name)
        counts = counted(less, now) if name == TEXT else rows
        if number := total(counts, less.chosen):
            label = filters.text if name == TEXT else words
            found.append(Link(label, less.address, number))
    return sorted(found, key=lambda link: -link.count)


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
    rows = counted(filters, now)
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
        "chips": chips(filters),
        "looser": looser(filters, rows, now) if filters and not number else [],
        "paging": paging,
        "query": f"?{filters.query}" if filters.query else "",
        "any": bool(rows) or bool(filters),
    }
