"""The form of support: who, from where, and whether the name is shown."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import ChoiceField, EmailField, TextField
from core.forms.widgets import Select, TextInput
from core.models import Municipality
from initiatives.models import InitiativeSettings
from moderation.intake import IntakeForm

ELSEWHERE = "elsewhere"
YES = "yes"


class Declaration(forms.CheckboxSelectMultiple):
    """One box whose whole row is the target."""

    template_name = "components/forms/choices.html"


def municipality_choices() -> list[Any]:
    """The municipalities of the county, and elsewhere where the law gives the right."""
    towns = Municipality.all_cached().values()
    return [
        ("", _("Choose")),
        *[(str(town.pk), town.name) for town in towns if town.in_use],
        (
            ELSEWHERE,
            _("Elsewhere: I use the service or have real estate in the area"),
        ),
    ]


class SupportForm(IntakeForm):
    text_field = "email"

    name = TextField(
        label=_("Your name"),
        help_text=_("First name and last name."),
        max_length=100,
        widget=TextInput({"class": "input medium", "autocomplete": "name"}),
        error_messages={"required": _("Write your name.")},
    )
    municipality = forms.ChoiceField(
        label=_("Where do you live?"),
        choices=municipality_choices,
        widget=Select(),
        error_messages={"required": _("Choose where you live.")},
    )
    email = EmailField(
        label=_("Email address"),
        help_text=_(
            "We send you a link by which you confirm your support. Then we delete the "
            "address."
        ),
        max_length=254,
        error_messages={
            "required": _("Write your email address so that you can confirm.")
        },
    )
    name_public = ChoiceField(
        label=_("May we show your name among the supporters?"),
        help_text=_("We show only the name, and you can change your mind later."),
        choices=[
            (YES, _("Yes, you may show my name")),
            ("no", _("No, do not show my name")),
        ],
        error_messages={"required": _("Choose whether we may show your name.")},
    )
    age = forms.MultipleChoiceField(label=_("Your age"), widget=Declaration())

    field_order = ("name", "municipality", "email", "name_public", "age")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = {"years": InitiativeSettings.current().youngest}
        age: Any = self.fields["age"]
        age.choices = [(YES, _("I am at least %(years)s years old") % years)]
        age.error_messages["required"] = (
            _("Confirm that you are at least %(years)s years old.") % years
        )

    def chosen_municipality(self) -> Municipality | None:
        """None: elsewhere."""
        choice = self.cleaned_data["municipality"]
        return None if choice == ELSEWHERE else Municipality.all_cached()[int(choice)]
