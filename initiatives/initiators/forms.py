"""What the initiators correct."""

from django.utils.translation import gettext_lazy as _

from core.forms import ResidentForm, TextField
from core.forms.widgets import TextArea
from initiatives.models.initiative import LONGEST_TEXT, LONGEST_TITLE
from moderation.sender_forms import NO_HEALTH


class SuggestionCorrectionForm(ResidentForm):
    """The texts of a suggestion; its fields are columns of the initiative."""

    title = TextField(
        label=_("Title"),
        max_length=LONGEST_TITLE,
        error_messages={
            "required": _("Write a title."),
            "max_length": _(
                "Write a shorter title: at most %(limit_value)d characters."
            ),
        },
    )
    proposal = TextField(
        label=_("What do you propose, and why?"),
        help_text=NO_HEALTH,
        max_length=LONGEST_TEXT,
        widget=TextArea(10, {"data-check-personal-data": ""}),
        error_messages={"required": _("Write what you propose, and why.")},
    )


class CorrectionForm(SuggestionCorrectionForm):
    """Those of an initiative."""

    effects = TextField(
        label=_("What would follow from it?"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=TextArea(6, {"data-check-personal-data": ""}),
    )
