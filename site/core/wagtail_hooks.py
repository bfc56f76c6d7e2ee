"""Registers the registers, the editors' panel and the county's colours with Wagtail's admin."""

from typing import Any

from django.http import HttpRequest
from django.utils.html import format_html
from wagtail import hooks
from wagtail_modeladmin.options import modeladmin_register

from core.brand import current_brand
from core.registers import RegistersGroup
from core.start_page import DraftsPanel

modeladmin_register(RegistersGroup)


# After desk.css, which has the colours of a site that sets none.
@hooks.register("insert_global_admin_css", order=100)
def brand_css() -> str:
    """The county's own colours in the whole admin."""
    address = current_brand().address
    return format_html('<link rel="stylesheet" href="{}">', address) if address else ""


@hooks.register("construct_homepage_panels")
def drafts_panel(request: HttpRequest, items: list[Any]) -> None:
    """My drafts; shows nothing where there are none."""
    items.append(DraftsPanel())
