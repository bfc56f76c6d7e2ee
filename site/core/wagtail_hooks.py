"""Registers what the core adds to Wagtail's admin: registers, checks, colours, a panel."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from wagtail import hooks
from wagtail.models import Page
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail_modeladmin.options import modeladmin_register

from core import content_checks, publishing
from core.brand import current_brand
from core.register_menu import RegistersGroup
from core.rich_text import SiteLinkHandler
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


@hooks.register("construct_wagtail_userbar")
def content_checker(request: HttpRequest, items: list[Any], page: Any) -> None:
    """The house's rules and words in the user bar and the side panel."""
    content_checks.put_ours(items, page)


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def advice_after_saving(request: HttpRequest, page: Page) -> None:
    """What could be said better, with the texts."""
    content_checks.say_what_to_improve(request, page)


# Ahead of wagtail-localize's hook, which answers with its own view.
@hooks.register("before_edit_page", order=-1)
def advice_beside_a_translation(request: HttpRequest, page: Page) -> None:
    """The same where a page is translated beside its source: saving leads back there."""
    if request.method == "GET" and content_checks.is_translated_beside_its_source(page):
        content_checks.say_what_to_improve(request, page)


@hooks.register("before_bulk_action")
def ready_before_publishing(
    request: HttpRequest, action_type: str, objects: Any, action: Any
) -> HttpResponse | None:
    """Several pages at once: what is not ready is named, and nothing is published."""
    if action_type == "publish" and request.method == "POST":
        return publishing.refuse_unready(request, objects, action.next_url)
    return None


# After Wagtail's own, in whose place it comes.
@hooks.register("register_rich_text_features", order=10)
def links_in_one_query(features: FeatureRegistry) -> None:
    features.register_link_type(SiteLinkHandler)
