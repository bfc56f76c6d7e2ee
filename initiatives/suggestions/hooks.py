"""Joining suggestions, in Wagtail's admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .merge_views import TITLE
from .permissions import can_merge


@hooks.register("register_admin_urls")
def merging_urls() -> list[URLPattern | URLResolver]:
    """Below an address of its own, like keying in."""
    return [path("yhdista-ehdotuksia/", include("initiatives.suggestions.admin_urls"))]


class MergeMenuItem(MenuItem):  # type: ignore[misc]
    def is_shown(self, request: HttpRequest) -> Any:
        return can_merge(request.user)


@hooks.register("register_admin_menu_item")
def merging_menu_item() -> MergeMenuItem:
    """Near the messages."""
    return MergeMenuItem(
        TITLE,
        reverse_lazy("merging:start"),
        name="merging",
        icon_name="link",
        order=14,
    )
