"""What the page of outcomes shows: three queries, however much there is."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.db.models import Count, F, Q
from django.db.models.functions import ExtractYear
from django.http import Http404, HttpRequest
from django.utils.translation import pgettext

from core import purposes
from core.facets import facet, keep, total
from core.languages import OtherLanguage
from core.listing import page_of
from core.models import ServiceArea

from .enums import OpportunityState
from .lists import marked
from .states import local_date

if TYPE_CHECKING:
    from .models import OpportunityPage, OpportunityQuerySet, OutcomesPage

PER_PAGE = 20
# Of so many late ones each is told; the list of ways to take part has the rest.
LATE_SHOWN = 100
# The promised day itself is still in time, as in the states.
IN_TIME = Q(outcome_published_at__date__lte=F("outcome_due"))


@dataclass(frozen=True)
class Outcome:
    title: str
    url: str
    area: str
    published_at: datetime
    due: date
    in_time: bool
    heard: str
    did: str
    could_not: str
    other_language: OtherLanguage | None = None


@dataclass(frozen=True)
class LateOutcome:
    """`new_date_passed`: the county has broken its word twice."""

    title: str
    url: str
    due: date
    new_date: date | None
    new_date_passed: bool
    reason: str
    other_language: OtherLanguage | None = None


def counted(published: "OpportunityQuerySet") -> list[dict[str, Any]]:
    """Outcomes by service area and year, and how many of them came in time."""
    rows = (
        published.order_by()
        .annotate(year=ExtractYear("outcome_published_at"))
        .values("service_area_id", "year")
        .annotate(number=Count("pk"), in_time=Count("pk", filter=IN_TIME))
    )
    return [
        {
            "alue": row["service_area_id"],
            "vuosi": row["year"],
            "number": row["number"],
            "in_time": row["in_time"],
        }
        for row in rows
    ]


def chosen_filters(request: HttpRequest, areas: dict[str, str]) -> dict[str, str]:
    """What the address narrows the list to; raises Http404 for what there is not."""
    chosen = {
        name: request.GET[name] for name in ("alue", "vuosi") if request.GET.get(name)
    }
    year = chosen.get("vuosi", "2000")
    right_year = year.isascii() and year.isdigit() and len(year) == 4 and year > "1000"
    if chosen.get("alue", "") not in ("", *areas) or not right_year:
        raise Http404
    return chosen


def narrowed(
    published: "OpportunityQuerySet", chosen: dict[str, str]
) -> "OpportunityQuerySet":
    columns = {"alue": "service_area_id", "vuosi": "outcome_published_at__year"}
    return published.filter(**{columns[name]: chosen[name] for name in chosen})


def outcome(
    page: "OpportunityPage", areas: dict[str, str], request: HttpRequest
) -> Outcome:
    assert page.outcome_published_at
    assert page.outcome_due
    return Outcome(
        title=page.title,
        url=page.get_url(request) or "",
        area=areas.get(str(page.service_area_id), ""),
        published_at=page.outcome_published_at,
        due=page.outcome_due,
        in_time=local_date(page.outcome_published_at) <= page.outcome_due,
        heard=page.heard,
        did=page.did,
        could_not=page.could_not,
        other_language=page.other_language,
    )


def late_outcomes(
    index: "OutcomesPage", request: HttpRequest, now: datetime
) -> list[LateOutcome]:
    """Those that have waited longest first."""
    late = index.opportunities().in_state(OpportunityState.OUTCOME_LATE, now=now)
    rows = late.order_by("outcome_due", "pk").only(
        "title",
        "url_path",
        "locale_id",
        "outcome_due",
        "outcome_new_date",
        "outcome_delay_reason",
    )
    today = local_date(now)
    return [
        LateOutcome(
            title=page.title,
            url=page.get_url(request) or "",
            due=page.outcome_due,
            new_date=page.outcome_new_date,
            new_date_passed=bool(
                page.outcome_new_date and page.outcome_new_date < today
            ),
            reason=page.outcome_delay_reason,
            other_language=page.other_language,
        )
        for page in marked(rows[: LATE_SHOWN + 1], index)
    ]


def outcomes_context(
    page: "OutcomesPage", request: HttpRequest, now: datetime
) -> dict[str, Any]:
    from .models import OpportunityIndexPage

    areas = {str(pk): area.name for pk, area in ServiceArea.all_cached().items()}
    chosen = chosen_filters(request, areas)
    keep(request, chosen)
    published = page.opportunities().in_state(
        OpportunityState.OUTCOME_PUBLISHED, now=now
    )
    rows = counted(published)
    years = {str(year): str(year) for year in sorted({r["vuosi"] for r in rows})[::-1]}
    years |= {chosen["vuosi"]: chosen["vuosi"]} if "vuosi" in chosen else {}
    facets = [
        facet("alue", pgettext("filter", "Service area"), areas, rows, chosen),
        facet("vuosi", pgettext("filter", "Year"), years, rows, chosen),
    ]
    shown = total(rows, chosen)
    paging = page_of(request, shown, PER_PAGE, urlencode(chosen))
    found = (
        narrowed(published, chosen)
        .order_by("-outcome_published_at", "-pk")
        .only(
            "title",
            "url_path",
            "locale_id",
            "service_area_id",
            "outcome_published_at",
            "outcome_due",
            "heard",
            "did",
            "could_not",
        )
    )
    late = late_outcomes(page, request, now)
    return {
        "outcomes": [
            outcome(one, areas, request)
            for one in marked(found[paging.start : paging.end], page)
        ],
        "facets": [one for one in facets if one],
        "total": shown,
        "in_time": total(rows, chosen, "in_time"),
        "everything": total(rows, {}),
        "paging": paging,
        "late": late[:LATE_SHOWN],
        "more_late": len(late) > LATE_SHOWN,
        "changes_url": purposes.url_for(purposes.CHANGES, page),
        "opportunities_url": purposes.url_of_kind(OpportunityIndexPage, page),
    }
