"""What was there before it was redacted, a text or a file: encrypted, and soon gone."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.crypto import EncryptedBinaryField, EncryptedTextField
from core.privacy import PersonalData
from moderation.enums import RedactionReason
from moderation.redaction import Passage

from .messages import Message
from .submission import Submission


class OriginalQuerySet(models.QuerySet):  # type: ignore[type-arg]
    def current(self) -> Self:
        """Of texts that still stand, so that a passage can be put back."""
        return self.texts().filter(is_current=True)

    def texts(self) -> Self:
        return self.filter(content_type="")

    def files(self) -> Self:
        return self.exclude(content_type="")


class OriginalManager(models.Manager.from_queryset(OriginalQuerySet)):  # type: ignore[misc]
    """A file of some megabytes is read where it is asked for alone."""

    def get_queryset(self) -> OriginalQuerySet:
        rows: OriginalQuerySet = super().get_queryset().defer("content")
        return rows


class Original(models.Model):
    """One text as it was before its first redaction, or a file that was removed.

    A text is of a column of the submission or of what stands beside it (`field`), or of a
    `message` of the conversation. Of a file `text` is the name, and `content` all of it.
    """

    submission = models.ForeignKey(
        Submission,
        on_delete=models.CASCADE,
        related_name="originals",
        verbose_name=_("message"),
    )
    message = models.ForeignKey(
        Message, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    field = models.CharField(max_length=60, blank=True)
    text = EncryptedTextField(_("text"))
    # JSON: a list of [text, reason].
    hidden = EncryptedTextField()
    content = EncryptedBinaryField(null=True)
    content_type = models.CharField(max_length=100, blank=True)
    reason = models.CharField(
        _("reason"), max_length=10, choices=RedactionReason, blank=True
    )
    # False when the sender has put another text in its place.
    is_current = models.BooleanField(default=True)
    redacted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("redacted by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    redacted_at = models.DateTimeField(_("redacted"))
    erase_at = models.DateTimeField(_("to be erased"), db_index=True)

    objects = OriginalManager()

    personal_data = PersonalData(
        purpose=_(
            "What a redacted text said and a removed file held, for a review of the "
            "redaction and of decisions."
        ),
        legal_basis=_(
            "GDPR article 6(1)(e): task in the public interest (Act 611/2021, section 29)"
        ),
        retention=_(
            "Until the retention time for originals after the redaction, see the settings; "
            "never longer than the message."
        ),
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("original of a redacted text")
        verbose_name_plural = _("originals of redacted texts")
        default_permissions = ()
        permissions = [("read_original", _("Can read redacted passages"))]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "field"],
                condition=models.Q(is_current=True, message=None),
                name="original_one_of_field",
            ),
            models.UniqueConstraint(
                fields=["message"],
                condition=models.Q(is_current=True),
                name="original_one_of_message",
            ),
        ]

    def __str__(self) -> str:
        return f"original {self.pk}"

    @property
    def key(self) -> tuple[int | None, str]:
        """As `services.texts.Text` has it."""
        return (self.message_id, self.field)

    @property
    def is_file(self) -> bool:
        return bool(self.content_type)

    @property
    def passages(self) -> list[Passage]:
        return [Passage(text, reason) for text, reason in json.loads(self.hidden)]

    @passages.setter
    def passages(self, passages: Iterable[Passage]) -> None:
        kept = {passage.text: passage.reason for passage in passages}
        self.hidden = json.dumps(list(kept.items()))

    @classmethod
    def erase_expired(cls, now: datetime) -> int:
        from moderation.services import erase_expired_originals

        return erase_expired_originals(now=now)
