"""Who did what, and when. Append-only, and without personal data of residents."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from moderation.enums import Action


class AuditEvent(models.Model):
    """One act on one submission; the reference stays when the submission is gone."""

    at = models.DateTimeField(_("time"), auto_now_add=True, db_index=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    action = models.CharField(_("what"), max_length=30, choices=Action)
    reference = models.CharField(_("reference"), max_length=20, db_index=True)
    # Codes only (a rule's key, a state, a unit's id): never words that somebody wrote.
    detail = models.CharField(_("detail"), max_length=50, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("event in the log")
        verbose_name_plural = _("events in the log")

    def __str__(self) -> str:
        return f"{self.reference} {self.action}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise TypeError("An event in the log is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("An event in the log is never deleted.")
