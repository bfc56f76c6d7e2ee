"""Stories of lived experience, told in illustrated steps, and their list."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
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

from core.links import joined_link
from core.models import BasePage, BasePageQuerySet, FeedMixin, SiteImage
from participation_pages.blocks import StoryStepBlock
from participation_pages.enums import StoryVoice
from participation_pages.forms import CONSENT, StoryPageForm

if TYPE_CHECKING:
    from core.feeds import Channel


class StoryQuerySet(BasePageQuerySet):
    def for_cards(self) -> "StoryQuerySet":
        """What a card in a list shows, and none of the long texts."""
        return self.select_related("card_picture").only(
            "title",
            "url_path",
            "locale_id",
            "introduction",
            "whose",
            "reading_minutes",
            "service_area_id",
            "card_picture",
        )

    def for_serving(self) -> "StoryQuerySet":
        found = super().for_serving()
        return found.annotate(outcome_page_link=joined_link("outcome_page"))

    def counted(self) -> list[dict[str, Any]]:
        """How many there are of each voice and service area, in one query."""
        rows = self.order_by().values("whose", "service_area_id")
        return list(rows.annotate(number=models.Count("pk")))


class StoryIndexPage(FeedMixin, BasePage):
    template = "participation_pages/story_index_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["participation_pages.StoryPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of stories")

    def news(self, request: HttpRequest, now: datetime) -> "Channel":
        from participation_pages.subscriptions import story_channel

        return story_channel(self, request)

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        """`?kenen=own` and `?alue=3` narrow the list, `?sivu=2` pages it."""
        from participation_pages.stories import listed

        pages = StoryPage.objects.public().offered_below(self)
        return {
            **super().get_context(request, *args, **kwargs),
            **listed(self, pages, request),
        }


class StoryPage(BasePage):
    """Published with the consent of the one whose story it is, who may withdraw it."""

    whose = models.CharField(
        _("whose experience it is"), max_length=10, choices=StoryVoice
    )
    teller = models.CharField(
        _("name of the teller"),
        max_length=100,
        blank=True,
        help_text=_("As the teller wants it shown. Leave empty for no name."),
    )
    name_changed = models.BooleanField(_("the name has been changed"), default=False)
    expert_presentation = models.TextField(
        _("who the teller is"),
        max_length=1000,
        blank=True,
        help_text=_("The expert by experience in a few sentences."),
    )
    content_note = models.TextField(
        _("what the reader should know before reading"),
        max_length=500,
        blank=True,
        help_text=_(
            "If the story tells of something heavy, such as violence or death. It"
            " stands before the story, with a way to leave it unread."
        ),
    )
    steps = StreamField(
        [("step", StoryStepBlock())],
        verbose_name=_("steps of the story"),
        help_text=_("Four to eight short steps are easy to follow."),
    )
    what_followed = models.TextField(
        _("what followed from the story"),
        max_length=1000,
        blank=True,
        help_text=_("What the county did or decided, and when."),
    )
    outcome_page = models.ForeignKey(
        Page,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("page that tells the outcome"),
    )
    service_area = models.ForeignKey(
        "core.ServiceArea",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("service area"),
    )
    topic = models.ForeignKey(
        "core.Topic",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("topic"),
    )
    # May lack in a draft, never in what is published: see decision 0017.
    consent_given_on = models.DateField(_("consent given on"), null=True)
    # For the list, which reads no steps.
    reading_minutes = models.PositiveSmallIntegerField(default=1, editable=False)
    card_picture = models.ForeignKey(
        "core.SiteImage",
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )

    objects = PageManager.from_queryset(StoryQuerySet)()
    base_form_class = StoryPageForm
    template = "participation_pages/story_page.html"
    share_type = "article"
    parent_page_types = ["participation_pages.StoryIndexPage"]
    subpage_types: list[str] = []

    search_fields = [
        *BasePage.search_fields,
        index.SearchField("steps"),
        index.SearchField("what_followed"),
        index.SearchField("expert_presentation"),
    ]

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("whose"),
                FieldRowPanel([FieldPanel("service_area"), FieldPanel("topic")]),
            ],
            heading=_("What it is about"),
        ),
        FieldPanel("content_note"),
        FieldPanel("steps"),
        MultiFieldPanel(
            [
                FieldPanel("what_followed"),
                PageChooserPanel(
                    "outcome_page", page_type="participation_pages.OpportunityPage"
                ),
            ],
            heading=_("What came of the story"),
        ),
    ]
    consent_panels = [
        HelpPanel(template="participation_pages/admin/consent_help.html"),
        FieldPanel("consent_given_on"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("teller"), FieldPanel("name_changed")]),
                FieldPanel("expert_presentation"),
            ],
            heading=_("The teller"),
        ),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Content")),
            ObjectList(consent_panels, heading=_("Teller and consent")),
            ObjectList(Page.promote_panels, heading=_("Promote")),
            ObjectList(Page.settings_panels, heading=_("Settings")),
        ]
    )

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")

    def clean(self) -> None:
        super().clean()
        if self.consent_given_on and self.consent_given_on > timezone.localdate():
            raise ValidationError(
                {
                    "consent_given_on": _(
                        "The day of the consent cannot be in the future."
                    )
                }
            )

    def save(self, *args: Any, **kwargs: Any) -> Any:
        from participation_pages import stories

        # Wagtail saves single columns of the published row while it stores a draft.
        if not kwargs.get("update_fields"):
            if self.live:
                self.check_ready()
            self.reading_minutes = stories.reading_minutes(self)
            self.card_picture = stories.card_picture(self)
        return super().save(*args, **kwargs)

    def check_ready(self) -> None:
        """Nothing is published without it, whatever way it takes. Raises ValidationError."""
        if self.consent_given_on is None:
            raise ValidationError({"consent_given_on": CONSENT})

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        from participation_pages.stories import story_context

        context = super().get_context(request, *args, **kwargs)
        return {**context, **story_context(self, request)}

    def share_picture(self) -> SiteImage | None:
        """As on its card, but with the words that stand beside it in the story."""
        from participation_pages import stories

        return stories.card_picture(self)

    def structured_data(
        self, request: HttpRequest, context: Mapping[str, Any]
    ) -> list[dict[str, Any]]:
        from participation_pages import structured_data

        return [structured_data.story(self, request, context)]


# Computed from what the page refers to already.
StoryPage._meta.get_field("card_picture").wagtail_reference_index_ignore = True
