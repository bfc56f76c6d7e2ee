"""A report of what people look for in vain."""

import django_filters
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, NumberColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from core.spreadsheets import as_text
from search.models import SearchMiss


def month_name(miss: SearchMiss) -> str:
    return date_format(miss.month, "YEAR_MONTH_FORMAT")


def months() -> list[tuple[str, str]]:
    found = SearchMiss.objects.order_by("-month").values_list("month", flat=True)
    return [
        (month.isoformat(), date_format(month, "YEAR_MONTH_FORMAT"))
        for month in found.distinct()
    ]


class MissesFilterSet(WagtailFilterSet):  # type: ignore[misc]
    month = django_filters.ChoiceFilter(label=_("Month"), choices=months)

    class Meta:
        model = SearchMiss
        fields = ["month", "language"]


class MissesView(ReportView):  # type: ignore[misc]
    page_title = _("Searched in vain")
    header_icon = "search"
    index_url_name = "searched_in_vain"
    index_results_url_name = "searched_in_vain_results"
    permission_policy = ModelPermissionPolicy(SearchMiss)
    any_permission_required = ["view"]
    model = SearchMiss
    filterset_class = MissesFilterSet
    is_searchable = True
    search_fields = ["query"]
    # What one person once looked for, perhaps a name, is nobody's business.
    queryset = SearchMiss.objects.filter(times__gte=2)
    default_ordering = "-times"
    columns = [
        Column("query", label=_("Words"), sort_key="query"),
        Column("get_language_display", label=_("Language"), sort_key="language"),
        Column("month", label=_("Month"), accessor=month_name, sort_key="month"),
        NumberColumn("times", label=_("Times"), sort_key="times"),
    ]
    export_filename = "searched-in-vain"
    list_export = ["query", "language", "month", "times"]
    export_headings = {
        "query": _("Words"),
        "language": _("Language"),
        "month": _("Month"),
        "times": _("Times"),
    }
    custom_field_preprocess = {"query": {"csv": as_text}}
