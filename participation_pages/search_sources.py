"""How ways to take part, stories, methods and councils are found by the site's search."""

import datetime
from collections.abc import Collection
from typing import Any, ClassVar

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.languages import content_language, in_language
from core.models import ServiceArea
from core.sites import locale_of
from search import registry
from search.registry import Words
from search.sources import PageSource, SectionSource

from .enums import OpportunityState
from .models import (
    CouncilIndexPage,
    CouncilPage,
    EventPage,
    MethodIndexPage,
    MethodPage,
    OpportunityIndexPage,
    OpportunityPage,
    OpportunityQuerySet,
    OutcomesPage,
    StoryIndexPage,
    StoryPage,
)
from .nearest import nearest
from .states import Times, next_change, state_at

OUTCOME = ("heard", "did", "could_not")


class OpportunitySource(PageSource):
    model = OpportunityPage
    kind = "opportunity"
    place = 10
    label: ClassVar[Words] = _("Way to take part")
    plural: ClassVar[Words] = _("Ways to take part")
    states = dict(OpportunityState.choices)
    icon = "open"
    date_label: ClassVar[Words] = _("Closing day: %(date)s")

    def public(self) -> OpportunityQuerySet:
        pages: OpportunityQuerySet = super().public()
        return pages.with_places()

    def text(self, page: OpportunityPage) -> str:
        """Also the names of the places and of the service area."""
        language = content_language(locale_of(page).language_code)
        areas = ServiceArea.by_ids(
            [page.service_area_id] if page.service_area_id else []
        )
        places = [*page.municipality_list, *areas]
        names = [in_language(place, "name", language) for place in places]
        return "\n\n".join([super().text(page), ", ".join(names)])

    def not_shown(self, page: OpportunityPage) -> Collection[str]:
        """An outcome that is written already stands on the page once it is published."""
        shown = page.state_at(timezone.now()) == OpportunityState.OUTCOME_PUBLISHED
        return () if shown else OUTCOME

    def date(self, page: OpportunityPage) -> datetime.date | None:
        return timezone.localdate(page.closes_at) if page.closes_at else None

    def more(self, page: OpportunityPage) -> dict[str, Any]:
        now = timezone.now()
        times = Times(
            page.opens_at, page.closes_at, page.outcome_due, page.outcome_published_at
        )
        return {
            "service_area_id": page.service_area_id,
            "municipality_ids": tuple(each.pk for each in page.municipality_list),
            "state": state_at(times, now).value,
            "state_until": next_change(times, now),
        }


class EventSource(OpportunitySource):
    model = EventPage
    kind = "event"
    place = 20
    label = _("Event")
    plural = _("Events")
    icon = "calendar"
    date_label = _("When: %(date)s")

    def not_shown(self, page: OpportunityPage) -> Collection[str]:
        """Nor how one takes part online, which the page shows until the event is over."""
        return (*super().not_shown(page), "online_text")

    def date(self, page: EventPage) -> datetime.date | None:
        return timezone.localdate(page.starts_at) if page.starts_at else None


class StorySource(PageSource):
    model = StoryPage
    kind = "story"
    place = 30
    label = _("Story")
    plural = _("Stories")
    icon = "story"

    def more(self, page: StoryPage) -> dict[str, Any]:
        return {"service_area_id": page.service_area_id}


class MethodSource(PageSource):
    model = MethodPage
    kind = "method"
    label = pgettext_lazy("way of working", "Method")
    plural = pgettext_lazy("ways of working", "Methods")
    icon = "idea"

    def date(self, page: MethodPage) -> None:
        """None: a way of working is of no day."""


class CouncilSource(PageSource):
    model = CouncilPage
    kind = "council"
    label = _("Advisory council")
    plural = _("Advisory councils")
    icon = "people"

    def date(self, page: CouncilPage) -> None:
        """None: a council is of no day."""


class OpportunityIndexSource(SectionSource):
    model = OpportunityIndexPage


class OutcomesSource(SectionSource):
    model = OutcomesPage


class StoryIndexSource(SectionSource):
    model = StoryIndexPage


class MethodIndexSource(SectionSource):
    model = MethodIndexPage


class CouncilIndexSource(SectionSource):
    model = CouncilIndexPage


def register() -> None:
    for source in (
        OpportunitySource,
        EventSource,
        StorySource,
        MethodSource,
        CouncilSource,
        OpportunityIndexSource,
        OutcomesSource,
        StoryIndexSource,
        MethodIndexSource,
        CouncilIndexSource,
    ):
        registry.register(source())
    registry.register_nearest(nearest)
