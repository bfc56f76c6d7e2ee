"""What the search adds to Wagtail's admin."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from search.reports import MissesView


@hooks.register("register_admin_urls")
def misses_report_urls() -> list[URLPattern]:
    return [
        path(
            "raportit/turhat-haut/",
            MissesView.as_view(),
            name="searched_in_vain",
        ),
        path(
            "raportit/turhat-haut/rivit/",
            MissesView.as_view(results_only=True),
            name="searched_in_vain_results",
        ),
    ]


class MissesMenuItem(MenuItem):  # type: ignore[misc]
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(
            MissesView.permission_policy.user_has_permission(request.user, "view")
        )


@hooks.register("register_reports_menu_item")
def misses_report_menu_item() -> MenuItem:
    return MissesMenuItem(
        gettext_lazy("Searched in vain"),
        reverse_lazy("searched_in_vain"),
        name="searched-in-vain",
        icon_name="search",
        order=610,
    )


@hooks.register("register_permissions")
def misses_report_permission() -> "QuerySet[Permission]":
    """To be given to groups; nobody changes what was counted."""
    return Permission.objects.filter(
        content_type__app_label="search", codename="view_searchmiss"
    )


@hooks.register("construct_reports_menu")
def without_search_terms(request: HttpRequest, items: list[Any]) -> None:
    """Wagtail's own report of searches is left out: nothing is counted for it."""
    items[:] = [item for item in items if item.name != "search-terms"]
