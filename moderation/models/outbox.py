"""Mail that is to be sent: written in the transaction that it tells of."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from moderation.enums import MailTemplate, StaffMailKind

from .messages import Message
from .submission import Submission


class QueuedMail(models.Model):
    """When a mail is tried, and what became of it; what it says is made at sending."""

    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    next_try_at = models.DateTimeField(_("next try"), default=timezone.now)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    failed_at = models.DateTimeField(_("given up"), null=True, blank=True)
    # The kind of error, never its text: servers put addresses into it.
    error = models.CharField(_("error"), max_length=100, blank=True)

    class Meta:
        abstract = True


class OutboxMail(QueuedMail):
    """Template, language and ids only: address, link and body are made at sending."""

    template = models.CharField(_("template"), max_length=20, choices=MailTemplate)
    language = models.CharField(_("language"), max_length=10)
    submission = models.ForeignKey(
        Submission, on_delete=models.CASCADE, related_name="outbox"
    )
    message = models.ForeignKey(
        Message, on_delete=models.CASCADE, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("mail in the outbox")
        verbose_name_plural = _("mail in the outbox")
        ordering = ["next_try_at", "pk"]
        indexes = [
            models.Index(
                fields=["next_try_at"],
                name="outbox_waiting",
                condition=models.Q(sent_at=None, failed_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.template} {self.pk}"


class StaffMail(QueuedMail):
    """A mail to a member of staff: at most one digest a day, and one of each new message.

    A digest that had nothing to tell stays as sent, so that the day's is not made again.
    """

    kind = models.CharField(_("kind"), max_length=20, choices=StaffMailKind)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    # Of a digest.
    day = models.DateField(_("day"), null=True)
    # Of a new message.
    submission = models.ForeignKey(
        Submission, on_delete=models.CASCADE, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("mail to staff")
        verbose_name_plural = _("mail to staff")
        ordering = ["next_try_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "day"],
                name="one_digest_a_day",
                condition=models.Q(kind=StaffMailKind.DIGEST),
            ),
            models.UniqueConstraint(
                fields=["user", "submission"],
                name="one_mail_of_a_message",
                condition=models.Q(kind=StaffMailKind.NEW_MESSAGE),
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_try_at"],
                name="staff_mail_waiting",
                condition=models.Q(sent_at=None, failed_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
