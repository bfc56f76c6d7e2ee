"""Mail of initiatives: template, language and ids only, like the outbox of messages."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from initiatives.enums import MailTemplate
from moderation.models.outbox import QueuedMail

from .events import InitiativeEvent
from .initiative import Initiative
from .people import Draft, Follower, Initiator, Support


class InitiativeMail(QueuedMail):
    """To exactly one of: a draft's maker, an initiator, a supporter, a follower, the registry
    (where none of the people is named)."""

    template = models.CharField(_("template"), max_length=20, choices=MailTemplate)
    initiative = models.ForeignKey(
        Initiative,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="mails",
    )
    event = models.ForeignKey(
        InitiativeEvent,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
    )
    draft = models.ForeignKey(
        Draft, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    initiator = models.ForeignKey(
        Initiator, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    support = models.ForeignKey(
        Support, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    follower = models.ForeignKey(
        Follower, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("mail of an initiative")
        verbose_name_plural = _("mail of initiatives")
        ordering = ["next_try_at", "pk"]
        indexes = [
            models.Index(
                fields=["next_try_at"],
                name="initiative_mail_waiting",
                condition=models.Q(sent_at=None, failed_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.template} {self.pk}"
