"""One page of published feedback: counts, filters, and what each item led to."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Case, Count, Value, When
from django.db.models.functions import ExtractYear
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from core.facets import Choice, Facet, total
from core.list_words import window_title
from core.listing import page_of
from core.models import Municipality, ServiceUnit
from core.narrowing import Counting, questions
from moderation.services.base import PUBLISHED

from .changes import changes_from
from .models import Feedback, led_to_change
from .published import PER_PAGE, in_order, published
from .published_filters import (
    AREA,
    KIND,
    LED,
    TOWN,
    UNIT,
    YEAR,
    YES,
    Filters,
    choices,
    labels,
)

if TYPE_CHECKING:
    from .models import FeedbackPage

Row = dict[str, Any]
KEPT = timedelta(minutes=10)
# While somebody turns the pages of what words find, or chooses a filter.
WORDS_KEPT = timedelta(minutes=1)


def grouped(filters: Filters) -> list[Row]:
    rows = (
        filters.apply(Feedback.objects.public())
        .order_by()
        .annotate(
            year=year_of("published_at", timezone.now()),
            led=Case(When(led_to_change(), then=Value(1)), default=Value(0)),
        )
        .values("kind", "service_area_id", "unit_id", "year", "led")
        .annotate(number=Count("pk"))
    )
    units, towns = ServiceUnit.all_cached(), Municipality.all_cached()
    return [row_of(row, units, towns) for row in rows]


def year_of(column: str, now: datetime) -> Case:
    """The year in local time: of the last ten by their limits, since SQLite would ask
    Python for the year of each row."""
    this = timezone.localtime(now)
    since = {
        year: datetime(year, 1, 1, tzinfo=this.tzinfo)
        for year in range(this.year, this.year - 10, -1)
    }
    return Case(
        *(
            When(**{f"{column}__gte": moment}, then=Value(year))
            for year, moment in since.items()
        ),
        default=ExtractYear(column),
    )


def row_of(
    row: Row, units: dict[int, ServiceUnit], towns: dict[int, Municipality]
) -> Row:
    """As the filters say it."""
    unit = units.get(row["unit_id"])
    town = towns.get(unit.municipality_id or 0) if unit else None
    return {
        KIND: row["kind"],
        AREA: row["service_area_id"],
        TOWN: town.code if town else "",
        UNIT: unit.slug if unit else "",
        YEAR: row["year"],
        LED: YES if row["led"] else "",
        "number": row["number"],
    }


def facets(filters: Filters, rows: list[Row]) -> list[Facet]:
    """The questions but the last, which has one answer; of years what there is."""
    some = {str(row[YEAR]) for row in rows} | {filters.chosen.get(YEAR, "")}
    known = choices() | {YEAR: {one: one for one in sorted(some - {""}, reverse=True)}}
    asked = {name: label for name, label in labels().items() if name != LED}
    return questions(asked, known, rows, filters.chosen)


# Kept while nothing is published or taken down.
COUNTING = Counting("feedback-counts", PUBLISHED, KEPT, grouped, WORDS_KEPT)


def led_choice(filters: Filters, rows: list[Row]) -> Choice | None:
    """“Has led to a change”, where something has; a question with a single answer."""
    chosen = {**filters.chosen, LED: YES}
    number, is_chosen = total(rows, chosen), LED in filters.chosen
    if not number and not is_chosen:
        return None
    return Choice(choices()[LED][YES], "", number, is_chosen, YES)


def published_context(
    page: "FeedbackPage", request: HttpRequest, filters: Filters, now: datetime
) -> dict[str, Any]:
    rows = COUNTING.rows(filters, now)
    number = total(rows, filters.chosen)
    paging = page_of(request, number, PER_PAGE, filters.query)
    # Which ones, by an index alone; only of these is read what is shown.
    found = in_order(filters.apply(Feedback.objects.public()))
    here = found.values("pk")[paging.start : paging.end]
    feedback = list(published().filter(pk__in=here))
    led_to = changes_from([item.pk for item in feedback], page, request)
    for item in feedback:
        item.led_to = led_to.get(item.pk, [])
    return {
        "window_title": window_title(
            _("Published feedback and replies"), list(filters.words().values()), paging
        ),
        "feedback": feedback,
        "filters": filters,
        "facets": facets(filters, rows),
        "led": led_choice(filters, rows),
        "chips": filters.chips(),
        "looser": COUNTING.looser(filters, rows, now) if filters and not number else [],
        "paging": paging,
        "query": f"?{filters.query}" if filters else "",
    }
