"""The page of the rules, and the yearly figures of what was decided by them."""

from typing import ClassVar

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from core.models import BasePage


class ModerationRulesPage(RoutablePageMixin, BasePage):  # type: ignore[misc]
    """What we publish and what not, how it is decided, and how to ask for a review."""

    template = "moderation/rules_page.html"
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1
    lists_below = ("tilastot/",)

    class Meta:
        verbose_name = _("page of the moderation rules")
        verbose_name_plural = _("pages of the moderation rules")

    @path("")
    def rules(self, request: HttpRequest) -> HttpResponse:
        from moderation.rules_views import rules

        return rules(request, self)

    @path("tilastot/", name="statistics")
    def statistics(self, request: HttpRequest) -> HttpResponse:
        """What was decided in each year, in numbers."""
        from moderation.rules_views import statistics

        return statistics(request, self)

    @path("tilastot/tilastot.csv/", name="statistics_csv")
    def statistics_csv(self, request: HttpRequest) -> HttpResponse:
        """The same for a spreadsheet."""
        from moderation.rules_views import statistics_csv

        return statistics_csv(request, self)
