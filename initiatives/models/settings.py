"""What the law and the county say of initiatives: shown to the county to be checked."""

from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import register_setting

from core.models import Municipality, StoredSettings


def number(
    label: Any, default: int, most: int = 3650, **kwargs: Any
) -> models.PositiveSmallIntegerField:  # type: ignore[type-arg]
    return models.PositiveSmallIntegerField(
        label,
        default=default,
        validators=[MinValueValidator(1), MaxValueValidator(most)],
        **kwargs,
    )


@register_setting(icon="form", order=117)
class InitiativeSettings(StoredSettings):
    about = _("thresholds, time limits and retention of initiatives")

    threshold_percent = models.DecimalField(
        _("supporters that oblige the county to handle it, per cent of residents"),
        max_digits=4,
        decimal_places=2,
        default=Decimal("1.00"),
        validators=[MinValueValidator(Decimal("0.01")), MaxValueValidator(100)],
        help_text=_("Act 611/2021, section 30. To be checked by the county."),
    )
    handling_months = number(
        _("months in which it is then handled"),
        6,
        60,
        help_text=_("Act 611/2021, section 30. To be checked by the county."),
    )
    acknowledge_months = number(
        _("months in which the initiators are told who handles it"), 1, 24
    )
    report_months = number(_("months between progress reports"), 3, 24)
    collecting_days = number(_("days in which support is collected"), 90, 730)
    youngest = number(_("age that a supporter declares to have reached"), 15, 100)
    draft_days = number(_("days that a draft is kept"), 60, 365)
    supports_kept_months = number(
        _("months after the end that supports are kept"), 6, 120
    )
    initiators_kept_months = number(
        _("months after the end that the initiators’ details are kept"), 24, 240
    )
    archive_months = number(_("months after the answer until it is archived"), 24, 240)
    registry_email = models.EmailField(
        _("e-mail address of the registry"),
        blank=True,
        help_text=_("New initiatives and what is late are told here."),
    )
    sheets_address = models.CharField(
        _("postal address for signature sheets"),
        max_length=200,
        blank=True,
        help_text=_(
            "For example: Registry, PO Box 1, 00000 Town. Stands on the sheets."
        ),
    )
    comments = models.BooleanField(
        _("comments can be written"),
        default=False,
        help_text=_("Each is checked before it is shown."),
    )
    taps_per_day = number(
        _("supports of one suggestion a day from one address at the most"),
        20,
        help_text=_("A library or a school shares an address."),
    )

    panels = [
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [FieldPanel("threshold_percent"), FieldPanel("handling_months")]
                ),
                FieldRowPanel(
                    [FieldPanel("acknowledge_months"), FieldPanel("report_months")]
                ),
                FieldPanel("registry_email"),
            ],
            _("What the law promises"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("collecting_days"), FieldPanel("youngest")]),
                FieldPanel("sheets_address"),
                FieldPanel("taps_per_day"),
                FieldPanel("comments"),
            ],
            _("Support and comments"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [FieldPanel("draft_days"), FieldPanel("supports_kept_months")]
                ),
                FieldRowPanel(
                    [FieldPanel("initiators_kept_months"), FieldPanel("archive_months")]
                ),
            ],
            _("Retention"),
        ),
    ]

    class Meta:
        verbose_name = _("initiatives and suggestions")

    def threshold(self) -> int:
        """Supporters that oblige the county today; 0 while no municipality has residents."""
        residents = (
            Municipality.objects.filter(in_use=True).aggregate(all=Sum("population"))[
                "all"
            ]
            or 0
        )
        return -int(-residents * self.threshold_percent // 100)
