"""The page of the rules, and the yearly figures, as a page and as a file."""

import csv
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.spreadsheets import as_text

from . import rules as the_rules
from . import statistics as figures
from .models import ModerationSettings

if TYPE_CHECKING:
    from .models import ModerationRulesPage


@require_safe
def rules(request: HttpRequest, page: "ModerationRulesPage") -> HttpResponse:
    """What we publish and what not, how it is decided, and how to ask for a review."""
    context = {
        **page.get_context(request),
        "rules": [
            {
                "key": rule.key,
                "title": rule.title(),
                "why": rule.why(),
                "mend": rule.mend(),
            }
            for rule in the_rules.in_use()
        ],
        "promises": ModerationSettings.current(),
        "statistics_url": f"{page.get_url(request)}{page.reverse_subpage('statistics')}",
    }
    return TemplateResponse(request, page.template, context)


@require_safe
def statistics(request: HttpRequest, page: "ModerationRulesPage") -> HttpResponse:
    """Of each year that has ended, the newest first."""
    address = page.get_url(request)
    context = {
        **page.get_context(request),
        "years": figures.published_years(timezone.now()),
        "page_url": address,
        "csv_url": f"{address}{page.reverse_subpage('statistics_csv')}",
    }
    return TemplateResponse(request, "moderation/rules_statistics.html", context)


@require_safe
def statistics_csv(request: HttpRequest, page: "ModerationRulesPage") -> HttpResponse:
    """The same tables, a row for each figure."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = (
        'attachment; filename="moderoinnin-tilastot.csv"'
    )
    # So that a spreadsheet takes it for UTF-8.
    response.write("\ufeff")
    writer = csv.writer(response, delimiter=";")
    writer.writerow(figures.columns())
    for year in figures.published_years(timezone.now()):
        for table in year.tables:
            for row in table.rows:
                cells = (str(year.year), table.title, row.label, row.words)
                writer.writerow([as_text(cell) for cell in cells])
    return response
