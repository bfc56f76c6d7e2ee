"""What the registry finds on the start page and in the menu."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from laces.components import Component
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem

from initiatives.permissions import can_handle

from . import worklist

SHOWN = ("late", "register", "hearing", "report")


class InitiativesPanel(Component):  # type: ignore[misc]
    """How many initiatives wait for a step of the county."""

    template_name = "initiatives/admin/home_panel.html"
    name = "initiatives"
    # Ahead of the messages: it is short, and the law sets its dates.
    order = 9

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        counts = worklist.counts(timezone.now())
        return {
            "sums": [(worklist.BY_SLUG[slug], counts[slug]) for slug in SHOWN],
            "first": "late" if counts["late"] else "register",
        }


class InitiativesMenuItem(MenuItem):  # type: ignore[misc]
    """The count is part of the label, as in that of the messages."""

    def is_shown(self, request: Any) -> bool:
        return can_handle(request.user)

    def render_component(self, request: Any) -> LinkMenuItem:
        label = _("Initiatives · %(count)s") % {"count": worklist.waiting_count()}
        return LinkMenuItem(
            self.name,
            label,
            self.url,
            icon_name=self.icon_name,
            classname=self.classname,
        )
