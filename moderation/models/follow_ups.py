"""What became of a reply: whether it helped, and whether things got better.

Numbers alone. What the sender writes with them is a `Message`, and goes with the texts.
"""

from datetime import datetime
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from moderation.enums import Helped, Later, SubmissionState

from .submission import Submission


class ReplyRating(models.Model):
    """Of the latest reply; the sender may change it for a while."""

    submission = models.OneToOneField(
        Submission,
        on_delete=models.CASCADE,
        related_name="rating",
        verbose_name=_("message"),
    )
    helped = models.CharField(_("did the reply help"), max_length=10, choices=Helped)
    at = models.DateTimeField(_("time"), default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("rating of a reply")
        verbose_name_plural = _("ratings of replies")

    def __str__(self) -> str:
        return f"rating {self.pk}"


class FollowUpQuerySet(models.QuerySet):  # type: ignore[type-arg]
    def waiting(self) -> Self:
        """Agreed and not asked yet. While a message is handled again, the question waits."""
        return self.filter(asked_at=None, submission__state=SubmissionState.ANSWERED)

    def due(self, now: datetime) -> Self:
        """To be asked by now, of those who can be reached."""
        return self.waiting().filter(ask_at__lte=now, submission__contact__isnull=False)

    def unanswered(self) -> Self:
        """Asked, and not answered yet."""
        return self.filter(
            asked_at__isnull=False,
            answered_at=None,
            submission__state=SubmissionState.ANSWERED,
        )


class FollowUp(models.Model):
    """The sender's leave to be asked once, some weeks later; then the answer."""

    submission = models.OneToOneField(
        Submission,
        on_delete=models.CASCADE,
        related_name="follow_up",
        verbose_name=_("message"),
    )
    ask_at = models.DateTimeField(_("to be asked"), db_index=True)
    asked_at = models.DateTimeField(_("asked"), null=True, blank=True)
    outcome = models.CharField(
        _("things are"), max_length=10, choices=Later, blank=True
    )
    answered_at = models.DateTimeField(
        _("answered"), null=True, blank=True, db_index=True
    )

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("later question")
        verbose_name_plural = _("later questions")

    def __str__(self) -> str:
        return f"follow-up {self.pk}"
