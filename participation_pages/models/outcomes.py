"""What changed: every published outcome, and those that are late."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import BasePage, FeedMixin
from core.sites import home_of
from participation_pages.models.opportunity import OpportunityPage, OpportunityQuerySet

if TYPE_CHECKING:
    from core.feeds import Channel


class OutcomesPage(FeedMixin, BasePage):
    template = "participation_pages/outcomes_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("page of outcomes")
        verbose_name_plural = _("pages of outcomes")

    def opportunities(self) -> OpportunityQuerySet:
        """What the home page above offers."""
        home = home_of(self) or self.get_parent()
        found: OpportunityQuerySet = OpportunityPage.objects.public()
        return found.offered_below(home)

    def news(self, request: HttpRequest, now: datetime) -> "Channel":
        from participation_pages.subscriptions import outcome_channel

        return outcome_channel(self, request, now)

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        """`?alue=3` and `?vuosi=2026` narrow the outcomes, `?sivu=2` pages them."""
        from participation_pages.outcomes import outcomes_context

        context = super().get_context(request, *args, **kwargs)
        return {**context, **outcomes_context(self, request, timezone.now())}
