"""Forms of staff: the day on which sheets came, their rows, and the check."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.models import Municipality
from feedback_forms.keying.forms import DayInput
from initiatives.enums import Refusal
from initiatives.models import Initiative, Support

from . import rules
from .findings import Row

ACCEPTED = "accepted"


def error_list(form: forms.BaseForm) -> list[dict[str, str]]:
    """For the summary: the text, and the address of what is to be mended."""
    return [
        {"text": str(error), "href": f"#{bound.auto_id}"}
        for bound in form
        for error in bound.errors
    ]


class BatchForm(forms.Form):
    """The day on which the sheets came: within the time of collecting."""

    use_required_attribute = False

    received_on = forms.DateField(
        label=_("Day on which the sheets came"),
        widget=DayInput,
        error_messages={
            "required": _("Choose the day on which the sheets came."),
            "invalid": _("Check the day on which the sheets came."),
        },
    )

    def __init__(
        self, *args: Any, initiative: Initiative, now: datetime, **kwargs: Any
    ) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.first = rules.first_day(initiative)
        today = timezone.localdate(now)
        self.last = min(today, rules.last_day(initiative) or today)
        self.fields["received_on"].initial = self.last

    def clean_received_on(self) -> date:
        day: date = self.cleaned_data["received_on"]
        if day > self.last or (self.first and day < self.first):
            raise ValidationError(
                _("The day has to be from %(first)s to %(last)s."),
                params={
                    "first": date_format(self.first or self.last, "SHORT_DATE_FORMAT"),
                    "last": date_format(self.last, "SHORT_DATE_FORMAT"),
                },
            )
        return day


class RowForm(forms.Form):
    """One row of a sheet; one without a name is none."""

    use_required_attribute = False

    name = forms.CharField(
        label=_("Name in block letters"),
        required=False,
        max_length=150,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"max_length": _("The name is too long. Shorten it.")},
    )
    municipality = forms.ChoiceField(
        label=_("Municipality"),
        required=False,
        error_messages={"invalid_choice": _("Choose the municipality from the list.")},
    )

    def __init__(self, *args: Any, number: int = 1, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.number = number
        self.fields["municipality"].choices = [  # type: ignore[attr-defined]
            ("", pgettext_lazy("municipality", "None, or elsewhere")),
            *(
                (str(pk), place.name)
                for pk, place in Municipality.all_cached().items()
                if place.in_use or self.initial.get("municipality") == pk
            ),
        ]

    @property
    def row(self) -> tuple[str, Municipality | None] | None:
        """Name and municipality, of a valid form; None where no name was written."""
        name = " ".join(self.cleaned_data["name"].split())
        chosen = self.cleaned_data["municipality"]
        place = Municipality.all_cached()[int(chosen)] if chosen else None
        return (name, place) if name else None


class CorrectionForm(RowForm):
    """A row that is there already: it goes by its own button, not by an empty name."""

    def __init__(self, *args: Any, support: Support, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "name": support.name,
            "municipality": support.municipality_id or "",
        }
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        self.fields["name"].error_messages["required"] = _("Write the name.")


class SheetForm:
    """The rows of one sheet, as many forms as it has rows.

    `first`: the number of its first row in the batch; `place`: the id of the municipality
    that the rows begin with, since a sheet mostly goes round in one place.
    """

    def __init__(self, *, first: int, place: int | None = None, data: Any = None):
        self.forms = [
            RowForm(
                data,
                prefix=f"row{index}",
                number=first + index,
                initial={"municipality": place or ""},
            )
            for index in range(rules.ROWS_ON_SHEET)
        ]

    def is_valid(self) -> bool:
        # Each is asked, so that each says what is wrong in it.
        valid = [form.is_valid() for form in self.forms]
        return all(valid)

    def rows(self) -> list[tuple[str, Municipality | None]]:
        return [row for form in self.forms if (row := form.row)]

    def errors(self) -> list[dict[str, str]]:
        return [error for form in self.forms for error in error_list(form)]

    def typed(self) -> str:
        """The names as they were sent, a row on each line."""
        names = [str(form["name"].value() or "") for form in self.forms]
        return "\n".join(name for name in names if name.strip())


class ReturnForm(forms.Form):
    """What whoever checks a batch writes to those who keyed it in."""

    use_required_attribute = False

    note = forms.CharField(
        label=_("What is to be corrected?"),
        help_text=_("For example which rows differ from the sheet."),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Write what is to be corrected.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


class CheckForm(forms.Form):
    """A decision on each row. One without a finding counts unless it is said otherwise;
    one with a finding asks to be decided."""

    use_required_attribute = False

    def __init__(self, *args: Any, rows: Sequence[Row], **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.rows = rows
        for row in rows:
            self.fields[self.name_of(row)] = self._decision(row)

    @staticmethod
    def name_of(row: Row) -> str:
        return f"row{row.support.pk}"

    @staticmethod
    def _decision(row: Row) -> forms.ChoiceField:
        choices: list[Any] = [
            (ACCEPTED, pgettext_lazy("row of a sheet", "Counts")),
            *Refusal.choices,
        ]
        if row.findings:
            choices.insert(0, ("", pgettext_lazy("row of a sheet", "Decide")))
        words = {"number": row.number}
        return forms.ChoiceField(
            label=_("Row %(number)s") % words,
            choices=choices,
            required=bool(row.findings),
            initial="" if row.findings else ACCEPTED,
            error_messages={
                "required": _("Decide whether row %(number)s counts.") % words,
                "invalid_choice": _("Decide whether row %(number)s counts.") % words,
            },
        )

    def decisions(self) -> Iterator[tuple[Row, forms.BoundField]]:
        for row in self.rows:
            yield row, self[self.name_of(row)]

    def refused(self) -> dict[int, Refusal]:
        """Of a valid form: the rows, by id, that do not count."""
        given = {
            row.support.pk: self.cleaned_data[self.name_of(row)] for row in self.rows
        }
        return {
            pk: Refusal(reason)
            for pk, reason in given.items()
            if reason not in {"", ACCEPTED}
        }
