"""What staff write to each other about a message; its sender never sees it."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.privacy import PersonalData

from .submission import Submission


class Note(models.Model):
    """An internal note, written by itself or with a message that is forwarded."""

    submission = models.ForeignKey(
        Submission,
        on_delete=models.CASCADE,
        related_name="notes",
        verbose_name=_("message"),
    )
    text = models.TextField(_("text"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    created_at = models.DateTimeField(_("time"), auto_now_add=True)

    personal_data = PersonalData(
        purpose=_("What staff tell each other so that a message can be answered."),
        legal_basis=_(
            "GDPR article 6(1)(e): task in the public interest (Act 611/2021, section 29)"
        ),
        retention=_("As long as the message that it belongs to."),
    )

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name = _("internal note")
        verbose_name_plural = _("internal notes")

    def __str__(self) -> str:
        return f"note {self.pk}"

    @classmethod
    def erase_expired(cls, now: datetime) -> int:
        """None by itself: notes go with the message that they are about."""
        return 0
