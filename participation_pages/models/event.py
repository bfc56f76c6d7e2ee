"""A hearing, a discussion event or a workshop."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    MultiFieldPanel,
    ObjectList,
    PageChooserPanel,
    TabbedInterface,
)
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager
from wagtail.search import index

from participation_pages.blocks import (
    AccessBlock,
    AgendaBlock,
    DesignPhaseBlock,
    PresentBlock,
)
from participation_pages.enums import CoDesignPhase, EventKind, Place
from participation_pages.forms import EventPageForm
from participation_pages.models.opportunity import OpportunityPage, OpportunityQuerySet
from participation_pages.states import local_date

CALENDAR_FILE = "kalenteri.ics"


class EventQuerySet(OpportunityQuerySet):
    def with_event(self) -> "EventQuerySet":
        """The rows are events themselves."""
        return self


class EventPage(RoutablePageMixin, OpportunityPage):  # type: ignore[misc]
    """Open until it ends: `closes_at` follows `ends_at`, so that states, lists and counts
    need not know of events. `opens_at` is when one can first sign up; without it that is
    when the page is published."""

    event_kind = models.CharField(_("kind of event"), max_length=20, choices=EventKind)
    starts_at = models.DateTimeField(_("starts"), null=True, db_index=True)
    ends_at = models.DateTimeField(_("ends"), null=True)
    design_phase = models.CharField(
        _("phase of co-design"), max_length=20, choices=CoDesignPhase, blank=True
    )
    design_phases = StreamField(
        [("phase", DesignPhaseBlock())],
        verbose_name=_("what is done in each phase"),
        blank=True,
    )
    venue_name = models.CharField(
        _("name of the place"),
        max_length=150,
        blank=True,
        help_text=_("For example: Virrat library, hall on the ground floor."),
    )
    venue_address = models.CharField(_("address"), max_length=200, blank=True)
    venue_directions = models.TextField(
        _("how to get there"),
        max_length=1000,
        blank=True,
        help_text=_("Bus, parking, which door, where somebody meets people."),
    )
    venue_checked_on = models.DateField(
        _("when somebody checked the place"), null=True, blank=True
    )
    venue_access = StreamField(
        [("item", AccessBlock())],
        verbose_name=_("accessibility of the place"),
        blank=True,
        help_text=_("What there is, and just as plainly what there is not."),
    )
    online_url = models.URLField(_("link to the online event"), blank=True)
    online_text = models.TextField(
        _("how to take part online"), max_length=1000, blank=True
    )
    agenda = StreamField(
        [("item", AgendaBlock())], verbose_name=_("programme"), blank=True
    )
    present = StreamField(
        [("person", PresentBlock())],
        verbose_name=_("who is present"),
        blank=True,
        help_text=_("Officials, councillors, experts by experience: who listens."),
    )
    seats = models.PositiveIntegerField(_("number of seats"), null=True, blank=True)
    sign_up = models.TextField(
        _("how to sign up"),
        max_length=500,
        blank=True,
        help_text=_("For example by phone. A first name is enough."),
    )
    sign_up_by = models.DateField(_("last day to sign up"), null=True, blank=True)
    otherwise = models.TextField(
        _("what one can do who cannot come"),
        max_length=1000,
        blank=True,
        help_text=_(
            "One thing on each line: a survey, the papers by post, another event."
        ),
    )

    objects = PageManager.from_queryset(EventQuerySet)()
    base_form_class = EventPageForm
    template = "participation_pages/event_page.html"
    parent_page_types = ["participation_pages.OpportunityIndexPage"]
    subpage_types: list[str] = []

    search_fields = [
        *OpportunityPage.search_fields,
        index.SearchField("venue_name"),
        index.SearchField("venue_address"),
        index.SearchField("agenda"),
        index.SearchField("online_text"),
    ]

    event_panels = [
        HelpPanel(
            content=_(
                "The page closes by itself when the event ends; then it asks for the outcome."
            )
        ),
        MultiFieldPanel(
            [
                FieldPanel("event_kind"),
                FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
                FieldPanel("agenda"),
                FieldPanel("present"),
            ],
            heading=_("What happens, and when"),
        ),
        MultiFieldPanel(
            [
                HelpPanel(
                    content=_(
                        "A workshop is one step of developing something together. Say which"
                        " step it is, and what is done in the others."
                    )
                ),
                FieldPanel("design_phase"),
                FieldPanel("design_phases"),
            ],
            heading=_("Co-design (for a workshop)"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("venue_name"),
                FieldPanel("venue_address"),
                FieldPanel("venue_directions"),
                FieldPanel("venue_access"),
                FieldPanel("venue_checked_on"),
            ],
            heading=_("The place and its accessibility"),
        ),
        MultiFieldPanel(
            [FieldPanel("online_url"), FieldPanel("online_text")],
            heading=_("Taking part online"),
        ),
        MultiFieldPanel(
            [
                HelpPanel(
                    content=_(
                        "Leave all of these empty if one may simply come. Without an opening"
                        " time one can sign up as soon as the page is published."
                    )
                ),
                FieldPanel("sign_up"),
                PageChooserPanel("take_part_page"),
                FieldRowPanel([FieldPanel("opens_at"), FieldPanel("sign_up_by")]),
                FieldPanel("seats"),
            ],
            heading=_("Signing up"),
        ),
        FieldPanel("otherwise"),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(OpportunityPage.content_panels, heading=_("Content")),
            ObjectList(event_panels, heading=_("Event")),
            ObjectList(OpportunityPage.principle_panels, heading=_("Promises")),
            ObjectList(OpportunityPage.outcome_panels, heading=_("Outcome")),
            ObjectList(Page.promote_panels, heading=_("Promote")),
            ObjectList(Page.settings_panels, heading=_("Settings")),
        ]
    )

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")

    @path(f"{CALENDAR_FILE}/", name="calendar")
    @method_decorator(require_safe)
    def calendar(self, request: HttpRequest) -> HttpResponse:
        """The event for one's own calendar."""
        from core.calendars import Agenda, written
        from participation_pages.calendars import entries_of

        file_name = f"{slugify(self.slug) or 'kalenteri'}.ics"
        return HttpResponse(
            written(Agenda(self.title, entries_of([self], request))),
            content_type="text/calendar; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{file_name}"'},
        )

    def full_clean(self, exclude: Any = None, **kwargs: Any) -> None:
        self.closes_at = self.ends_at
        exclude = {*(exclude or ()), "closes_at"}
        if not self.opens_at:
            exclude.add("opens_at")
        super().full_clean(exclude=exclude, **kwargs)

    def time_errors(self) -> dict[str, Any]:
        starts, ends = self.starts_at, self.ends_at
        if not (starts and ends):
            return {}
        errors: dict[str, Any] = {}
        if ends <= starts:
            errors["ends_at"] = _("The event must end after it starts.")
        if self.opens_at and self.opens_at > starts:
            errors["opens_at"] = _("Signing up must open before the event starts.")
        if self.sign_up_by and self.sign_up_by > local_date(starts):
            errors["sign_up_by"] = _(
                "The last day to sign up cannot be after the event."
            )
        elif (
            self.sign_up_by
            and self.opens_at
            and self.sign_up_by < local_date(self.opens_at)
        ):
            errors["sign_up_by"] = _(
                "The last day to sign up must be after signing up opens."
            )
        if self.outcome_due and self.outcome_due < local_date(ends):
            errors["outcome_due"] = _(
                "Promise a date by which you will publish the outcome. "
                "It must be after the event."
            )
        return errors

    def lacking(self) -> dict[str, Any]:
        errors: dict[str, Any] = {}
        if self.event_kind == EventKind.WORKSHOP and not self.design_phase:
            errors["design_phase"] = _(
                "Choose which phase of co-design the workshop belongs to."
            )
        if self.place in (Place.ON_SITE, Place.BOTH):
            if not self.venue_name.strip():
                errors["venue_name"] = _("Say where the event is held.")
            if not self.venue_access:
                errors["venue_access"] = _(
                    "Tell about the accessibility of the place: what there is, "
                    "or that something is missing."
                )
        if self.place in (Place.ONLINE, Place.BOTH) and not (
            self.online_url or self.online_text.strip()
        ):
            errors["online_url"] = _(
                "Give the link to the online event, or say in words how to get it."
            )
        return errors

    def save(self, *args: Any, **kwargs: Any) -> Any:
        self.closes_at = self.ends_at
        if self.live and not self.opens_at and self.starts_at:
            self.opens_at = self._published_and_open_at(self.starts_at)
        return super().save(*args, **kwargs)

    def _published_and_open_at(self, starts_at: datetime) -> datetime:
        """When it is published; one that is published afterwards was open in time."""
        moments = [self.first_published_at or timezone.now(), starts_at]
        if self.sign_up_by:
            midnight = datetime.combine(self.sign_up_by, time.min)
            moments.append(timezone.make_aware(midnight))
        return min(moments)

    @property
    def event(self) -> "EventPage":
        return self

    @property
    def is_one_day(self) -> bool:
        """Whether it starts and ends on the same day, in the county's time."""
        return bool(
            self.starts_at
            and self.ends_at
            and local_date(self.starts_at) == local_date(self.ends_at)
        )

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        from participation_pages.presenters import event_context

        context = super().get_context(request, *args, **kwargs)
        return {**context, **event_context(self, request, context["now"])}

    def structured_data(
        self, request: HttpRequest, context: Mapping[str, Any]
    ) -> list[dict[str, Any]]:
        from participation_pages import structured_data

        return [structured_data.event(self, request, context)]
