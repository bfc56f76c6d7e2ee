"""Registers the registry's screens with Wagtail's admin; imported by `wagtail_hooks`."""

from typing import Any

from django.urls import URLResolver, include, path, reverse_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from initiatives.permissions import can_handle

from .views import TITLE


@hooks.register("register_admin_urls")
def handling_urls() -> list[URLResolver]:
    """The registry's list, one initiative, and the list for the council."""
    return [path("aloitteet/", include("initiatives.handling.admin_urls"))]


class InitiativesMenuItem(MenuItem):  # type: ignore[misc]
    def is_shown(self, request: Any) -> bool:
        return can_handle(request.user)


@hooks.register("register_admin_menu_item")
def initiatives_menu_item() -> InitiativesMenuItem:
    """Right below the messages."""
    return InitiativesMenuItem(
        TITLE,
        reverse_lazy("handling:list"),
        name="initiatives",
        icon_name="form",
        order=11,
    )
