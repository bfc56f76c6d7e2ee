"""What the sender writes on the receipt page."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.forms import ResidentForm, TextField
from core.forms.widgets import TextArea

LONGEST = 5000
NO_HEALTH = _(
    "Do not write health information about yourself or others, or a personal identity code. "
    "We do not need them."
)


class TextForm(ResidentForm):
    """One text, with the question as its label."""

    text = TextField(
        max_length=LONGEST,
        help_text=NO_HEALTH,
        widget=TextArea(6, {"data-check-personal-data": ""}),
    )

    label: Any = ""
    required: Any = _("Answer this question.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = self.label
        self.fields["text"].error_messages["required"] = self.required


class AnswerForm(TextForm):
    label = _("Your answer")


class AdditionForm(TextForm):
    label = _("Do you want to add something?")


class ReviewForm(TextForm):
    label = _("Why do you disagree?")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].required = False


class CorrectionForm(TextForm):
    label = _("Your message")
    required = _("Write your message.")
