"""The list of all that one can take part in."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from core.models import BasePage


class OpportunityIndexPage(RoutablePageMixin, BasePage):  # type: ignore[misc]
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

    @path("syote.atom/", name="feed")
    def feed(self, request: HttpRequest) -> HttpResponse:
        """What is new, for readers of feeds; narrowed as the list is."""
        from participation_pages.views import show_feed

        return show_feed(request, self)

    @path("kalenteri.ics/", name="calendar")
    def calendar(self, request: HttpRequest) -> HttpResponse:
        """What closes when, for calendars; narrowed as the list is."""
        from participation_pages.views import show_calendar

        return show_calendar(request, self)
