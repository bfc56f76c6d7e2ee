"""The form of a suggestion: what, why and where. A name is not asked for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import EmailField, TextField
from core.forms.widgets import Select, TextArea
from core.models import Municipality, ServiceArea
from initiatives.models.initiative import LONGEST_TEXT, LONGEST_TITLE
from moderation.intake import IntakeForm

WHOLE_COUNTY = "all"


def place_choices() -> list[tuple[str, Any]]:
    towns = [town for town in Municipality.all_cached().values() if town.in_use]
    return [
        ("", _("Choose")),
        (WHOLE_COUNTY, _("The whole county")),
        *[(str(town.pk), town.name) for town in towns],
    ]


def area_choices() -> list[tuple[str, Any]]:
    areas = [area for area in ServiceArea.all_cached().values() if area.in_use]
    return [("", _("I do not know")), *[(str(area.pk), area.name) for area in areas]]


class SuggestionForm(IntakeForm):
    # Title and text together: both are looked through for what seems to identify somebody.
    text_field = "text"

    title = TextField(
        label=_("What do you suggest? Say it in a few words"),
        help_text=_("For example: A bench halfway up the hill to the health centre."),
        max_length=LONGEST_TITLE,
        error_messages={"required": _("Say in a few words what you suggest.")},
    )
    proposal = TextField(
        label=_("Tell us more: what should change, and why?"),
        help_text=_(
            "Others can read your suggestion. Do not write names, health information or "
            "other things by which somebody can be recognised."
        ),
        max_length=LONGEST_TEXT,
        widget=TextArea(7, {"data-check-personal-data": ""}),
        error_messages={"required": _("Tell us what should change, and why.")},
    )
    place = forms.ChoiceField(
        label=_("Which municipality is it about?"),
        choices=place_choices,
        widget=Select(),
        error_messages={
            "required": _("Choose a municipality, or the whole county."),
        },
    )
    service_area = forms.ChoiceField(
        label=_("Which services is it about?"),
        choices=area_choices,
        widget=Select(),
        required=False,
    )
    email = EmailField(
        label=_("Email address"),
        help_text=_(
            "We send you a tracking link and tell you what comes of your suggestion. We do "
            "not publish the address."
        ),
        required=False,
        max_length=254,
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        data["text"] = "\n\n".join(
            filter(None, (data.get("title"), data.get("proposal")))
        )
        return data

    def chosen_place(self) -> Municipality | None:
        """None: the whole county."""
        place = self.cleaned_data["place"]
        return None if place == WHOLE_COUNTY else Municipality.all_cached()[int(place)]

    def chosen_area(self) -> ServiceArea | None:
        area = self.cleaned_data["service_area"]
        return ServiceArea.all_cached()[int(area)] if area else None
