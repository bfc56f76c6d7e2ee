"""What ways to take part add to Wagtail's admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .panels import OutcomesPanel
from .reports import OwedOutcomesView


@hooks.register("construct_homepage_panels")
def outcomes_panel(request: HttpRequest, items: list[Any]) -> None:
    """Outcomes that are due or late, for those who can publish them."""
    if may_see_outcomes(request):
        items.append(OutcomesPanel())


@hooks.register("register_admin_urls")
def outcomes_report_urls() -> list[URLPattern]:
    """The whole list of what the panel begins."""
    return [
        path("raportit/tulokset/", OwedOutcomesView.as_view(), name="owed_outcomes"),
        path(
            "raportit/tulokset/rivit/",
            OwedOutcomesView.as_view(results_only=True),
            name="owed_outcomes_results",
        ),
    ]


class OutcomesMenuItem(MenuItem):  # type: ignore[misc]
    def is_shown(self, request: HttpRequest) -> bool:
        return may_see_outcomes(request)


@hooks.register("register_reports_menu_item")
def outcomes_report_menu_item() -> MenuItem:
    """Among Wagtail's own reports."""
    return OutcomesMenuItem(
        gettext_lazy("Outcomes that are due"),
        reverse_lazy("owed_outcomes"),
        name="owed-outcomes",
        icon_name="date",
        order=600,
    )


def may_see_outcomes(request: HttpRequest) -> bool:
    return OwedOutcomesView.permission_policy.user_has_any_permission(  # type: ignore[no-any-return]
        request.user, OwedOutcomesView.any_permission_required
    )
