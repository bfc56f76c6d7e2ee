"""By what words a message is found on the desk: apart from the public search."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.privacy import PersonalData

from .submission import Submission


class MessageWords(models.Model):
    """Keyed hashes of the words of a message and of their forms, never the words.

    The row is the database's to index (migration 0011): SQLite by an FTS5 table that
    triggers keep in step, PostgreSQL by a GIN index. A change of this table in a later
    migration makes SQLite copy it, and lose the triggers: make them anew.
    """

    submission = models.OneToOneField(
        Submission,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="words",
        verbose_name=_("message"),
    )
    words = models.TextField(_("words, as keyed hashes"))

    personal_data = PersonalData(
        purpose=_("To find messages on the desk by their words, in any form."),
        legal_basis=_(
            "GDPR article 6(1)(e): task in the public interest (Act 611/2021, section 29)"
        ),
        retention=_("As long as the texts of the message that it belongs to."),
    )

    class Meta:
        verbose_name = _("words of a message")
        verbose_name_plural = _("words of messages")

    def __str__(self) -> str:
        return f"words of {self.submission_id}"

    @classmethod
    def erase_expired(cls, now: datetime) -> int:
        """Of messages whose texts are gone; they go with them, so there should be none."""
        number, _each = cls.objects.filter(submission__erased_at__isnull=False).delete()
        return number
