"""What the county promises on each form of feedback, and how much it takes from one place."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import register_setting

from core.models import StoredSettings
from feedback_forms.enums import FeedbackKind, FormKind
from moderation.intake import Limits

# Act on the Provision of Digital Services (306/2019): without undue delay, and
# within 14 days at the latest.
LONGEST_BY_LAW = 14
LONGEST = 365


def days(label: Any) -> models.PositiveSmallIntegerField:  # type: ignore[type-arg]
    return models.PositiveSmallIntegerField(
        label,
        default=14,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST)],
    )


def limit(label: Any, default: int) -> models.PositiveIntegerField:  # type: ignore[type-arg]
    return models.PositiveIntegerField(
        label, default=default, validators=[MinValueValidator(1)]
    )


@register_setting(icon="comment", order=115)
class FeedbackSettings(StoredSettings):
    about = _("how soon each kind of feedback is answered, and limits of tablets")

    question_days = days(_("days until a question is answered"))
    criticism_days = days(_("days until criticism is answered"))
    idea_days = days(_("days until an idea is answered"))
    thanks_days = days(_("days until thanks are answered"))
    in_depth_days = days(_("days until in-depth feedback is answered"))
    accessibility_days = models.PositiveSmallIntegerField(
        _("days until accessibility feedback is answered"),
        default=LONGEST_BY_LAW,
        validators=[
            MinValueValidator(1),
            MaxValueValidator(
                LONGEST_BY_LAW,
                _("The law allows 14 days at the most (Act 306/2019)."),
            ),
        ],
        help_text=_("14 days at the most: Act 306/2019."),
    )
    taps_per_hour = limit(
        _("numbers and faces an hour from one address, without a question"), 30
    )
    taps_per_day = limit(_("numbers and faces a day from one address at the most"), 200)
    kiosk_per_hour = limit(_("answers an hour from one tablet"), 300)
    kiosk_per_day = limit(_("answers a day from one tablet at the most"), 3000)
    kiosk_links = models.PositiveSmallIntegerField(
        _("number of the tablets’ links"),
        default=1,
        help_text=_(
            "Raise it when a tablet’s link has got about: the old links work on, "
            "with the limits of everybody. Then open the new links on the tablets."
        ),
    )

    panels = [
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [FieldPanel("question_days"), FieldPanel("criticism_days")]
                ),
                FieldRowPanel([FieldPanel("idea_days"), FieldPanel("thanks_days")]),
                FieldRowPanel(
                    [FieldPanel("in_depth_days"), FieldPanel("accessibility_days")]
                ),
            ],
            _("Promises to the sender"),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("taps_per_hour"), FieldPanel("taps_per_day")])],
            _("Limits of numbers and faces"),
            help_text=_(
                "A waiting room or a school shares an address: do not set it too low."
            ),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [FieldPanel("kiosk_per_hour"), FieldPanel("kiosk_per_day")]
                ),
                FieldPanel("kiosk_links"),
            ],
            _("Tablets at the place"),
        ),
    ]

    class Meta:
        verbose_name = _("forms of feedback")

    def days_of_form(self, form: str) -> int:
        """The days that can be promised before the sender has said what kind it is:
        on the general form the longest."""
        if form == FormKind.ACCESSIBILITY:
            return self.accessibility_days
        if form == FormKind.IN_DEPTH:
            return self.in_depth_days
        return max(self.days_of_kind(kind) for kind in FeedbackKind)

    def days_of_kind(self, kind: str) -> int:
        days: int = getattr(self, f"{kind}_days")
        return days

    @property
    def taps(self) -> Limits:
        return Limits(self.taps_per_hour, self.taps_per_day)

    @property
    def kiosk(self) -> Limits:
        return Limits(self.kiosk_per_hour, self.kiosk_per_day)
