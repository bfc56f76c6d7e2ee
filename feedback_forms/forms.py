"""The form on which feedback is given: one page, under two minutes."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.forms import ChoiceField, EmailField, TextField
from core.forms.widgets import Scale, Select, TextArea
from core.models import ServiceArea, ServiceUnit
from moderation.intake import IntakeForm

from .enums import FeedbackKind, SenderRole

LONGEST = 5000
UNKNOWN = "unknown"
SCORES = [(str(number), str(number)) for number in range(11)]


def place_choices() -> list[Any]:
    """Units under their service areas; each area itself; and "I do not know"."""
    units = [unit for unit in ServiceUnit.all_cached().values() if unit.in_use]
    areas = [area for area in ServiceArea.all_cached().values() if area.in_use]
    groups: list[Any] = [("", _("Choose")), (UNKNOWN, _("I do not know"))]
    for area in areas:
        inside = [
            (f"unit-{unit.pk}", unit.name)
            for unit in units
            if unit.service_area_id == area.pk
        ]
        groups.append(
            (
                area.name,
                [
                    (f"area-{area.pk}", _("%(area)s: other") % {"area": area.name}),
                    *inside,
                ],
            )
        )
    return groups


def place_of_choice(choice: str) -> tuple[ServiceArea | None, ServiceUnit | None]:
    """The service area and the unit that one of `place_choices` stands for."""
    kind, _dash, number = choice.partition("-")
    if kind == "unit":
        unit = ServiceUnit.all_cached()[int(number)]
        return ServiceArea.all_cached().get(unit.service_area_id), unit
    if kind == "area":
        return ServiceArea.all_cached()[int(number)], None
    return None, None


def recommendation_question(**options: Any) -> ChoiceField:
    """0 to 10, as everywhere where recommendations are measured."""
    return ChoiceField(
        label=_(
            "How likely are you to recommend this service to someone close to you?"
        ),
        help_text=_(
            "Choose a number from 0 to 10. 0 means that you would not recommend it at all "
            "and 10 that you certainly would."
        ),
        choices=SCORES,
        widget=Scale(),
        **options,
    )


def publication_question(**options: Any) -> ChoiceField:
    return ChoiceField(
        label=_("May we publish your feedback without your name?"),
        help_text=_(
            "We publish feedback and replies so that others can benefit from them. "
            "We check the text before it is published."
        ),
        choices=[
            ("yes", _("Yes, you may publish it")),
            ("no", _("No, do not publish it")),
        ],
        error_messages={"required": _("Choose whether we may publish your feedback.")},
        **options,
    )


class WithReply(forms.Form):
    """Asks whether a reply is wished for, and then for the address."""

    wants_reply = ChoiceField(
        label=_("Would you like a reply?"),
        choices=[("yes", _("Yes, by email")), ("no", _("I do not need a reply"))],
        error_messages={"required": _("Choose whether you would like a reply.")},
    )
    email = EmailField(
        label=_("Email address"),
        help_text=_("We use the address only to reply to you. We do not publish it."),
        required=False,
        max_length=254,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Not "optional": it is asked for when a reply is.
        self.fields["email"].conditional = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        wish = data.get("wants_reply")
        if wish in {"no", ""}:
            # Not asked for, so not stored.
            data["email"] = ""
            self.errors.pop("email", None)
        elif wish and not data.get("email") and "email" not in self.errors:
            self.add_error(
                "email",
                ValidationError(
                    _("Enter your email address so that we can reply to you."),
                    code="required",
                ),
            )
        return data


class FeedbackForm(WithReply, IntakeForm):
    role = ChoiceField(
        label=_("Are you a client, close to a client, or someone else?"),
        choices=SenderRole,
        error_messages={
            "required": _(
                "Choose whether you are a client, close to a client, or someone else."
            )
        },
    )
    place = forms.ChoiceField(
        label=_("Which service or place is your feedback about?"),
        help_text=_(
            "Choose a health centre, a ward or another place. "
            "If you do not know the name, choose “I do not know”."
        ),
        choices=place_choices,
        widget=Select(),
        error_messages={
            "required": _(
                "Choose a service or a place. If you do not know it, choose “I do not know”."
            )
        },
    )
    kind = ChoiceField(
        label=_("What kind of feedback is it?"),
        choices=FeedbackKind,
        error_messages={
            "required": _(
                "Choose whether your feedback is thanks, criticism, an idea or a question."
            )
        },
    )
    message = TextField(
        label=_("What would you like to tell us?"),
        help_text=_(
            "Do not write health information about yourself or others, or a personal identity "
            "code. We do not need them."
        ),
        max_length=LONGEST,
        widget=TextArea(8, {"data-check-personal-data": ""}),
        error_messages={"required": _("Write your feedback.")},
    )
    recommendation = recommendation_question(required=False)
    publish = publication_question()

    field_order = (
        "role",
        "place",
        "kind",
        "message",
        "recommendation",
        "wants_reply",
        "email",
        "publish",
    )

    def __init__(self, *args: Any, about_page: bool = False, **kwargs: Any) -> None:
        """With `about_page` the feedback answers a page, which knows its unit itself."""
        super().__init__(*args, **kwargs)
        if about_page:
            del self.fields["place"], self.fields["recommendation"]

    def chosen_place(self) -> tuple[ServiceArea | None, ServiceUnit | None]:
        """The service area and the unit, as far as the sender knew them."""
        return place_of_choice(self.cleaned_data.get("place", ""))
