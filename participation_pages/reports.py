"""A report of promises: which outcomes are due or late, and whose they are."""

from typing import Any

import django_filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permissions import page_permission_policy

from core.templatetags.osallistu import day

from .models import OpportunityPage, OpportunityQuerySet
from .panels import OWED, outcome_form_url, owed_outcomes


class OwedOutcomesFilterSet(WagtailFilterSet):  # type: ignore[misc]
    state = django_filters.ChoiceFilter(
        label=_("State"),
        field_name="state_now",
        choices=[(state.value, state.label) for state in OWED],
    )

    class Meta:
        model = OpportunityPage
        fields = ["state", "service_area", "organiser"]


class OwedOutcomesView(ReportView):  # type: ignore[misc]
    page_title = _("Outcomes that are due")
    header_icon = "date"
    index_url_name = "owed_outcomes"
    index_results_url_name = "owed_outcomes_results"
    permission_policy = page_permission_policy
    any_permission_required = ["add", "change", "publish"]
    model = OpportunityPage
    filterset_class = OwedOutcomesFilterSet
    # Shown here, and not to be carried away: the names of those who are late.
    list_export: list[str] = []
    is_searchable = False
    default_ordering = None
    columns = [
        TitleColumn(
            "title",
            label=_("Title"),
            get_url=outcome_form_url,
        ),
        Column("state", label=_("State"), accessor=lambda page: page.state.label),
        Column(
            "outcome_due",
            label=_("Promised by"),
            accessor=lambda page: day(page.outcome_due),
        ),
        Column(
            "outcome_new_date",
            label=_("New date"),
            accessor=lambda page: day(page.outcome_new_date) or "–",
        ),
        Column("contact_name", label=_("Contact person")),
        Column("owner", label=_("Owner of the page"), accessor=lambda page: page.owner),
    ]

    def get_base_queryset(self) -> OpportunityQuerySet:
        owed = owed_outcomes(self.request.user, timezone.now())
        return owed.select_related("owner", "locale")

    def get_table_kwargs(self) -> dict[str, Any]:
        return {**super().get_table_kwargs(), "base_url": None}
