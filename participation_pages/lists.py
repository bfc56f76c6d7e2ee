"""One page of a list: which, in what order, and how it is paged."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import Case, F, IntegerField, QuerySet, Value, When
from django.db.models.functions import Coalesce

from core.languages import other_language
from core.models import BasePage
from core.pictures import CARD, fetch_renditions
from core.sites import locale_of

from .enums import OpportunityState
from .filters import ORDER
from .states import in_state

if TYPE_CHECKING:
    from .models import OpportunityQuerySet

Shown = TypeVar("Shown", bound=BasePage)

PER_PAGE = 20
# So few are found by their conditions and then sorted; of more, one comes upon the first
# soon enough when walking along the closing times.
FEW = 100
AHEAD = {
    OpportunityState.CLOSES_SOON,
    OpportunityState.OPEN,
    OpportunityState.OPENS_SOON,
}
# A page without its times can only be one that somebody published past all checks.
LAST = datetime(9999, 1, 1, tzinfo=UTC)


def in_order(pages: "OpportunityQuerySet", now: datetime) -> "OpportunityQuerySet":
    """All of them by their state, then by time; for a few rows, since it looks at each."""
    rank = Case(
        *(
            When(state_now=state, then=Value(place))
            for place, state in enumerate(ORDER)
        ),
        output_field=IntegerField(),
    )
    ended = Case(When(closes_at__lte=now, then=F("closes_at")))
    return (
        pages.with_state(now)
        .annotate(rank=rank, ended=ended)
        .order_by("rank", F("ended").desc(nulls_last=True), closing(), "pk")
    )


def closing() -> Coalesce:
    """The closing time as a value of its own, which no index is in the order of."""
    return Coalesce("closes_at", Value(LAST))


def part_of(
    pages: "OpportunityQuerySet",
    states: Mapping[str, int],
    start: int,
    end: int,
    now: datetime,
) -> "OpportunityQuerySet":
    """The rows `start` to `end` of the ordered pages, for cards.

    `states` says how many there are in each state, and with that in which of them the
    rows lie: only those are looked at, each along its index on the closing time, from
    the nearer end. So the last page costs like the first.
    """
    windows: list[QuerySet[Any, Any]] = []
    before = 0
    for state in ORDER:
        number = states.get(state, 0)
        first, last = max(start - before, 0), min(end - before, number)
        if first < last:
            windows.append(window(pages, state, number, first, last, now))
        before += number
    shown = (
        pages.model.objects.filter(pk__in=joined(windows)) if windows else pages.none()
    )
    return in_order(shown.for_cards(now), now)


def window(
    pages: "OpportunityQuerySet",
    state: OpportunityState,
    number: int,
    first: int,
    last: int,
    now: datetime,
) -> "QuerySet[Any, Any]":
    """The ids of the rows `first` to `last` of the `number` in the state: what one can
    still take part in by what closes first, the past by what closed last."""
    time = (
        closing()
        if number <= FEW or state == OpportunityState.OPENS_SOON
        else F("closes_at")
    )
    rows = pages.filter(in_state(state, now))
    rows = rows.order_by(time.asc() if state in AHEAD else time.desc(), "pk")
    if first > number - last:
        rows, first, last = rows.reverse(), number - last, number - first
    return rows.values("pk")[first:last]


def joined(windows: "list[QuerySet[Any, Any]]") -> "QuerySet[Any, Any]":
    """SQLite allows no limit within the parts of a union, but within a condition of them."""
    if len(windows) == 1:
        return windows[0]
    from .models import OpportunityPage

    parts = [
        OpportunityPage.objects.order_by().filter(pk__in=ids).values("pk")
        for ids in windows
    ]
    return parts[0].union(*parts[1:], all=True)


def marked(pages: Iterable[Shown], page: BasePage) -> list[Shown]:
    """The pages as `page` shows them: each says so that is in another language."""
    reader = locale_of(page).language_code
    found = list(pages)
    for shown in found:
        shown.other_language = other_language(locale_of(shown).language_code, reader)
    return found


def as_cards(pages: Iterable[Shown], page: BasePage) -> list[Shown]:
    """Marked, and with the pictures of all of them: one query at most for what the cache
    lacks."""
    found = marked(pages, page)
    fetch_renditions([shown.picture for shown in found], CARD)
    return found
