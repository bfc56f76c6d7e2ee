"""How many there are of each choice: one query, kept for as long as it holds."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count, DateTimeField, Min, QuerySet, Value

from core.caching import cached_while, version
from core.models.registers import Register
from core.narrowing import TEXT
from core.signal_handlers import PAGES
from core.sites import locale_of

from .filters import FACETS, STATE, Facet, Filters
from .states import CHANGES, next_midnight

if TYPE_CHECKING:
    from core.models import BasePage

    from .models import OpportunityQuerySet

# What the pages are counted by together; a relation to many is counted for itself.
COLUMNS = ("state_now", "kind", "place", "service_area_id", "topic_id")
TOGETHER = tuple(facet for facet in FACETS if not facet.to_many)
TO_MANY = tuple(facet for facet in FACETS if facet.to_many)
ALL = "all"
# The parts of a union have the same columns. Values, since one does not group by them.
NO_TEXT = Value("")
NO_NUMBER = Value(0)

# Values of the columns, and how many pages have them.
Row = tuple[list[Any], int]


@dataclass(frozen=True)
class Counts:
    """By parameter and value, each facet counted as if nothing were chosen in it.

    `fewer` says how many there would be without one of the filters; it is known where
    the filters together leave nothing.
    """

    choices: dict[str, dict[str, int]]
    states: dict[str, int]
    fewer: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.states.values())

    @property
    def in_any_state(self) -> int:
        return sum(self.choices[STATE.parameter].values())


def counts_below(page: "BasePage", filters: Filters, now: datetime) -> Counts:
    """Of what the page offers; a second visitor pays nothing."""
    from .models import OpportunityPage

    def make() -> tuple[Counts, datetime]:
        offered = OpportunityPage.objects.public().offered_below(page)
        return count(offered, filters, now)

    # Names of registers count too: one may search by them.
    key = f"{page.path}:{locale_of(page).pk}:{version(Register.cache_group)}:{filters.query}"
    return cached_while(PAGES, key, now, make)


def count(
    pages: "OpportunityQuerySet", filters: Filters, now: datetime
) -> tuple[Counts, datetime]:
    """The counts, and the moment when the first of them changes by itself."""
    parts = [together(pages, filters, now)]
    parts += [apart(pages, filters, facet, now) for facet in TO_MANY]
    parts += [change(column, earlier, now) for column, earlier in CHANGES]
    groups: dict[str, list[Row]] = defaultdict(list)
    until = next_midnight(now)
    for part, *values, number, moment in parts[0].union(*parts[1:], all=True):
        groups[part].append((values, number))
        if moment and moment > now:
            until = min(until, moment)
    choices = tally_together(groups[ALL], filters)
    for facet in TO_MANY:
        choices[facet.parameter] = tally(groups[facet.parameter], facet)
    wanted = filters.of(STATE)
    states = {
        state: number
        for state, number in choices[STATE.parameter].items()
        if not wanted or state in wanted
    }
    fewer = {} if states or not filters else without_one(pages, filters, now)
    return Counts(choices, states, fewer), until


def together(
    pages: "OpportunityQuerySet", filters: Filters, now: datetime
) -> "QuerySet[Any, Any]":
    """By all that a page has one of, whatever of it is chosen: one pass counts five facets,
    and `tally_together` heeds the choices."""
    found = filters.apply(pages, now, but=TOGETHER).with_state(now).order_by()
    rows = found.annotate(part=Value(ALL), moment=Value(now, DateTimeField())).values(
        "part", *COLUMNS, "moment"
    )
    return rows.annotate(number=Count("pk")).values_list(
        "part", *COLUMNS, "number", "moment"
    )


def apart(
    pages: "OpportunityQuerySet", filters: Filters, facet: Facet, now: datetime
) -> "QuerySet[Any, Any]":
    """By what a page may have many of; those that have none count under None."""
    found = filters.apply(pages, now, but=(facet,)).order_by()
    rows = found.annotate(
        part=Value(facet.parameter),
        nothing=NO_TEXT,
        none=NO_NUMBER,
        moment=Value(now, DateTimeField()),
    ).values("part", "nothing", "none", facet.column, "moment")
    return rows.annotate(number=Count("pk")).values_list(
        "part", *["nothing"] * 3, "none", facet.column, "number", "moment"
    )


def change(column: str, earlier: timedelta, now: datetime) -> "QuerySet[Any, Any]":
    """The next moment of the column, of any page: to look again too soon does no harm."""
    from .models import OpportunityPage

    ahead = OpportunityPage.objects.order_by().filter(
        **{f"{column}__gt": now + earlier}
    )
    rows = ahead.annotate(part=NO_TEXT, nothing=NO_TEXT, none=NO_NUMBER).values(
        "part", "nothing", "none"
    )
    return rows.annotate(moment=Min(column) - earlier).values_list(
        "part", *["nothing"] * 3, *["none"] * 3, "moment"
    )


def tally_together(rows: list[Row], filters: Filters) -> dict[str, dict[str, int]]:
    """Each facet from the rows that have what is chosen in the others."""
    found: dict[str, Counter[str]] = {facet.parameter: Counter() for facet in TOGETHER}
    for values, number in rows:
        row = dict(zip(COLUMNS, values, strict=True))
        meant = {facet: facet.means(row[facet.column]) for facet in TOGETHER}
        amiss = [
            facet
            for facet in TOGETHER
            if filters.of(facet) and not set(filters.of(facet)) & set(meant[facet])
        ]
        for facet in TOGETHER:
            if not amiss or amiss == [facet]:
                found[facet.parameter].update(dict.fromkeys(meant[facet], number))
    return {parameter: dict(counter) for parameter, counter in found.items()}


def tally(rows: list[Row], facet: Facet) -> dict[str, int]:
    found: Counter[str] = Counter()
    for values, number in rows:
        found.update(dict.fromkeys(facet.means(values[-1]), number))
    return dict(found)


def without_one(
    pages: "OpportunityQuerySet", filters: Filters, now: datetime
) -> dict[str, int]:
    """How many there would be without the words, or without what is chosen in a facet."""
    looser = {facet.parameter: filters.choose(facet) for facet in filters.narrowed}
    if filters.text:
        looser[TEXT] = filters.without_text()
    parts = [
        one.apply(pages, now)
        .order_by()
        .annotate(part=Value(parameter))
        .values("part")
        .annotate(number=Count("pk"))
        .values_list("part", "number")
        for parameter, one in looser.items()
    ]
    found = dict(parts[0].union(*parts[1:], all=True))
    return {parameter: number for parameter, number in found.items() if number}
