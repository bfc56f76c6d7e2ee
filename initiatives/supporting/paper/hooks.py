"""Registers support on paper with Wagtail's admin."""

from typing import Any

from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .rules import can_key_in
from .views import TITLE


@hooks.register("register_admin_urls")
def paper_urls() -> list[URLPattern | URLResolver]:
    """Keying in signature sheets, and checking them."""
    return [path("paperikannatukset/", include("initiatives.supporting.paper.urls"))]


class PaperMenuItem(MenuItem):  # type: ignore[misc]
    def is_shown(self, request: Any) -> bool:
        return can_key_in(request.user)


@hooks.register("register_admin_menu_item")
def paper_menu_item() -> PaperMenuItem:
    """Below the messages and the figures."""
    return PaperMenuItem(
        TITLE,
        reverse_lazy("paper:list"),
        name="paper-support",
        icon_name="clipboard-list",
        order=14,
    )
