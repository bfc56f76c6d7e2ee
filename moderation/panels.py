"""What the staff find on the start page and in the menu."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from laces.components import Component
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem

from moderation import permissions
from moderation.desk import queue

FIRST = 4


class DeskPanel(Component):  # type: ignore[misc]
    """How much waits, how much is late, and what to begin with."""

    template_name = "moderation/admin/home_panel.html"
    name = "messages"
    order = 10

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        request = parent_context["request"]
        user = request.user
        now = timezone.now()
        counts = queue.counts(request, now)
        # One's own, where they fill the place: with fewer, what is late and nobody's stands
        # beside them.
        view = queue.BY_SLUG["mine" if counts["mine"] >= FIRST else "waiting"]
        first = queue.in_order(queue.in_view(view, user, now), view)
        return {
            "counts": counts,
            "view": view,
            "rows": queue.rows(
                first.select_related("assignee", "page")[:FIRST], user, now
            ),
        }


class DeskMenuItem(MenuItem):  # type: ignore[misc]
    """The count is part of the label, so that every reader gets it."""

    def is_shown(self, request: Any) -> bool:
        return permissions.can_view(request.user)

    def render_component(self, request: Any) -> LinkMenuItem:
        label = _("Messages · %(count)s") % {"count": queue.waiting_count(request)}
        return LinkMenuItem(
            self.name,
            label,
            self.url,
            icon_name=self.icon_name,
            classname=self.classname,
        )


def add_desk(request: Any, panels: list[Any]) -> None:
    """Put the desk first, for those who may read messages."""
    if permissions.can_view(request.user):
        panels.append(DeskPanel())
