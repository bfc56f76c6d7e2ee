"""Direct feedback on a service, a unit or a way to take part."""

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from feedback_forms.enums import FeedbackKind, SenderRole
from moderation.models import Submission


class Feedback(Submission):
    reference_letter: ClassVar[str] = "P"
    thanks: ClassVar[Any] = _("Thank you for your feedback!")

    role = models.CharField(_("sender"), max_length=10, choices=SenderRole)
    kind = models.CharField(_("kind of feedback"), max_length=10, choices=FeedbackKind)
    message = models.TextField(_("feedback"))
    recommendation = models.PositiveSmallIntegerField(
        _("would recommend, 0–10"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(10)],
    )

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")

    @property
    def text(self) -> str:
        return self.message

    def set_text(self, text: str) -> None:
        self.message = text
        self.save(update_fields=["message"])
