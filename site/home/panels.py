"""What the pages of this app show on the admin's start page."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils import timezone
from laces.components import Component

from home.models import AccessibilityStatementPage
from users.models import User


class ReviewPanel(Component):  # type: ignore[misc]
    """Accessibility statements that nobody has reviewed for a year."""

    template_name = "home/admin/review_panel.html"
    name = "statement-review"
    order = 20

    def __init__(self, pages: list[AccessibilityStatementPage]) -> None:
        self.pages = pages

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        return {"pages": self.pages}


def overdue_for(
    user: User | AnonymousUser, today: date
) -> list[AccessibilityStatementPage]:
    """Those that this user may edit."""
    overdue = AccessibilityStatementPage.objects.overdue(today).select_related("locale")
    return [page for page in overdue if page.permissions_for_user(user).can_edit()]


def add_review(request: HttpRequest, items: list[Any]) -> None:
    """For those who can do something about it, and only while there is something to do."""
    pages = overdue_for(request.user, timezone.localdate())
    if pages:
        items.append(ReviewPanel(pages))
