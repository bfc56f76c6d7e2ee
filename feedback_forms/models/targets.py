"""What the county aims at, and how figures are shown."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.contrib.settings.models import register_setting

from core.models import StoredSettings
from core.suppression import LEAST_FLOOR


class NpsTarget(models.Model):
    """What the county has promised of a year. The first two are of its programme."""

    year = models.PositiveSmallIntegerField(
        _("year"),
        unique=True,
        validators=[MinValueValidator(2000), MaxValueValidator(2100)],
    )
    nps = models.SmallIntegerField(
        _("recommendation index (NPS) at least"),
        validators=[MinValueValidator(-100), MaxValueValidator(100)],
    )
    share_of_units = models.PositiveSmallIntegerField(
        _("units that measure, per cent at least"),
        validators=[MaxValueValidator(100)],
    )

    class Meta:
        ordering = ["-year"]
        verbose_name = _("target of recommendations")
        verbose_name_plural = _("targets of recommendations")

    def __str__(self) -> str:
        return str(self.year)


def at_least_five(label: Any, help_text: Any) -> models.PositiveSmallIntegerField:  # type: ignore[type-arg]
    return models.PositiveSmallIntegerField(
        label,
        default=LEAST_FLOOR,
        validators=[MinValueValidator(LEAST_FLOOR), MaxValueValidator(1000)],
        help_text=help_text,
    )


@register_setting(icon="table", order=115)
class FiguresSettings(StoredSettings):
    about = _("from how many answers a figure is shown")

    floor = at_least_five(
        _("answers from which a figure is shown"),
        _("Five at least, so that nobody can be identified."),
    )
    measuring_answers = at_least_five(
        _("answers a year from which a unit measures"),
        _(
            "Both measurements together. The share of units that measure follows from it."
        ),
    )

    panels = [
        FieldRowPanel([FieldPanel("floor"), FieldPanel("measuring_answers")]),
    ]

    class Meta:
        verbose_name = _("figures of feedback")
