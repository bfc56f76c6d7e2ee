"""Filters of the desk's list that a person has given a name."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SavedViewQuerySet(models.QuerySet):  # type: ignore[type-arg]
    def seen_by(self, user: Any) -> Self:
        """One's own, and what others share."""
        return self.filter(Q(user=user) | Q(shared=True))


class SavedView(models.Model):
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("whose"),
        on_delete=models.CASCADE,
        related_name="saved_views",
    )
    name = models.CharField(_("name"), max_length=60)
    # Choices of the filters as they stand in addresses; never words that were looked for.
    query = models.CharField(_("filters"), max_length=1000)
    shared = models.BooleanField(
        _("shown to everybody who sees the messages"), default=False
    )

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "name"], name="one_saved_view_a_name"
            )
        ]

    def __str__(self) -> str:
        return self.name
