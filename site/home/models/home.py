"""The home page."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from core.models import BasePage, CalendarMixin, FeedMixin
from home import structured_data
from home.blocks import WayBlock
from home.presenters import home_context

if TYPE_CHECKING:
    from core.calendars import Agenda
    from core.feeds import Channel


class HomePage(FeedMixin, CalendarMixin, BasePage):
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

    def news(self, request: HttpRequest, now: datetime) -> "Channel":
        """All that is new on the site; `?aihe=3` narrows it to a topic."""
        from core.news import asked_of, site_news

        return site_news(asked_of(self, request, now))

    def dates(self, request: HttpRequest, now: datetime) -> "Agenda":
        """All that has a time; `?aihe=3` narrows it to a topic."""
        from core.news import asked_of, site_dates

        return site_dates(asked_of(self, request, now))

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        preview = getattr(request, "is_preview", False)
        return {**context, **home_context(self, timezone.now(), preview=preview)}

    def structured_data(
        self, request: HttpRequest, context: Mapping[str, Any]
    ) -> list[dict[str, Any]]:
        return [structured_data.site(request), structured_data.whole_county(request)]
