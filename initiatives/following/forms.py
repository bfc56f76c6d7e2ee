from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import EmailField, ResidentForm, TextField


class FollowForm(ResidentForm):
    email = EmailField(
        label=_("Email address"),
        help_text=_(
            "We send a mail to it, in which you confirm that you want to follow. We use "
            "the address for nothing else."
        ),
        max_length=254,
        error_messages={"required": _("Enter your email address.")},
    )
    website = TextField(required=False, widget=forms.HiddenInput)
