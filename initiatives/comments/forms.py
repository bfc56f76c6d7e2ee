from django.utils.translation import gettext_lazy as _

from core.forms import TextField
from core.forms.widgets import TextArea
from initiatives.models.comments import LONGEST, LONGEST_NAME
from moderation.intake import IntakeForm


class CommentForm(IntakeForm):
    message = TextField(
        label=_("Your comment"),
        help_text=_(
            "Others can read it. Do not write health information about yourself or others, or "
            "names of people."
        ),
        max_length=LONGEST,
        widget=TextArea(5, {"data-check-personal-data": ""}),
        error_messages={"required": _("Write your comment.")},
    )
    name = TextField(
        label=_("What may we call you?"),
        help_text=_(
            "This stands beside your comment. It need not be your real name. Without it we "
            "write “Resident”."
        ),
        max_length=LONGEST_NAME,
        required=False,
    )
