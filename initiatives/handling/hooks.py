"""Registers the registry's screens with Wagtail's admin; imported by `wagtail_hooks`."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse_lazy
from wagtail import hooks

from initiatives.permissions import can_handle

from .home import InitiativesMenuItem, InitiativesPanel
from .views import TITLE


@hooks.register("register_admin_urls")
def handling_urls() -> list[URLResolver]:
    """The registry's list, one initiative, and the list for the council."""
    return [path("aloitteet/", include("initiatives.handling.admin_urls"))]


@hooks.register("register_admin_menu_item")
def initiatives_menu_item() -> InitiativesMenuItem:
    """Right below the messages, with the number of what waits."""
    return InitiativesMenuItem(
        TITLE,
        reverse_lazy("handling:list"),
        name="initiatives",
        icon_name="form",
        order=11,
    )


@hooks.register("construct_homepage_panels")
def initiatives_panel(request: HttpRequest, items: list[Any]) -> None:
    """What the county owes, on the start page."""
    if can_handle(request.user):
        items.append(InitiativesPanel())
