"""The question pages of an initiative: one matter on each."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.crypto import email_hash
from core.forms import ChoiceField, ResidentForm, TextField
from core.forms.widgets import Select, TextArea
from core.models import DecisionBody, Municipality, ServiceArea
from core.models.registers import Register
from core.templatetags.osallistu import grouped
from initiatives.enums import Basis
from initiatives.models import InitiativeSettings
from initiatives.models.initiative import LONGEST_TEXT, LONGEST_TITLE

from .drafts import Answers

TAKEN = _(
    "Another initiator has this address already. Each needs an address of their own, so "
    "that each can confirm."
)
WHOLE_COUNTY = "all"
NOT_KNOWN = "unknown"


def entries(register: type[Register]) -> list[tuple[str, str]]:
    """Those in use, as choices."""
    return [
        (str(pk), entry.name)
        for pk, entry in register.all_cached().items()
        if entry.in_use
    ]


class QuestionForm(ResidentForm):
    """`answers`: all of the draft, for questions that hang on other pages."""

    # Checked for personal data, since it will be read by all.
    text_field = ""
    # Where it asks one thing only.
    asks_as_heading = True

    def __init__(self, *args: Any, answers: Answers, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.answers = answers
        if len(self.fields) == 1 and self.asks_as_heading:
            # For the template of fields: the question is the page's heading.
            next(iter(self.fields.values())).as_heading = True  # type: ignore[attr-defined]


class TitleForm(QuestionForm):
    text_field = "title"

    title = TextField(
        label=_("What is the initiative about, in one sentence?"),
        help_text=_(
            "This becomes the title. Say what should be done and where, for example "
            "“A bench between the bus stop and the health centre”."
        ),
        max_length=LONGEST_TITLE,
        error_messages={"required": _("Write a title for the initiative.")},
    )


class ProposalForm(QuestionForm):
    text_field = "proposal"

    proposal = TextField(
        label=_("What do you propose, and why?"),
        help_text=_(
            "Say how things are now, what should change and why. Do not write health "
            "information or other people’s names: everybody can read the initiative."
        ),
        max_length=LONGEST_TEXT,
        widget=TextArea(12, {"data-check-personal-data": ""}),
        error_messages={"required": _("Write what you propose and why.")},
    )


class EffectsForm(QuestionForm):
    text_field = "effects"

    effects = TextField(
        label=_("What would follow from it?"),
        help_text=_(
            "Whom would it help? What would it cost or save? Write what you know; a "
            "guess is also useful."
        ),
        required=False,
        max_length=LONGEST_TEXT,
        widget=TextArea(8, {"data-check-personal-data": ""}),
    )


class ServiceForm(QuestionForm):
    service_area = forms.ChoiceField(
        label=_("Which service is the initiative about?"),
        help_text=_("If you are not sure, choose “I do not know”."),
        choices=lambda: [
            ("", _("Choose")),
            (NOT_KNOWN, _("I do not know")),
            *entries(ServiceArea),
        ],
        widget=Select(),
        error_messages={
            "required": _(
                "Choose a service. If you do not know it, choose “I do not know”."
            )
        },
    )
    place = forms.ChoiceField(
        label=_("Which area is it about?"),
        choices=lambda: [
            ("", _("Choose")),
            (WHOLE_COUNTY, _("The whole county")),
            *entries(Municipality),
        ],
        widget=Select(),
        error_messages={"required": _("Choose a municipality or the whole county.")},
    )
    body = forms.ChoiceField(
        label=_("Who should handle it?"),
        help_text=_(
            "You can leave this empty. We then see to it that it comes to the right body."
        ),
        choices=lambda: [("", _("The county chooses")), *entries(DecisionBody)],
        widget=Select(),
        required=False,
    )

    def columns(self) -> dict[str, Any]:
        """Ids for the initiative's own columns, of a valid form."""
        data = self.cleaned_data
        area, place = data["service_area"], data["place"]
        return {
            "service_area_id": None if area == NOT_KNOWN else int(area),
            "municipality_id": None if place == WHOLE_COUNTY else int(place),
            "wished_body_id": int(data["body"]) if data["body"] else None,
        }


class PeopleForm(QuestionForm):
    """Shown below the list of initiators."""

    asks_as_heading = False

    community = TextField(
        label=_("Does a community make the initiative?"),
        help_text=_(
            "For example an association or a foundation. Write its name. If people make "
            "the initiative in their own names, leave this empty."
        ),
        required=False,
        max_length=150,
        error_messages={
            "required": _(
                "Write the name of the community that an initiator represents."
            )
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if any(person.basis == Basis.COMMUNITY for person in self.answers.people):
            # Asked as what it then is: not optional, and with no way around it.
            community = self.fields["community"]
            community.required = True
            community.label = _("Which community makes the initiative?")
            community.help_text = _(
                "One of the initiators represents a community. Write its name, for "
                "example of an association or a foundation."
            )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.answers.people:
            raise ValidationError(_("Add at least one initiator."), code="none")
        addresses = [email_hash(person.email) for person in self.answers.people]
        if len(set(addresses)) < len(addresses):
            # Added in two windows at once.
            raise ValidationError(TAKEN, code="taken")
        return data


class SupportForm(QuestionForm):
    support = ChoiceField(
        label=_("Do you want to collect support for the initiative?"),
        help_text=_(
            "The county handles every initiative. When enough people support it, the law "
            "sets a time limit for the handling."
        ),
        choices=[
            ("collect", _("Yes, collect support first")),
            ("at-once", _("No, send it to the county as soon as it is published")),
        ],
        error_messages={"required": _("Choose whether you want to collect support.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        settings = InitiativeSettings.current()
        threshold = settings.threshold()
        if threshold:
            self.fields["support"].help_text = _(
                "The county handles every initiative. Support can be collected for "
                "%(days)s days. If there are %(count)s supporters or more, the law says "
                "that the initiative must be handled within %(months)s months."
            ) % {
                "days": settings.collecting_days,
                "count": grouped(threshold),
                "months": settings.handling_months,
            }


class SendForm(ResidentForm):
    """The last word before the initiative is sent."""

    agreed = forms.BooleanField(
        label=_("The information is right, and I want the initiative to be published."),
        error_messages={
            "required": _(
                "Confirm that the information is right and that the initiative may be "
                "published."
            )
        },
    )
