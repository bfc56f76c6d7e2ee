"""The page on which one initiator is added or changed."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.crypto import email_hash
from core.forms import ChoiceField, EmailField, TextField
from core.forms.widgets import Select, TextInput
from core.models import Municipality
from initiatives.enums import Basis
from initiatives.supporting.identified import lock
from users.identification import Claim

from .drafts import Person
from .forms import TAKEN, QuestionForm, entries

ELSEWHERE = "0"
WHO = ("name", "email", "municipality")


class PersonForm(QuestionForm):
    """`person` is the one that is changed, or a new one with nothing but its key.

    Who is added first is the contact person, and so is not asked about it. They can be
    identified (`found`) while they fill in the form; nobody does it for another.
    """

    name = TextField(
        label=_("Name"),
        max_length=150,
        widget=TextInput({"autocomplete": "name"}),
        error_messages={"required": _("Write the name of the initiator.")},
    )
    email = EmailField(
        label=_("Email address"),
        help_text=_(
            "We send a link to this address, with which the initiator confirms. We do not "
            "publish it."
        ),
        max_length=254,
        error_messages={"required": _("Write the email address of the initiator.")},
    )
    municipality = forms.ChoiceField(
        label=_("Home municipality"),
        choices=lambda: [
            ("", _("Choose")),
            *entries(Municipality),
            (ELSEWHERE, _("Outside the county")),
        ],
        widget=Select(),
        error_messages={"required": _("Choose the municipality of the initiator.")},
    )
    basis = ChoiceField(
        label=_("On which ground is the initiative made?"),
        help_text=_(
            "By law an initiative can be made by members of the wellbeing services county, "
            "and by users of a service about that service. Members are the residents, "
            "municipalities and communities of the area, and those who own or hold real "
            "estate there."
        ),
        choices=Basis,
        error_messages={"required": _("Choose the ground for making the initiative.")},
    )
    name_public = ChoiceField(
        label=_("May the name be shown with the initiative?"),
        help_text=_("The municipality is shown with the name."),
        choices=[
            ("yes", pgettext_lazy("name of an initiator", "Yes, show the name")),
            ("no", pgettext_lazy("name of an initiator", "No, do not show the name")),
        ],
        error_messages={"required": _("Choose whether the name may be shown.")},
    )
    is_contact = ChoiceField(
        label=_("Is this the contact person?"),
        help_text=_(
            "There is one contact person. We send them the confirmation, questions and news "
            "of the handling."
        ),
        choices=[
            ("yes", pgettext_lazy("contact person", "Yes")),
            ("no", pgettext_lazy("contact person", "No")),
        ],
        error_messages={"required": _("Choose whether this is the contact person.")},
    )
    phone = TextField(
        label=_("Phone number of the contact person"),
        help_text=_("Only if we may call about the initiative. We do not publish it."),
        required=False,
        max_length=40,
        widget=TextInput(
            {"class": "input medium", "autocomplete": "tel", "inputmode": "tel"}
        ),
    )

    def __init__(
        self, *args: Any, person: Person, found: Claim | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        others = [each for each in self.answers.people if each.key != person.key]
        if not others or person.is_contact:
            del self.fields["is_contact"]
        self.can_identify = "is_contact" not in self.fields
        # Who was identified stays who they are, whoever opens the page afterwards.
        other = found and person.identified not in ("", found.person)
        self.found = found if self.can_identify and not other else None
        lock(self, self.found, name="name", municipality="municipality")
        self.taken = {email_hash(each.email) for each in others}

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        if email_hash(email) in self.taken:
            raise ValidationError(TAKEN, code="taken")
        return email

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        resident = data.get("basis") == Basis.RESIDENT
        if resident and data.get("municipality") == ELSEWHERE:
            self.add_error(
                "basis",
                ValidationError(
                    _(
                        "You chose a home outside the county. Choose another ground, or "
                        "correct the home municipality."
                    ),
                    code="elsewhere",
                ),
            )
        return data

    def filled_in(self) -> Person:
        """The person of a valid form."""
        data = self.cleaned_data
        contact = "is_contact" not in self.fields or data["is_contact"] == "yes"
        return Person(
            key=self.person.key,
            name=data["name"],
            email=data["email"],
            municipality=int(data["municipality"]),
            basis=data["basis"],
            name_public=data["name_public"] == "yes",
            # Asked of the contact person alone, so kept of nobody else.
            phone=data["phone"] if contact else "",
            is_contact=contact,
            identified=self.identified(),
        )

    def identified(self) -> str:
        """Once identified, as long as it is the same person at the same address."""
        if self.found:
            return self.found.person
        now, before = self.cleaned_data, typed(self.person)
        same = all(now[name] == before[name] for name in WHO)
        return self.person.identified if same else ""


def typed(person: Person) -> dict[str, str]:
    """A person as the form's own values."""
    return {
        "name": person.name,
        "email": person.email,
        "municipality": str(person.municipality),
        "basis": person.basis,
        "name_public": "yes" if person.name_public else "no",
        "is_contact": "yes" if person.is_contact else "no",
        "phone": person.phone,
    }
