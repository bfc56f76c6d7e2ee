"""The forms of what is done to many messages, and of saved views."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from moderation import rules
from moderation.absences import of_today
from moderation.models import SavedView
from moderation.versions import version_in

from .bulk import Act, colleagues
from .forms import CHOOSE_RULE, MOST_CHARACTERS
from .forwarding import Choices, with_absence
from .queue import REFERENCE, person

ME, ALL = "me", "all"
ITEM_SEPARATOR = "."


def item_value(reference: str, version: int) -> str:
    """How a message and the version that is shown stand in a form."""
    return f"{reference}{ITEM_SEPARATOR}{version}"


def versions_of(values: list[str]) -> dict[str, int]:
    """By reference; what is no such value is passed over."""
    pairs = (value.rpartition(ITEM_SEPARATOR) for value in values)
    return {
        reference: version
        for reference, _dot, text in pairs
        if REFERENCE.fullmatch(reference) and (version := version_in(text)) is not None
    }


class ManyForm(forms.Form):
    """Has the fields of the act alone."""

    rule = forms.ChoiceField(
        label=_("Rule"),
        error_messages={"required": CHOOSE_RULE, "invalid_choice": CHOOSE_RULE},
    )
    explanation = forms.CharField(
        label=_("Reason and how to mend it"),
        required=False,
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea,
    )
    assignee = forms.ChoiceField(
        label=_("Whose they are"),
        widget=forms.Select(attrs={"id": "desk-many-assignee"}),
        error_messages={
            "required": _("Choose whose the messages are."),
            "invalid_choice": _("Choose whose the messages are."),
        },
    )
    FIELDS = {Act.REJECT: {"rule", "explanation"}, Act.ASSIGN: {"assignee"}}

    def __init__(
        self, data: Any = None, *, act: Act, user: Any, units: Iterable[int] = ()
    ) -> None:
        """`units`: those of the messages, whose handlers are named first."""
        super().__init__(data)
        self.user, self.units = user, units
        for name in set(self.fields) - self.FIELDS.get(act, set()):
            del self.fields[name]
        if "rule" in self.fields:
            self.fields["rule"].choices = [("", "–"), *rules.choices()]  # type: ignore[attr-defined]
        if "assignee" in self.fields:
            self.fields["assignee"].choices = [  # type: ignore[attr-defined]
                (ME, _("Me")),
                (ALL, _("Nobody: free for all")),
                *self.groups(),
            ]

    @cached_property
    def people(self) -> dict[int, Any]:
        return {each.pk: each for each in colleagues(self.user, self.units)}

    def groups(self) -> Choices:
        """Colleagues, with until when they are away; the handlers of the units first."""
        away = of_today(timezone.now())
        near: list[tuple[str, str]] = []
        others: list[tuple[str, str]] = []
        for pk, each in self.people.items():
            row = (str(pk), with_absence(person(each), away.get(pk)))
            (near if each.near else others).append(row)
        groups = [(_("Handlers of these units"), near), (_("Other colleagues"), others)]
        return [(str(label), rows) for label, rows in groups if rows]

    def clean_assignee(self) -> Any:
        value = self.cleaned_data["assignee"]
        if value == ME:
            return self.user
        return None if value == ALL else self.people[int(value)]


class SavedViewForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = SavedView
        fields = ["name", "shared"]
        labels = {"shared": _("Show it to everybody who sees the messages")}
        error_messages = {
            "name": {
                "required": _("Give the view a name."),
                "max_length": _("Shorten the name to 60 characters."),
            }
        }

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        return name.replace("\x00", "")
