"""Comments on initiatives and suggestions: off unless the county wants them."""

from typing import Any, ClassVar, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from moderation.enums import SubmissionState
from moderation.models import Submission
from moderation.models.submission import SubmissionQuerySet

from .initiative import Initiative

LONGEST = 1500
LONGEST_NAME = 60


class CommentQuerySet(SubmissionQuerySet):
    def public(self) -> Self:
        """What anybody may read: approved, its time has come, and what it is about is
        public too."""
        return self.filter(
            state=SubmissionState.CLOSED,
            publication_consent=True,
            published_at__lte=timezone.now(),
            subject__in=Initiative.objects.public(),
        )


class Comment(Submission):
    """Checked before anybody sees it; nobody replies to it on the desk."""

    reference_letter: ClassVar[str] = "K"
    takes_reply: ClassVar[bool] = False
    thanks: ClassVar[Any] = _("Thank you for your comment!")
    published_words: ClassVar[Any] = _("We published your comment on %(date)s.")

    # `initiative` is Submission's own way to the row of that kind.
    subject = models.ForeignKey(
        Initiative,
        on_delete=models.CASCADE,
        related_name="comments",
        verbose_name=_("initiative"),
    )
    # What its writer wishes to be called; nobody is asked to give a real name.
    name = models.CharField(
        _("name that is shown"), max_length=LONGEST_NAME, blank=True
    )
    message = models.TextField(_("comment"), max_length=LONGEST)

    objects = CommentQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")

    @property
    def text(self) -> str:
        return self.message

    @property
    def can_add(self) -> bool:
        """Nobody would be shown what is added: the comment itself is corrected."""
        return False

    @property
    def is_public(self) -> bool:
        """The same as `public()`, for one that has been read with its initiative."""
        return bool(
            self.state == SubmissionState.CLOSED
            and self.publication_consent
            and self.published_at
            and self.published_at <= timezone.now()
            and self.subject.is_public
        )

    def state_changed(self, before: str) -> None:
        """Approved it is published at once, and no longer when that is taken back."""
        published = None
        if self.state == SubmissionState.CLOSED and self.publication_consent:
            published = self.published_at or timezone.now()
        if published != self.published_at:
            Submission.objects.filter(pk=self.pk).update(published_at=published)
            self.published_at = published

    def set_text(self, text: str) -> None:
        self.message = text
        self.save(update_fields=["message"])

    def erase_text(self) -> None:
        self.message = self.name = ""
        self.save(update_fields=["message", "name"])
