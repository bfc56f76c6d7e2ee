"""The list of all that one can take part in."""

from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.listing import page_of
from core.models import BasePage
from participation_pages.enums import OpportunityState
from participation_pages.lists import listed
from participation_pages.models.opportunity import OpportunityPage


class OpportunityIndexPage(BasePage):
    template = "participation_pages/opportunity_index_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = [
        "participation_pages.OpportunityPage",
        "participation_pages.EventPage",
    ]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of ways to take part")

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        """`state` narrows the list (`?tila=open`), `page` pages it (`?sivu=2`)."""
        now = timezone.now()
        context = super().get_context(request, *args, **kwargs)
        pages = OpportunityPage.objects.public().child_of(self)
        chosen = request.GET.get("tila", "")
        if chosen and chosen not in OpportunityState.values:
            raise Http404
        counts = pages.count_states(now)
        context |= listed(pages, counts, chosen, page_of(request), now)
        return context
