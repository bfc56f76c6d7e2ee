"""The public page of figures, and its tables as files."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.listing import page_of
from feedback_forms.enums import Measure
from feedback_forms.models.targets import FiguresSettings

from . import findings
from .charts import chart
from .files import FORMS, serve
from .nps import half_up
from .periods import Period, closed, years
from .summary import Summary, public_summary
from .words import Table, all_tables, number

if TYPE_CHECKING:
    from feedback_forms.models import FeedbackPage

UNITS_PER_PAGE = 25
YEAR, MEASURE, TABLE, FORM = "vuosi", "tapa", "taulu", "muoto"
MEASURES = {"nopea": Measure.QUICK, "syventava": Measure.IN_DEPTH}
TEMPLATE = "feedback_forms/figures.html"


@dataclass(frozen=True)
class Asked:
    """The year and the measurement of the address, and the others to choose from."""

    years: list[int]
    period: Period
    measure: Measure

    @classmethod
    def of(cls, request: HttpRequest) -> "Asked":
        """Raises Http404 for a year without figures, or another measurement."""
        today = timezone.localdate()
        # In January nothing of the year is over yet.
        found = [year for year in years(today) if not closed(year, today).empty]
        found = found or [today.year - 1]
        year = request.GET.get(YEAR, str(found[0]))
        measure = request.GET.get(MEASURE, next(iter(MEASURES)))
        if year not in map(str, found) or measure not in MEASURES:
            raise Http404
        return cls(found, closed(int(year), today), MEASURES[measure])

    def address(self, year: int | None = None, measure: Measure | None = None) -> str:
        """The query of the page for this or another choice."""
        slugs = {value: slug for slug, value in MEASURES.items()}
        values = {
            YEAR: str(year or self.period.year),
            MEASURE: slugs[measure or self.measure],
        }
        return f"?{urlencode(values)}"


@require_safe
def figures_page(request: HttpRequest, page: "FeedbackPage") -> HttpResponse:
    """All of one year by one measurement; units 25 a page."""
    asked = Asked.of(request)
    request.kept_query = asked.address()  # type: ignore[attr-defined]
    summary = public_summary(asked.period, asked.measure)
    tables = all_tables(summary)
    units = tables["units"]
    paging = page_of(
        request, len(units.rows), UNITS_PER_PAGE, asked.address().lstrip("?")
    )
    context = {
        **page.get_context(request),
        **shown(summary, tables),
        "asked": asked,
        "years": [
            (year, asked.address(year=year), year == asked.period.year)
            for year in asked.years
        ],
        "measures": [
            (measure.label, asked.address(measure=measure), measure == asked.measure)
            for measure in Measure
        ],
        "units": replace(units, rows=units.rows[paging.start : paging.end]),
        "paging": paging,
        "page_url": page.get_url(request),
        "download": f"lataa/{asked.address()}",
    }
    return TemplateResponse(request, TEMPLATE, context)


def shown(summary: Summary, tables: dict[str, Table]) -> dict[str, Any]:
    """What a page of figures draws and says, the public one and that of the staff."""
    target = summary.target.nps if summary.target else None
    all_ = summary.figures.total.index
    return {
        "summary": summary,
        # Said beside a target that is of an earlier year.
        "target_year": (
            str(summary.target.year)
            if summary.target and not summary.own_target
            else ""
        ),
        "all_shown": number(all_.shown) if all_ else "",
        "all_count": number(all_.count) if all_ else "",
        "measuring_share": number(half_up(summary.measuring.share)),
        "measuring_answers": FiguresSettings.current().measuring_answers,
        "year_before": summary.period.year - 1,
        # A template cannot ask for a key with a hyphen.
        "answer_times": tables["answer-times"],
        "message_channels": tables["message-channels"],
        "tables": tables,
        "finding": findings.about_all(summary),
        "areas_finding": findings.about_areas(summary),
        "time_finding": findings.about_time(summary),
        "units_finding": findings.about_units(summary),
        "answers_finding": findings.about_answers(summary),
        "areas_chart": chart(tables["areas"].rows, target),
        "months_chart": chart(tables["months"].rows, target),
    }


@require_safe
def figures_file(request: HttpRequest, page: "FeedbackPage") -> HttpResponseBase:
    """One table as CSV or XLSX. Raises Http404 for another."""
    asked = Asked.of(request)
    key, form = request.GET.get(TABLE, ""), request.GET.get(FORM, "")
    tables = all_tables(public_summary(asked.period, asked.measure))
    if key not in tables or form not in FORMS:
        raise Http404
    return serve(tables[key], form, f"{key}-{asked.period.year}")
