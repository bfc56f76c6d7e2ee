"""Registers the registers and the checks of content with Wagtail's admin."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.models import Page
from wagtail_modeladmin.options import modeladmin_register

from core import content_checks
from core.registers import RegistersGroup

modeladmin_register(RegistersGroup)


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
