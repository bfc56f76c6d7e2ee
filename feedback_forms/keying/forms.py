"""The form on which staff key in a card or a call."""

import uuid
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.forms import EmailField, TextField
from core.models import ServiceUnit
from feedback_forms.enums import FeedbackKind, SenderRole
from feedback_forms.forms import LONGEST, SCORES, place_choices
from moderation.enums import Channel
from moderation.intake import new_form_id, read_form_id
from moderation.models import ModerationSettings

CHANNELS = [
    (channel.value, channel.label) for channel in (Channel.PAPER, Channel.PHONE)
]
YES_NO = [("yes", _("Yes")), ("no", _("No"))]
# What the next one begins with.
KEPT = ("channel", "received_on", "place", "language")


class DayInput(forms.DateInput):
    """The browser's own field for a day, which wants and gives 2026-11-27."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class KeyingForm(forms.Form):
    """Asks what the card asks, in its order. `units` are those that this person keys in
    for; None for all, and for what names none."""

    use_required_attribute = False

    channel = forms.ChoiceField(
        label=_("Channel"),
        choices=CHANNELS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether it came on paper or by phone.")},
    )
    received_on = forms.DateField(
        label=_("Day on which it was received"),
        help_text=_("Due dates count from it."),
        widget=DayInput,
        initial=timezone.localdate,
        error_messages={
            "required": _("Choose the day on which it was received."),
            "invalid": _("Check the day on which it was received."),
        },
    )
    place = forms.ChoiceField(
        label=_("Service or place"),
        error_messages={"required": _("Choose the service or place.")},
    )
    language = forms.ChoiceField(
        label=_("Language of the sender"), widget=forms.RadioSelect, initial="fi"
    )
    message = TextField(
        label=_("What the sender tells"),
        help_text=_(
            "Word for word. Leave out a personal identity code, and a phone number or an "
            "address that is not needed."
        ),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 8}),
        error_messages={"required": _("Write what the sender tells.")},
    )
    recommendation = forms.ChoiceField(
        label=_("Would recommend, 0–10"),
        choices=[("", pgettext_lazy("recommendation", "Not told")), *SCORES],
        required=False,
    )
    role = forms.ChoiceField(
        label=_("Sender"),
        choices=[*SenderRole.choices, ("", pgettext_lazy("sender", "Not told"))],
        required=False,
        widget=forms.RadioSelect,
    )
    kind = forms.ChoiceField(
        label=_("Kind of feedback"),
        choices=FeedbackKind,
        widget=forms.RadioSelect,
        error_messages={
            "required": _(
                "Choose whether it is thanks, criticism, an idea or a question."
            )
        },
    )
    publish = forms.ChoiceField(
        label=_("May it be published without a name?"),
        help_text=_("Only if the sender said so."),
        choices=YES_NO,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether it may be published.")},
    )
    wants_reply = forms.ChoiceField(
        label=_("Does the sender wish for a reply?"),
        choices=YES_NO,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether the sender wishes for a reply.")},
    )
    email = EmailField(
        label=_("Sender’s e-mail address"),
        help_text=_(
            "Only if the sender gave one. Without it, the reply is read with the code on "
            "the slip; we do not reply by letter or by phone."
        ),
        required=False,
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    form_id = forms.CharField(
        required=False, widget=forms.HiddenInput, initial=new_form_id
    )

    def __init__(
        self, *args: Any, units: set[int] | None, now: datetime, **kwargs: Any
    ) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.now = now
        self.fields["place"].choices = (  # type: ignore[attr-defined]
            place_choices() if units is None else own_places(units)
        )
        self.fields["language"].choices = settings.LANGUAGES  # type: ignore[attr-defined]

    def clean_received_on(self) -> date:
        day: date = self.cleaned_data["received_on"]
        today = timezone.localdate(self.now)
        oldest = today - timedelta(days=ModerationSettings.current().keying_days)
        if day > today:
            raise ValidationError(_("The day has not come yet. Check it."))
        if day < oldest:
            raise ValidationError(
                _("The day is too long ago: it can be %(oldest)s at the earliest."),
                params={"oldest": date_format(oldest, "SHORT_DATE_FORMAT")},
            )
        return day

    @property
    def received_at(self) -> datetime:
        """The moment that stands for the day: now, or noon of a day that is past."""
        day: date = self.cleaned_data["received_on"]
        if day == timezone.localdate(self.now):
            return self.now
        return timezone.make_aware(datetime.combine(day, time(12)))

    @property
    def nonce(self) -> uuid.UUID | None:
        """Of this form with these answers: sent twice, it is one message."""
        form_id = read_form_id(self.cleaned_data["form_id"])
        answers = {
            name: str(value)
            for name, value in sorted(self.cleaned_data.items())
            if name != "form_id"
        }
        return uuid.uuid5(form_id.nonce, repr(answers)) if form_id else None

    def error_list(self) -> list[dict[str, str]]:
        """For the summary: the text, and the address of what is to be mended."""
        return [
            {"text": str(error), "href": f"#{_first_id(bound)}"}
            for bound in self
            for error in bound.errors
        ]


def _first_id(bound: forms.BoundField) -> str:
    radios = isinstance(bound.field.widget, forms.RadioSelect)
    return f"{bound.auto_id}_0" if radios else bound.auto_id


def own_places(units: set[int]) -> list[Any]:
    """The units of one handler, by name; chosen already where there is one."""
    own = [unit for unit in ServiceUnit.by_ids(units) if unit.in_use]
    choices = [(f"unit-{unit.pk}", unit.name) for unit in own]
    return choices if len(own) == 1 else [("", _("Choose")), *choices]
