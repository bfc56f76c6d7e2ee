"""Registers what the home app adds to Wagtail's admin."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks

from home import panels
from home.models import AccessibilityStatementPage


@hooks.register("construct_homepage_panels")
def review_panel(request: HttpRequest, items: list[Any]) -> None:
    """Statements that wait for their yearly review."""
    panels.add_review(request, items)


@hooks.register("before_bulk_action")
def whole_statements_only(
    request: HttpRequest, action_type: str, objects: Any, action: Any
) -> HttpResponse | None:
    """Several pages at once: a statement that is not whole is named, and nothing is published."""
    if action_type != "publish" or request.method != "POST":
        return None
    ids = [page.pk for page in objects]
    lacking = [
        page.get_admin_display_title()
        for page in AccessibilityStatementPage.objects.filter(pk__in=ids)
        if not may_be_published(page)
    ]
    if not lacking:
        return None
    words = _(
        "These statements cannot be published yet, since facts are missing: %(pages)s."
    )
    messages.error(request, words % {"pages": ", ".join(lacking)})
    return redirect(action.next_url)


def may_be_published(page: AccessibilityStatementPage) -> bool:
    draft = page.get_latest_revision_as_object()
    try:
        draft.full_clean()
        draft.check_faults()
    except ValidationError:
        return False
    return True
