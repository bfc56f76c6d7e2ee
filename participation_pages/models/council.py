"""Advisory councils: the youth council, the older people's and the disability council.

The county must have them, and hear them in what matters to those whom they speak for:
Act on Wellbeing Services Counties (611/2021), section 32.
"""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from core.models import BasePage, CalendarMixin, FeedMixin
from participation_pages.blocks import MeetingBlock, MemberBlock, StatementBlock
from participation_pages.forms import CouncilPageForm

if TYPE_CHECKING:
    from core.calendars import Agenda
    from core.feeds import Channel


class CouncilIndexPage(FeedMixin, CalendarMixin, BasePage):
    parent_page_types = ["home.HomePage"]
    subpage_types = ["participation_pages.CouncilPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of advisory councils")

    def news(self, request: HttpRequest, now: datetime) -> "Channel":
        from participation_pages.subscriptions import council_channel

        return council_channel(self, request)

    def dates(self, request: HttpRequest, now: datetime) -> "Agenda":
        """The councils' meetings."""
        from participation_pages.subscriptions import council_agenda

        return council_agenda(self, request, now)

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        from participation_pages.councils import index_context

        return {
            **super().get_context(request, *args, **kwargs),
            **index_context(self, timezone.now()),
        }


class CouncilPage(BasePage):
    """A draft may lack what the council does, its term and its contact; a published page
    may not."""

    duties = models.TextField(
        _("what the council does"),
        max_length=2000,
        help_text=_("In which matters it is heard, and what it may take up by itself."),
    )
    term = models.CharField(
        _("term"), max_length=100, help_text=_("For example: 2025–2029.")
    )
    council = models.ForeignKey(
        "core.DecisionBody",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("the council in the register"),
        help_text=_(
            "The ways to take part in which it decides are then shown on this page."
        ),
    )
    members = StreamField(
        [("member", MemberBlock())],
        verbose_name=pgettext_lazy("of a council", "members"),
        blank=True,
    )
    meetings = StreamField(
        [("meeting", MeetingBlock())],
        verbose_name=pgettext_lazy("of a council", "meetings"),
        blank=True,
        help_text=_(
            "In any order. The next one is shown first, and those that were, below."
        ),
    )
    statements = StreamField(
        [("statement", StatementBlock())],
        verbose_name=pgettext_lazy("of a council", "statements"),
        blank=True,
        help_text=_("In any order. The newest is shown first."),
    )
    contact_name = models.CharField(
        _("contact person"),
        max_length=150,
        help_text=_("Who passes messages on to the council: name and title."),
    )
    contact_email = models.EmailField(_("contact's e-mail"), blank=True)
    contact_phone = models.CharField(
        _("contact's phone number"), max_length=50, blank=True
    )

    base_form_class = CouncilPageForm
    parent_page_types = ["participation_pages.CouncilIndexPage"]
    subpage_types: list[str] = []

    search_fields = [
        *BasePage.search_fields,
        index.SearchField("duties"),
        index.SearchField("members"),
        index.SearchField("meetings"),
        index.SearchField("statements"),
    ]

    content_panels = [
        HelpPanel(
            content=_(
                "The law asks for these councils and for hearing them. Keep their meetings and "
                "statements up to date: this page is where residents follow them."
            )
        ),
        *BasePage.content_panels,
        MultiFieldPanel(
            [FieldPanel("duties"), FieldPanel("term"), FieldPanel("council")],
            heading=_("What the council is for"),
        ),
        MultiFieldPanel(
            [FieldPanel("members")],
            heading=pgettext_lazy("of a council", "Members"),
            help_text=_(
                "Names of members are public. Write no contact details or other facts about them."
            ),
        ),
        MultiFieldPanel(
            [FieldPanel("meetings")], heading=pgettext_lazy("of a council", "Meetings")
        ),
        MultiFieldPanel(
            [FieldPanel("statements")],
            heading=pgettext_lazy("of a council", "Statements"),
            help_text=_(
                "What came of a statement is what residents ask about. Add it afterwards."
            ),
        ),
        MultiFieldPanel(
            [
                FieldPanel("contact_name"),
                FieldRowPanel(
                    [FieldPanel("contact_email"), FieldPanel("contact_phone")]
                ),
            ],
            heading=_("How to reach the council"),
        ),
    ]

    class Meta:
        verbose_name = _("advisory council")
        verbose_name_plural = _("advisory councils")

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        from participation_pages.councils import council_context

        return {
            **super().get_context(request, *args, **kwargs),
            **council_context(self, timezone.now()),
        }
