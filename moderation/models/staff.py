"""How a member of staff works with messages: when away, by whom stood in for, what mail."""

from datetime import date
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class StaffPreferencesQuerySet(models.QuerySet):  # type: ignore[type-arg]
    def away(self, first: date, last: date | None = None) -> Self:
        """Of those who are away on this day, or on some day of these."""
        return self.filter(away_from__lte=last or first, away_until__gte=first)


class StaffPreferences(models.Model):
    """One person's own choices, made in their account settings; without a row, the defaults."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="desk_preferences",
        verbose_name=_("user"),
    )
    away_from = models.DateField(_("first day away"), null=True, blank=True)
    away_until = models.DateField(_("last day away"), null=True, blank=True)
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("deputy"),
    )
    daily_digest = models.BooleanField(_("daily digest"), default=True)
    mail_each_message = models.BooleanField(
        _("a mail of each new message of my units"), default=False
    )

    objects = StaffPreferencesQuerySet.as_manager()

    class Meta:
        verbose_name = _("choices of a member of staff")
        verbose_name_plural = _("choices of members of staff")
        constraints = [
            models.CheckConstraint(
                condition=Q(away_from=None, away_until=None)
                | Q(away_until__gte=F("away_from")),
                name="absence_has_both_ends",
            )
        ]

    def __str__(self) -> str:
        return f"choices {self.pk}"

    def clean(self) -> None:
        problems: dict[str, Any] = {}
        if self.away_from and not self.away_until:
            problems["away_until"] = _("Write also the last day that you are away.")
        elif self.away_until and not self.away_from:
            problems["away_from"] = _("Write also the first day that you are away.")
        elif self.away_from and self.away_until and self.away_until < self.away_from:
            problems["away_until"] = _("The last day is before the first.")
        if problems:
            raise ValidationError(problems)
