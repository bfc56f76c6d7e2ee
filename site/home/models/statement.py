"""The accessibility statement (Act 306/2019; model statement EU 2018/1523)."""

from datetime import date, datetime, timedelta
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    MultiFieldPanel,
    PageChooserPanel,
)
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager
from wagtail.search import index

from core.models import BasePage, BasePageQuerySet
from home.blocks import FaultBlock
from home.enums import WITH_FAULTS, Assessment, Conformance
from home.forms import StatementForm
from home.presenters import statement_context

# While it stays overdue, nobody is reminded more often than this.
REMIND_EVERY = timedelta(days=30)


def year_before(day: date) -> date:
    """The same day a year ago; 28 February for a leap day."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


class StatementQuerySet(BasePageQuerySet):
    def overdue(self, today: date) -> Self:
        """Published, and not reviewed for more than a year."""
        return self.filter(live=True, reviewed_on__lt=year_before(today))

    def to_remind_of(self, now: datetime, today: date) -> Self:
        """Overdue, and nobody was reminded lately."""
        lately = models.Q(reminded_at__gt=now - REMIND_EVERY)
        return self.overdue(today).exclude(lately)


class AccessibilityStatementPage(BasePage):
    """Facts from which the text of the statement is made, so that nothing that the law
    asks for is left out; published only when they are whole."""

    conformance = models.CharField(
        _("how far the site meets the requirements"),
        max_length=10,
        choices=Conformance,
        help_text=_("WCAG 2.1, levels A and AA."),
    )
    faults = StreamField(
        [("fault", FaultBlock())],
        verbose_name=_("faults"),
        blank=True,
        help_text=_("All that you know of. None if the requirements are met."),
    )
    assessed = models.CharField(_("who assessed it"), max_length=10, choices=Assessment)
    method = models.TextField(
        _("how it was assessed"),
        max_length=1000,
        help_text=_("By which means, on which pages, and with whom."),
    )
    published_on = models.DateField(_("drawn up on"), null=True)
    reviewed_on = models.DateField(
        _("last reviewed on"),
        null=True,
        help_text=_("Review it at least once a year. We remind you of it."),
    )
    feedback_page = models.ForeignKey(
        Page,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("page where faults are reported"),
        help_text=_("What comes in must be answered in 14 days."),
    )
    reminded_at = models.DateTimeField(
        _("reminded of the review"), null=True, editable=False
    )

    objects = PageManager.from_queryset(StatementQuerySet)()
    base_form_class = StatementForm
    template = "home/accessibility_statement_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("faults"),
        index.SearchField("method"),
    ]
    content_panels = [
        HelpPanel(
            content=_(
                "The text of the statement is made from these facts. Contact details and "
                "the supervising authority are in the settings of the county."
            )
        ),
        *BasePage.content_panels,
        FieldPanel("conformance"),
        FieldPanel("faults"),
        MultiFieldPanel(
            [
                FieldPanel("assessed"),
                FieldPanel("method"),
                FieldRowPanel([FieldPanel("published_on"), FieldPanel("reviewed_on")]),
            ],
            heading=_("How and when it was assessed"),
        ),
        PageChooserPanel("feedback_page"),
    ]

    class Meta:
        verbose_name = _("accessibility statement")
        verbose_name_plural = _("accessibility statements")

    def clean(self) -> None:
        super().clean()
        drawn_up, reviewed = self.published_on, self.reviewed_on
        if drawn_up and reviewed and reviewed < drawn_up:
            raise ValidationError(
                {"reviewed_on": _("It cannot be reviewed before it is drawn up.")}
            )

    def check_ready(self) -> None:
        """Nothing is published that says two things at once. Raises ValidationError."""
        if self.conformance in WITH_FAULTS and not self.faults:
            raise ValidationError(
                {"faults": _("Add what does not work yet: the law asks for it.")}
            )
        if self.conformance == Conformance.FULL and self.faults:
            raise ValidationError(
                {"faults": _("Take the faults away, or say that some are left.")}
            )

    def save(self, *args: Any, **kwargs: Any) -> Any:
        if self.live:
            self.check_ready()
        return super().save(*args, **kwargs)

    def with_content_json(self, content: dict[str, Any]) -> Any:
        """The revision's facts, but today's mark of the last reminder."""
        page = super().with_content_json(content)
        page.reminded_at = self.reminded_at
        return page

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return {**context, **statement_context(self, context["route"])}
