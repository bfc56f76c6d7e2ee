"""The form of a step or of a piece of news: one form, of which each shows its fields."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone, translation
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model
from wagtail.models import CollectionViewRestriction

from core.forms.fields import without_controls
from core.models import DecisionBody
from feedback_forms.keying.forms import DayInput
from initiatives.enums import Stage
from initiatives.models import Initiative
from initiatives.services.handling import PROMISED, Told

from .steps import NEWS, Act, fields

LONGEST = 5000
# Those that somebody has just added for this very step.
NEWEST_DOCUMENTS = 50
NOON = time(12)


def long_text(label: Any, required: Any, **kwargs: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 7}),
        error_messages={
            "required": required,
            "max_length": _("Shorten the text to %(limit_value)s characters."),
        },
        **kwargs,
    )


def day(label: Any, error: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=DayInput(),
        error_messages={"required": error, "invalid": error},
    )


class ActForm(forms.Form):
    """Asks for what the act tells; `version` is that which the person saw."""

    use_required_attribute = False

    version = forms.IntegerField(widget=forms.HiddenInput)
    registry_number = forms.CharField(
        label=_("Registry number"),
        max_length=60,
        error_messages={"required": _("Write the registry number.")},
    )
    handling_body = forms.TypedChoiceField(
        label=_("Body that handles it"),
        coerce=int,
        empty_value=None,
        error_messages={
            "required": _("Choose the body that handles it."),
            "invalid_choice": _("Choose the body from the list."),
        },
    )
    estimate = day(
        _("Estimated time of the decision"),
        _("Choose the estimated day of the decision."),
    )
    county_contact = forms.CharField(
        label=_("Who can be asked about it"),
        help_text=_(
            "Name of an office or of a member of staff, and how to reach them."
        ),
        max_length=200,
        error_messages={
            "required": _("Write who can be asked about it."),
            "max_length": _("Shorten the text to %(limit_value)s characters."),
        },
    )
    heard_on = day(
        _("Day of the hearing"), _("Choose the day on which they were heard.")
    )
    decided_on = day(
        _("Day of the decision"), _("Choose the day on which it was decided.")
    )
    title = forms.CharField(
        label=pgettext_lazy("of news", "Heading"),
        max_length=150,
        error_messages={"required": _("Write a heading.")},
    )
    text = long_text(_("Text that everybody can read"), _("Write the text."))
    answer = long_text(
        _("What was done, or why it was not"), _("Write what was done, or the reasons.")
    )
    measures = long_text(
        _("Measures, for the list to the council"),
        "",
        help_text=_("If you leave it empty, the answer stands in the list."),
    )
    link = forms.CharField(
        label=_("Link to the minutes"),
        max_length=500,
        validators=[
            URLValidator(
                schemes=["https", "http"],
                message=_("Write the whole address, beginning with https://."),
            )
        ],
    )
    document = forms.ModelChoiceField(
        label=_("Document"),
        queryset=get_document_model().objects.none(),
        empty_label=pgettext_lazy("document", "None"),
        help_text=_("The newest public documents. Add yours first under Documents."),
        error_messages={"invalid_choice": _("Choose the document from the list.")},
    )

    def __init__(
        self, data: Any = None, *, act: Act, initiative: Initiative, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.initiative = initiative
        shown = fields(act, initiative)
        # In the act's own order.
        declared = self.fields
        self.fields = {
            name: declared[name] for name in ("version", *shown) if name in declared
        }
        for name in shown:
            self.fields[name].required = name in act.required
        self._choices()

    def _choices(self) -> None:
        if "handling_body" in self.fields:
            bodies = DecisionBody.all_cached().values()
            own = self.initiative.handling_body_id
            choices = [(b.pk, b.name) for b in bodies if b.in_use or b.pk == own]
            self.fields["handling_body"].choices = [("", "–"), *choices]  # type: ignore[attr-defined]
        if "document" in self.fields:
            self.fields["document"].queryset = newest_documents()  # type: ignore[attr-defined]

    def shown(self) -> list[Any]:
        """The bound fields with their errors tied to them."""
        return [self[name] for name in self.fields if name != "version"]

    def clean(self) -> dict[str, Any]:
        """What word processors put between lines is in no feed and no document allowed."""
        given = self.cleaned_data
        for name, value in given.items():
            if isinstance(value, str):
                given[name] = without_controls(value)
        return given

    def clean_estimate(self) -> date | None:
        value: date | None = self.cleaned_data["estimate"]
        # What stood there before may have passed meanwhile.
        if value and value < timezone.localdate() and "estimate" in self.changed_data:
            raise ValidationError(_("Choose a day that is still to come."))
        return value

    def clean_heard_on(self) -> date | None:
        return _past(self.cleaned_data["heard_on"])

    def clean_decided_on(self) -> date | None:
        return _past(self.cleaned_data["decided_on"])

    # What is written --------------------------------------------------------------

    def told(self) -> Told:
        """The public words; those of an answer are told as they stand."""
        given = self.cleaned_data
        return Told(
            title=given.get("title", ""),
            text=given.get("answer") or given.get("text", ""),
            link=given.get("link", ""),
            document=given.get("document"),
        )

    def columns(self) -> dict[str, Any]:
        """Columns of the initiative that the step brings."""
        given = self.cleaned_data
        found: dict[str, Any] = {
            name: given[name]
            for name in (
                "registry_number",
                "county_contact",
                "estimate",
                "heard_on",
                "answer",
                "measures",
            )
            if name in given
        }
        if given.get("handling_body"):
            found["handling_body"] = DecisionBody.all_cached()[given["handling_body"]]
        if given.get("decided_on"):
            noon = datetime.combine(given["decided_on"], NOON)
            found["decided_at"] = timezone.make_aware(noon)
        return found

    def changes(self) -> dict[str, Any]:
        """Of PROMISED, what is different from before."""
        return {
            name: value
            for name, value in self.columns().items()
            if name in PROMISED and value != getattr(self.initiative, name)
        }


def first_values(initiative: Initiative, target: str) -> dict[str, Any]:
    """What the fields begin with: what is known, and the words of an acknowledgement."""
    known = {
        name: getattr(initiative, name)
        for name in ("registry_number", "county_contact", "estimate", "measures")
    }
    known["handling_body"] = initiative.handling_body_id or (
        None if target in NEWS else initiative.wished_body_id
    )
    known["version"] = initiative.version
    if target in {Stage.HEARD, Stage.DECIDED}:
        known["heard_on"] = known["decided_on"] = timezone.localdate()
    if target == Stage.REGISTERED:
        with translation.override(initiative.language):
            known["text"] = gettext(
                "Thank you for your initiative. We have registered it, and we take it to "
                "the body that it belongs to."
            )
    return known


def newest_documents() -> Any:
    """Those that anybody may read: a restriction holds for what lies below it too."""
    restricted = CollectionViewRestriction.objects.values_list(
        "collection__path", flat=True
    )
    documents = get_document_model().objects.order_by("-created_at", "-pk")
    for path in restricted:
        documents = documents.exclude(collection__path__startswith=path)
    newest = list(documents.values_list("pk", flat=True)[:NEWEST_DOCUMENTS])
    return documents.filter(pk__in=newest)


def _past(value: date | None) -> date | None:
    if value and value > timezone.localdate():
        raise ValidationError(_("Choose a day that is not in the future."))
    return value
