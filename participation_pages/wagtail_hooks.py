"""What ways to take part add to Wagtail's admin."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from .models import OpportunityPage
from .panels import OutcomesPanel
from .reports import OwedOutcomesView


@hooks.register("before_bulk_action")
def promises_before_publishing(
    request: HttpRequest, action_type: str, objects: Any, action: Any
) -> HttpResponse | None:
    """Several pages at once: what a promise lacks is said in words, and nothing is published."""
    if action_type != "publish" or request.method != "POST":
        return None
    ids = [page.pk for page in objects]
    lacking = [
        page.get_admin_display_title()
        for page in Page.objects.filter(pk__in=ids).specific()
        if not may_be_published(page)
    ]
    if not lacking:
        return None
    words = _(
        "These pages cannot be published yet, since promises are missing: %(pages)s."
    )
    messages.error(request, words % {"pages": ", ".join(lacking)})
    return redirect(action.next_url)


def may_be_published(page: Page) -> bool:
    """Whether its latest draft keeps all that a published page must hold."""
    draft = page.get_latest_revision_as_object()
    try:
        if isinstance(draft, OpportunityPage):
            draft.check_ready()
        draft.full_clean()
    except ValidationError:
        return False
    return True


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
