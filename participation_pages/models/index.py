"""The list of all that one can take part in."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import path

from core.models import BasePage, CalendarMixin, FeedMixin

if TYPE_CHECKING:
    from core.calendars import Agenda
    from core.feeds import Channel


class OpportunityIndexPage(FeedMixin, CalendarMixin, BasePage):
    template = "participation_pages/opportunity_index_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = [
        "participation_pages.OpportunityPage",
        "participation_pages.EventPage",
    ]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of ways to take part")

    # Views know the models; the models find their views when they are asked.

    @path("")
    def listing(self, request: HttpRequest) -> HttpResponse:
        from participation_pages.views import show_list

        return show_list(request, self)

    def news(self, request: HttpRequest, now: datetime) -> "Channel":
        from participation_pages.subscriptions import opportunity_channel

        return opportunity_channel(self, request, now)

    def dates(self, request: HttpRequest, now: datetime) -> "Agenda":
        """What closes when."""
        from participation_pages.subscriptions import opportunity_agenda

        return opportunity_agenda(self, request, now)
