"""Direct feedback on a service, a unit or a way to take part."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from feedback_forms.enums import FeedbackKind, FormKind, SenderRole
from moderation.models import Submission


class Feedback(Submission):
    reference_letter: ClassVar[str] = "P"
    thanks: ClassVar[Any] = _("Thank you for your feedback!")

    form = models.CharField(
        _("form"), max_length=20, choices=FormKind, default=FormKind.DIRECT
    )
    # Quick feedback asks for neither.
    role = models.CharField(_("sender"), max_length=10, choices=SenderRole, blank=True)
    kind = models.CharField(
        _("kind of feedback"), max_length=10, choices=FeedbackKind, blank=True
    )
    message = models.TextField(_("feedback"))

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")

    @property
    def kind_label(self) -> str:
        """What it is, in words: its kind, or the form where no kind was asked for."""
        return self.get_kind_display() or self.get_form_display()

    @property
    def text(self) -> str:
        return self.message

    def set_text(self, text: str) -> None:
        self.message = text
        self.save(update_fields=["message"])
