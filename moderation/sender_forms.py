"""What the sender writes on the receipt page."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.forms import ResidentForm, TextField
from core.forms.widgets import TextArea, TextInput

from .references import read_code, read_reference

LONGEST = 5000
NO_HEALTH = _(
    "Do not write health information about yourself or others, or a personal identity code. "
    "We do not need them."
)

# A browser must neither keep it for the next person, nor put it right.
AS_ON_PAPER = {
    "autocomplete": "off",
    "autocapitalize": "characters",
    "spellcheck": "false",
}


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
    required = _("Write what you want to add.")


class ReviewForm(TextForm):
    label = _("Why do you disagree?")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].required = False


class CorrectionForm(TextForm):
    label = _("Your message")
    required = _("Write your message.")


class CodeForm(ResidentForm):
    """What stands on the slip that a sender on paper or by phone was given."""

    reference = TextField(
        label=_("Reference"),
        help_text=_("For example P-2026-7K3M."),
        max_length=40,
        widget=TextInput({"class": "input medium", **AS_ON_PAPER}),
        error_messages={"required": _("Write the reference from your slip.")},
    )
    code = TextField(
        label=_("Code"),
        help_text=_("16 letters and numbers, in groups of four. Case does not matter."),
        max_length=60,
        widget=TextInput({"class": "input medium", **AS_ON_PAPER}),
        error_messages={"required": _("Write the code from your slip.")},
    )

    def clean_reference(self) -> str:
        reference = read_reference(self.cleaned_data["reference"])
        if not reference:
            raise ValidationError(
                _("Check the reference. Write it like this: P-2026-7K3M.")
            )
        return reference

    def clean_code(self) -> str:
        code = read_code(self.cleaned_data["code"])
        if not code:
            raise ValidationError(
                _("Check the code. It has 16 letters and numbers, without Å, Ä and Ö.")
            )
        return code
