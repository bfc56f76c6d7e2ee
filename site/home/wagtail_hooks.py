"""Registers what the home app adds to Wagtail's admin."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks

from home import panels


@hooks.register("construct_homepage_panels")
def review_panel(request: HttpRequest, items: list[Any]) -> None:
    """Statements that wait for their yearly review."""
    panels.add_review(request, items)
