"""What editors find on the admin's start page."""

from collections.abc import Mapping
from typing import Any

from django.db.models import CharField, Exists, OuterRef
from django.db.models.functions import Cast
from laces.components import Component
from wagtail.models import Page, WorkflowState, get_default_page_content_type

FIRST = 5


class DraftsPanel(Component):  # type: ignore[misc]
    """What I have begun and not published: the latest first."""

    name = "drafts"
    template_name = "core/admin/drafts_panel.html"
    order = 30

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        user = parent_context["request"].user
        # As text, since a workflow is of any model, with any kind of key.
        in_review = WorkflowState.objects.active().filter(
            base_content_type=get_default_page_content_type(),
            object_id=Cast(OuterRef("pk"), CharField()),
        )
        mine = Page.objects.filter(
            # What waits for review has a list of its own below.
            ~Exists(in_review),
            has_unpublished_changes=True,
            latest_revision__user=user,
        ).order_by("-latest_revision_created_at")
        drafts = list(mine.select_related("locale")[: FIRST + 1])
        return {
            "drafts": drafts[:FIRST],
            "count": len(drafts) if len(drafts) <= FIRST else mine.count(),
        }
