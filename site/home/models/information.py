"""Pages of information."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from core import share
from core.blocks.text import body_blocks
from core.models import BasePage
from core.pictures import TEXT, fetch_renditions


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
        shown = [block.value for block in pictures]
        fetch_renditions(shown, TEXT, share=share.picture_of(self))
        return super().get_context(request, *args, **kwargs)
