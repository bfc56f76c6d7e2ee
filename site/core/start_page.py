"""What editors find on the admin's start page."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from laces.components import Component
from wagtail.models import Page

FIRST = 5


class DraftsPanel(Component):  # type: ignore[misc]
    """What I have begun and not published: the latest first."""

    name = "drafts"
    template_name = "core/admin/drafts_panel.html"
    order = 30

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        user = parent_context["request"].user
        mine = Page.objects.filter(
            # What waits for review has a list of its own below.
            ~Q(_workflow_states__status="in_progress"),
            has_unpublished_changes=True,
            latest_revision__user=user,
        ).order_by("-latest_revision_created_at")
        drafts = list(mine.select_related("locale")[: FIRST + 1])
        return {
            "drafts": drafts[:FIRST],
            "count": len(drafts) if len(drafts) <= FIRST else mine.count(),
        }
