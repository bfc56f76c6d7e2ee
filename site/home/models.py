"""The home page and pages of information."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from core.blocks.text import body_blocks
from core.models import BasePage
from core.pictures import TEXT, fetch_renditions
from home.blocks import WayBlock
from home.presenters import home_context


class HomePage(BasePage):
    """What one can take part in now, the ways to do it, and what came of it."""

    ways = StreamField(
        [("way", WayBlock())],
        verbose_name=_("ways to take part"),
        blank=True,
        help_text=_("Each with a page, a sentence and how long it takes."),
    )
    picture_text = models.CharField(
        _("what the picture shows"),
        max_length=255,
        blank=True,
        help_text=_("Leave empty if the picture tells nothing that the text does not."),
    )

    template = "home/home_page.html"
    body_class = "home"
    parent_page_types = ["wagtailcore.Page"]
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("picture_text"),
        FieldPanel("ways"),
    ]

    class Meta:
        verbose_name = _("home page")

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        preview = getattr(request, "is_preview", False)
        return {**context, **home_context(self, timezone.now(), preview=preview)}


class InformationPage(BasePage):
    """A plain page of text."""

    body = StreamField(body_blocks(), verbose_name=_("text"), blank=True)

    template = "home/information_page.html"
    parent_page_types = ["home.HomePage", "home.InformationPage"]
    subpage_types = ["home.InformationPage"]
    content_panels = [*BasePage.content_panels, FieldPanel("body")]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("information page")
        verbose_name_plural = _("information pages")

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        pictures = self.body.blocks_by_name("picture")
        fetch_renditions([block.value for block in pictures], TEXT)
        return super().get_context(request, *args, **kwargs)
