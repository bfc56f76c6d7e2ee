"""Anything one can take part in: now, coming or ended."""

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property, reduce
from operator import or_
from typing import TYPE_CHECKING, Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    MultiFieldPanel,
    ObjectList,
    PageChooserPanel,
    TabbedInterface,
)
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager
from wagtail.search import index

from core.aggregates import joined_ids, split_ids
from core.links import joined_link
from core.models import BasePage, BasePageQuerySet, Municipality, TargetGroup
from participation_pages.blocks import DecisionLinkBlock, PhaseDateBlock, UpdateBlock
from participation_pages.enums import (
    CAN_TAKE_PART,
    DecisionPhase,
    OpportunityState,
    ParticipationKind,
    Place,
)
from participation_pages.forms import MISSING, OpportunityPageForm
from participation_pages.states import (
    Times,
    in_state,
    local_date,
    state_at,
    state_expression,
)

if TYPE_CHECKING:
    from .event import EventPage


# Of an event.
NOT_IN_CARDS = (
    "design_phases",
    "venue_directions",
    "venue_access",
    "agenda",
    "present",
    "sign_up",
    "otherwise",
)


class OpportunityQuerySet(BasePageQuerySet):
    def with_state(self, now: datetime) -> Self:
        """Each row carries `state_now`, an OpportunityState value."""
        return self.annotate(state_now=state_expression(now))

    def in_state(self, *states: OpportunityState, now: datetime) -> Self:
        conditions = (in_state(state, now) for state in states)
        return self.filter(reduce(or_, conditions, Q(pk__in=())))

    def with_places(self) -> Self:
        """Each row carries the ids of its municipalities, for `municipality_list`."""
        through = OpportunityPage.municipalities.through.objects.all()
        return self.annotate(
            municipality_ids=joined_ids(
                through, "opportunitypage_id", "municipality_id"
            )
        )

    def with_event(self) -> Self:
        """Each row carries what an event's card and calendar entry show, for `event`."""
        return self.select_related("eventpage").defer(
            *(f"eventpage__{name}" for name in NOT_IN_CARDS)
        )

    def for_cards(self, now: datetime) -> Self:
        """What a card in a list shows, and no long texts."""
        return (
            self.with_state(now)
            .with_places()
            .with_event()
            .select_related("picture")
            .defer_streamfields()
            .defer(
                "used_for",
                "can_influence",
                "cannot_influence",
                "support",
                "search_description",
            )
        )

    def for_serving(self) -> Self:
        through = OpportunityPage.target_groups.through.objects.all()
        return (
            super()
            .for_serving()
            .select_related("take_part_page")
            .with_places()
            .annotate(
                target_group_ids=joined_ids(
                    through, "opportunitypage_id", "targetgroup_id"
                ),
                method_link=joined_link("method"),
            )
        )

    def count_states(self, now: datetime) -> dict[str, int]:
        """How many there are in each state, in one query."""
        rows = (
            self.order_by()
            .annotate(state_now=state_expression(now))
            .values_list("state_now")
            .annotate(number=Count("pk"))
        )
        return dict(rows)


class OpportunityPage(BasePage):
    """A concrete type, so that one query lists all that one can take part in; events,
    conversations, panels and surveys subclass it.

    What the promises need may be empty in a draft (`null=True`), never in what is
    published (`blank=False`): Wagtail asks for it when the page is published.
    """

    kind = models.CharField(
        _("kind of participation"), max_length=20, choices=ParticipationKind
    )
    phase = models.CharField(
        _("phase of the decision"), max_length=20, choices=DecisionPhase
    )
    phase_dates = StreamField(
        [("phase", PhaseDateBlock())],
        verbose_name=_("dates of the phases"),
        blank=True,
        help_text=_(
            "When each phase was, or will be. Phases without a date are shown without."
        ),
    )
    place = models.CharField(_("place"), max_length=10, choices=Place)
    municipalities = ParentalManyToManyField(
        Municipality,
        verbose_name=_("municipalities"),
        blank=True,
        related_name="+",
        help_text=_("Choose none if it concerns the whole county."),
    )
    service_area = models.ForeignKey(
        "core.ServiceArea",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("service area"),
    )
    topic = models.ForeignKey(
        "core.Topic",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("topic"),
        null=True,
        blank=True,
    )
    method = models.ForeignKey(
        "participation_pages.MethodPage",
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=pgettext_lazy("way of working", "method"),
        null=True,
        blank=True,
        help_text=_("The page that tells how it is done. This page then leads there."),
    )

    # Principle 1: the input is needed, and used.
    used_for = models.TextField(_("what the input is used for"), max_length=2000)
    decision_body = models.ForeignKey(
        "core.DecisionBody",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("who decides"),
    )
    decision_date = models.DateField(_("when it is decided"), null=True, blank=True)
    # Principle 2: somebody has the time for it.
    organiser = models.ForeignKey(
        "core.ServiceUnit",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("organising unit"),
    )
    contact_name = models.CharField(
        _("contact person"),
        max_length=150,
        help_text=_("Name and title, as residents see it."),
    )
    contact_email = models.EmailField(_("contact's e-mail"), blank=True)
    contact_phone = models.CharField(
        _("contact's phone number"), max_length=50, blank=True
    )
    # Principle 3: equal opportunities.
    target_groups = ParentalManyToManyField(
        TargetGroup, verbose_name=_("who it is for"), related_name="+"
    )
    support = models.TextField(_("support that is offered"), max_length=1000)
    duration = models.CharField(
        _("how long it takes"),
        max_length=100,
        blank=True,
        help_text=_("For example: 8 minutes."),
    )
    # Principle 4: what can be influenced.
    can_influence = models.TextField(
        _("what can be influenced"),
        max_length=1000,
        help_text=_("One thing on each line."),
    )
    cannot_influence = models.TextField(
        _("what cannot be influenced, and why"),
        max_length=1000,
        help_text=_("One thing on each line."),
    )
    opens_at = models.DateTimeField(_("opens"), null=True, db_index=True)
    closes_at = models.DateTimeField(_("closes"), null=True)
    take_part_page = models.ForeignKey(
        Page,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("form with which one takes part"),
        help_text=_(
            "For example the feedback page; what is sent is tied to this page."
        ),
    )
    # Principle 5: lessons are gathered.
    outcome_due = models.DateField(_("outcome promised by"), null=True, db_index=True)
    outcome_new_date = models.DateField(_("new date"), null=True, blank=True)
    outcome_delay_reason = models.CharField(
        _("reason for the delay"), max_length=300, blank=True
    )
    outcome_published_at = models.DateTimeField(
        _("outcome published"), null=True, blank=True, editable=False, db_index=True
    )
    heard = models.TextField(_("what we heard"), blank=True, max_length=3000)
    did = models.TextField(_("what we did"), blank=True, max_length=3000)
    could_not = models.TextField(
        _("what we could not do, and why"), blank=True, max_length=3000
    )
    updates = StreamField(
        [("update", UpdateBlock())], verbose_name=_("updates"), blank=True
    )
    decision_links = StreamField(
        [("link", DecisionLinkBlock())],
        verbose_name=_("links to decisions"),
        blank=True,
    )

    objects = PageManager.from_queryset(OpportunityQuerySet)()
    base_form_class = OpportunityPageForm
    template = "participation_pages/opportunity_page.html"
    parent_page_types = ["participation_pages.OpportunityIndexPage"]
    subpage_types: list[str] = []

    search_fields = [
        *BasePage.search_fields,
        index.SearchField("used_for"),
        index.SearchField("can_influence"),
        index.SearchField("heard"),
        index.SearchField("did"),
        index.SearchField("could_not"),
    ]

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("kind"), FieldPanel("phase")]),
                FieldPanel("phase_dates"),
                FieldRowPanel([FieldPanel("service_area"), FieldPanel("topic")]),
                PageChooserPanel("method"),
                FieldPanel("place"),
                FieldPanel("municipalities", widget=forms.CheckboxSelectMultiple),
            ],
            heading=_("What it is about, and where"),
        ),
    ]
    time_panels = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")]),
                PageChooserPanel("take_part_page"),
                FieldPanel("duration"),
            ],
            heading=_("When and how one takes part"),
        ),
    ]
    principle_panels = [
        HelpPanel(
            content=_(
                "These are the county's five promises. The page can be saved as a draft without"
                " them, but it cannot be published."
            )
        ),
        MultiFieldPanel(
            [
                FieldPanel("used_for"),
                FieldRowPanel(
                    [FieldPanel("decision_body"), FieldPanel("decision_date")]
                ),
            ],
            heading=_("1. There is a real need"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("organiser"),
                FieldPanel("contact_name"),
                FieldRowPanel(
                    [FieldPanel("contact_email"), FieldPanel("contact_phone")]
                ),
            ],
            heading=_("2. Somebody has the time for it"),
        ),
        MultiFieldPanel(
            [
                FieldPanel(
                    "target_groups",
                    widget=forms.CheckboxSelectMultiple,
                    required_on_save=False,
                ),
                FieldPanel("support"),
            ],
            heading=_("3. Everybody can take part"),
        ),
        MultiFieldPanel(
            [FieldPanel("can_influence"), FieldPanel("cannot_influence")],
            heading=_("4. It is said clearly what can be influenced"),
        ),
        MultiFieldPanel(
            [FieldPanel("outcome_due")], heading=_("5. We tell what came of it")
        ),
    ]
    outcome_panels = [
        HelpPanel(
            content=_("All three parts are published together; an empty one says why.")
        ),
        FieldPanel("heard"),
        FieldPanel("did"),
        FieldPanel("could_not"),
        FieldPanel("updates"),
        FieldPanel("decision_links"),
        MultiFieldPanel(
            [FieldPanel("outcome_new_date"), FieldPanel("outcome_delay_reason")],
            heading=_("If the promised day cannot be kept"),
        ),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList([*content_panels, *time_panels], heading=_("Content")),
            ObjectList(principle_panels, heading=_("Promises")),
            ObjectList(outcome_panels, heading=_("Outcome")),
            ObjectList(Page.promote_panels, heading=_("Promote")),
            ObjectList(Page.settings_panels, heading=_("Settings")),
        ]
    )

    class Meta:
        verbose_name = _("way to take part")
        verbose_name_plural = _("ways to take part")
        indexes = [
            # Lists walk along it, and see the state without looking at the row.
            models.Index(
                fields=[
                    "closes_at",
                    "opens_at",
                    "outcome_published_at",
                    "outcome_due",
                    "page_ptr",
                ],
                name="opportunity_in_order",
            )
        ]

    def time_errors(self) -> dict[str, Any]:
        """What cannot be true of its times, by field."""
        errors: dict[str, Any] = {}
        if self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            errors["closes_at"] = _("The closing time must be after the opening time.")
        if (
            self.closes_at
            and self.outcome_due
            and self.outcome_due < local_date(self.closes_at)
        ):
            errors["outcome_due"] = _(
                "Promise a date by which you will publish the outcome. "
                "It must be after the closing time."
            )
        return errors

    def clean(self) -> None:
        super().clean()
        errors = self.time_errors()
        parts = [self.heard.strip(), self.did.strip(), self.could_not.strip()]
        if any(parts) and not all(parts):
            field = ("heard", "did", "could_not")[parts.index("")]
            errors[field] = _(
                "Fill in all three parts: what we heard, what we did, "
                "and what we could not do and why."
            )
        if bool(self.outcome_new_date) != bool(self.outcome_delay_reason.strip()):
            missing = (
                "outcome_delay_reason" if self.outcome_new_date else "outcome_new_date"
            )
            errors[missing] = _("Give both the new date and the reason for the delay.")
        if errors:
            raise ValidationError(errors)

    def save(self, *args: Any, **kwargs: Any) -> Any:
        if self.live:
            self.check_ready()
            self.outcome_published_at = self._outcome_time()
        return super().save(*args, **kwargs)

    def check_ready(self) -> None:
        """What no single field can ask for, and nothing is published without.

        Raises ValidationError.
        """
        if lacking := self.lacking():
            raise ValidationError(lacking)
        if not self.target_groups.all():
            raise ValidationError({"target_groups": MISSING["target_groups"]})

    def lacking(self) -> dict[str, Any]:
        """What its other answers ask for and it does not say yet, by field."""
        return {}

    def _outcome_time(self) -> datetime | None:
        """When the outcome was first published: a draft's own copy may not know it."""
        if not self.has_outcome:
            return None
        before = OpportunityPage.objects.filter(pk=self.pk, live=True)
        known = before.values_list("outcome_published_at", flat=True).first()
        return known or self.outcome_published_at or timezone.now()

    @property
    def has_outcome(self) -> bool:
        return all(part.strip() for part in (self.heard, self.did, self.could_not))

    def state_at(self, now: datetime) -> OpportunityState:
        times = Times(
            self.opens_at, self.closes_at, self.outcome_due, self.outcome_published_at
        )
        return state_at(times, now)

    @cached_property
    def state(self) -> OpportunityState:
        """The state now; from the database where the queryset computed it."""
        if hasattr(self, "state_now"):
            return OpportunityState(self.state_now)
        return self.state_at(timezone.now())

    @property
    def can_take_part(self) -> bool:
        return self.state in CAN_TAKE_PART

    @property
    def event(self) -> "EventPage | None":
        """The page as an event, if it is one; without a query after `with_event`."""
        relation = OpportunityPage._meta.get_field("eventpage")
        if relation.is_cached(self):
            return relation.get_cached_value(self)
        is_event = hasattr(self.specific_class, "event_kind")
        return self.eventpage if is_event else None

    @property
    def municipality_list(self) -> list[Municipality]:
        if hasattr(self, "municipality_ids"):
            return Municipality.by_ids(split_ids(self.municipality_ids))
        return list(self.municipalities.all())

    @property
    def target_group_list(self) -> list[TargetGroup]:
        if hasattr(self, "target_group_ids"):
            return TargetGroup.by_ids(split_ids(self.target_group_ids))
        return list(self.target_groups.all())

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        from participation_pages.presenters import opportunity_context

        return {
            **super().get_context(request, *args, **kwargs),
            **opportunity_context(self, timezone.now()),
        }

    def structured_data(
        self, request: HttpRequest, context: Mapping[str, Any]
    ) -> list[dict[str, Any]]:
        from participation_pages import structured_data

        return [structured_data.opportunity(self, request, context)]
