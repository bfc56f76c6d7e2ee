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
    # Of accessibility feedback: the page with the fault, and what it was read with.
    page_address = models.CharField(
        _("address of the page"), max_length=500, blank=True
    )
    aid = models.CharField(_("aid"), max_length=200, blank=True)

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

    def answer_days(self, otherwise: int) -> int:
        from .settings import FeedbackSettings

        promises = FeedbackSettings.current()
        if self.kind:
            return promises.days_of_kind(self.kind)
        return promises.days_of_form(self.form)

    def set_text(self, text: str) -> None:
        self.message = text
        self.save(update_fields=["message"])

    def erase_text(self) -> None:
        self.message = self.page_address = self.aid = ""
        self.save(update_fields=["message", "page_address", "aid"])
