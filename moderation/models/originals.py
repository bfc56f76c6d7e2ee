"""What a text said before passages of it were redacted: encrypted, and soon gone."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.crypto import EncryptedTextField
from core.privacy import PersonalData
from moderation.redaction import Passage

from .messages import Message
from .submission import Submission


class OriginalQuerySet(models.QuerySet):  # type: ignore[type-arg]
    def current(self) -> Self:
        """Of texts that still stand, so that a passage can be put back."""
        return self.filter(is_current=True)


class Original(models.Model):
    """One text as it was before its first redaction.

    It is of a column of the submission (`field`), or of a `message` of the conversation.
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

    objects = OriginalQuerySet.as_manager()

    personal_data = PersonalData(
        purpose=_(
            "What a redacted text said, for a review of the redaction and of decisions."
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
