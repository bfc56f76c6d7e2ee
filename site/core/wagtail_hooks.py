"""Registers the registers and the editors' panel with Wagtail's admin."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail_modeladmin.options import modeladmin_register

from core.panels import DraftsPanel
from core.registers import RegistersGroup

modeladmin_register(RegistersGroup)


@hooks.register("construct_homepage_panels")
def drafts_panel(request: HttpRequest, items: list[Any]) -> None:
    """My drafts; shows nothing where there are none."""
    items.append(DraftsPanel())
