"""The list for the council: once a year it is told which initiatives came, and what was
done because of them (Act 611/2021, section 30)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db.models import Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from core.languages import html_language
from core.models import DecisionBody
from feedback_forms.keying.forms import DayInput
from initiatives.enums import Kind, Stage
from initiatives.models import Initiative, Initiator
from initiatives.stages import PUBLIC

# As many as a document of this kind is read with; a year has some dozens.
MOST = 2000
# An initiative that collects support is not the council's yet.
LISTED = [stage for stage in Stage if stage in PUBLIC - {Stage.PUBLISHED, Stage.MERGED}]


class FileKind:
    PDF, ODT, XLSX = "pdf", "odt", "xlsx"


FILES = (FileKind.PDF, FileKind.ODT, FileKind.XLSX)


def day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=DayInput(),
        error_messages={
            "required": gettext_lazy("Choose the day."),
            "invalid": gettext_lazy("Choose the day."),
        },
    )


class CouncilForm(forms.Form):
    """Which initiatives; in a language of its own, since it is for the council."""

    use_required_attribute = False

    start = day(gettext_lazy("Sent to the county from"))
    end = day(pgettext_lazy("a day", "Until"))
    earlier = forms.BooleanField(
        label=gettext_lazy("Also earlier ones that were still open then"),
        required=False,
    )
    suggestions = forms.BooleanField(
        label=gettext_lazy("Suggestions too"), required=False
    )
    stage = forms.MultipleChoiceField(
        label=gettext_lazy("Stage"),
        choices=[(stage.value, stage.label) for stage in LISTED],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("If you choose none, all are listed."),
    )
    body = forms.ChoiceField(label=gettext_lazy("Body"), required=False)
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the list"),
        choices=[("fi", "Suomi"), ("sv", "Svenska")],
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        bodies = DecisionBody.all_cached().values()
        self.fields["body"].choices = [  # type: ignore[attr-defined]
            ("", gettext_lazy("All")),
            *((str(body.pk), body.name) for body in bodies),
        ]

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        start, end = given.get("start"), given.get("end")
        if start and end and end < start:
            self.add_error("end", _("The last day is before the first."))
        return given


def this_year() -> dict[str, Any]:
    """What the form begins with."""
    today = timezone.localdate()
    first = today.replace(month=1, day=1)
    return {
        "start": first.isoformat(),
        "end": today.isoformat(),
        "earlier": "on",
        "language": "fi",
    }


@dataclass(frozen=True)
class Entry:
    reference: str
    registry_number: str
    title: str
    lang: str
    made_by: str
    came_on: date | None
    body: str
    stage: str
    supporters: int
    decided_on: date | None
    measures: str


def columns() -> list[str]:
    """The names of what `values` gives, in the language of the moment."""
    return [
        _("Reference"),
        _("Registry number"),
        pgettext("column", "Initiative"),
        _("Made by"),
        _("Came on"),
        _("Body"),
        _("Stage"),
        _("Supporters"),
        _("Decided on"),
        _("Measures"),
    ]


def values(entry: Entry) -> list[Any]:
    return [
        entry.reference,
        entry.registry_number,
        entry.title,
        entry.made_by,
        entry.came_on,
        entry.body,
        entry.stage,
        entry.supporters,
        entry.decided_on,
        entry.measures,
    ]


def found(given: dict[str, Any]) -> QuerySet[Initiative]:
    """The initiatives that a valid form asks for, in the order in which they came.

    An initiative came when it was sent to the county, a suggestion when it was published.
    """
    came = Coalesce("sent_at", "published_at")
    rows: Any = Initiative.objects.public().annotate(came=came)
    within = Q(came__date__gte=given["start"])
    if given["earlier"]:
        still_open = Q(ended_at=None) | Q(ended_at__date__gte=given["start"])
        within |= Q(came__date__lt=given["start"]) & still_open
    sent = Q(kind=Kind.INITIATIVE, sent_at__isnull=False)
    if given["suggestions"]:
        sent |= Q(kind=Kind.SUGGESTION) & ~Q(stage=Stage.MERGED)
    rows = rows.filter(sent, within, came__date__lte=given["end"])
    if given["stage"]:
        rows = rows.filter(stage__in=given["stage"])
    if given["body"]:
        rows = rows.filter(handling_body=given["body"])
    ordered: QuerySet[Initiative] = rows.order_by("came", "pk")
    return ordered


def entries(rows: QuerySet[Initiative]) -> list[Entry]:
    """What is listed of each, in two queries, in the language of the moment."""
    public_people = Initiator.objects.filter(
        name_public=True, confirmed_at__isnull=False
    )
    full = rows.select_related("handling_body").prefetch_related(
        Prefetch("initiators", queryset=public_people, to_attr="public_people")
    )
    return [_entry(initiative) for initiative in full[:MOST]]


def _entry(initiative: Any) -> Entry:
    body = initiative.handling_body
    return Entry(
        reference=initiative.reference,
        registry_number=initiative.registry_number,
        title=initiative.title,
        lang=html_language(initiative.language),
        made_by=initiative.community
        or ", ".join(person.name for person in initiative.public_people),
        came_on=_day(initiative.came),
        body=body.name if body else "",
        stage=str(initiative.get_stage_display()),
        supporters=initiative.support_count,
        decided_on=_day(initiative.decided_at),
        measures=initiative.measures or initiative.answer,
    )


def title() -> str:
    return _("Initiatives and what was done because of them")


def about(given: dict[str, Any], number: int) -> str:
    """The line below the title: from when to when, and how many."""
    words = ngettext(
        "%(start)s–%(end)s, %(count)s initiative",
        "%(start)s–%(end)s, %(count)s initiatives",
        number,
    )
    return words % {
        "start": date_format(given["start"], "SHORT_DATE_FORMAT"),
        "end": date_format(given["end"], "SHORT_DATE_FORMAT"),
        "count": number,
    }


def _day(moment: Any) -> date | None:
    return timezone.localtime(moment).date() if moment else None
