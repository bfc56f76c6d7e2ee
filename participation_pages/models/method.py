"""Methods: the ways in which people are heard, each with when it suits and how it is done."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    MultiFieldPanel,
    PageChooserPanel,
)
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager
from wagtail.search import index

from core.links import joined_link
from core.models import BasePage, BasePageQuerySet, FeedMixin
from participation_pages.blocks import MethodStepBlock
from participation_pages.enums import LadderStep
from participation_pages.forms import MethodPageForm

if TYPE_CHECKING:
    from core.feeds import Channel


class MethodIndexPage(FeedMixin, BasePage):
    parent_page_types = ["home.HomePage"]
    subpage_types = ["participation_pages.MethodPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of methods")

    def news(self, request: HttpRequest, now: datetime) -> "Channel":
        from participation_pages.subscriptions import method_channel

        return method_channel(self, request)

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        from participation_pages.methods import index_context

        return {
            **super().get_context(request, *args, **kwargs),
            **index_context(self, timezone.now()),
        }


class MethodQuerySet(BasePageQuerySet):
    def for_serving(self) -> Self:
        return (
            super()
            .for_serving()
            .annotate(example_page_link=joined_link("example_page"))
        )


class MethodPage(RoutablePageMixin, BasePage):  # type: ignore[misc]
    """What a published method must say may be missing from a draft."""

    ladder = models.CharField(
        _("step of the ladder"), max_length=20, choices=LadderStep
    )
    purpose = models.TextField(
        _("what it is for"),
        max_length=1000,
        help_text=_("What one learns or decides with it, in a few sentences."),
    )
    suits = models.TextField(
        _("when it suits"),
        max_length=1000,
        help_text=_("One thing on each line. It goes on from “It suits when”."),
    )
    does_not_suit = models.TextField(
        _("when it does not suit"),
        max_length=1000,
        help_text=_(
            "One thing on each line. It goes on from “It does not suit when”. "
            "Say what to do instead."
        ),
    )
    participants = models.CharField(
        _("how many take part"),
        max_length=100,
        help_text=_(
            "What stands before the first comma is shown large: "
            "“8–30, at tables of four”."
        ),
    )
    duration = models.CharField(
        _("how long it takes"),
        max_length=100,
        help_text=_("For example: “2–3 hours, with a coffee break”."),
    )
    effort = models.CharField(
        _("the organiser's work"),
        max_length=100,
        help_text=_("For example: “5 days, with preparation and results”."),
    )
    steps = StreamField(
        [("step", MethodStepBlock())],
        verbose_name=_("how it is done"),
        help_text=_("Step by step, so that a colleague can do it after reading."),
    )
    example = models.TextField(
        pgettext_lazy("of a method", "example"), blank=True, max_length=1000
    )
    example_page = models.ForeignKey(
        Page,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("page of the example"),
        help_text=_("For example the way to take part, with what came of it."),
    )

    objects = PageManager.from_queryset(MethodQuerySet)()
    base_form_class = MethodPageForm
    template = "participation_pages/method_page.html"
    parent_page_types = ["participation_pages.MethodIndexPage"]
    subpage_types: list[str] = []
    lists_below = ("kaikki/",)

    search_fields = [
        *BasePage.search_fields,
        index.SearchField("purpose"),
        index.SearchField("suits"),
        index.SearchField("does_not_suit"),
        index.SearchField("steps"),
        index.SearchField("example"),
    ]

    content_panels = [
        HelpPanel(
            content=_(
                "A draft may be saved with parts missing. "
                "A published method has them all, but for the example."
            )
        ),
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("purpose"),
                FieldPanel("suits"),
                FieldPanel("does_not_suit"),
                FieldPanel("ladder"),
            ],
            heading=_("When to choose it"),
            help_text=_(
                "The ladder says how much say residents have. No step is worse than another."
            ),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("participants"), FieldPanel("duration")]),
                FieldPanel("effort"),
                FieldPanel("steps"),
            ],
            heading=_("What it takes, and how it is done"),
        ),
        MultiFieldPanel(
            [FieldPanel("example"), PageChooserPanel("example_page")],
            heading=pgettext_lazy("of a method", "Example"),
            help_text=_(
                "What is open, coming and done with this method stands on the page by itself: "
                "choose the method on each way to take part."
            ),
        ),
    ]

    class Meta:
        verbose_name = pgettext_lazy("way of working", "method")
        verbose_name_plural = pgettext_lazy("way of working", "methods")

    @path("")
    def shown(self, request: HttpRequest) -> HttpResponse:
        from participation_pages.methods import method_context

        context = method_context(self, timezone.now())
        return self.render(request, context_overrides=context)  # type: ignore[no-any-return]

    @path("kaikki/", name="everything")
    def everything(self, request: HttpRequest) -> HttpResponse:
        """All that one could, can or will be able to take part in by this method."""
        from participation_pages.methods import everything_context

        context = everything_context(self, request, timezone.now())
        return self.render(  # type: ignore[no-any-return]
            request,
            context_overrides=context,
            template="participation_pages/method_opportunities.html",
        )
