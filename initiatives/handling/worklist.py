"""The registry's list: its views, their counts, the order, and what it is narrowed by."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.db.models import Count, F, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise, cached_property
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from core.languages import html_language
from core.models import DecisionBody, ServiceArea
from initiatives.enums import Kind, Stage
from initiatives.models import Initiative
from initiatives.models.initiative import late
from initiatives.stages import AT_THE_COUNTY, PUBLIC
from moderation.desk.queue import REFERENCE
from moderation.desk.words import due_group, due_words
from moderation.finding import matching

from .due import Due, dues

S = Stage
SOON = timedelta(days=14)
ALL = _("All")


@dataclass(frozen=True)
class View:
    """A list that one can open, with a count."""

    slug: str
    label: str | Promise
    # Newest first: nothing in it is due.
    ended: bool = False


VIEWS = (
    View("register", _("To be registered")),
    View("handling", pgettext_lazy("initiatives", "In handling")),
    View("hearing", _("To be heard")),
    View("report", _("Report due soon")),
    View("late", _("Late")),
    View("suggestions", _("Suggestions to consider")),
    View("decided", pgettext_lazy("initiatives", "Decided"), ended=True),
    View("all", pgettext_lazy("initiatives", "All published"), ended=True),
)
BY_SLUG = {view.slug: view for view in VIEWS}


def published() -> QuerySet[Initiative]:
    """What the registry has to do with: approved; before that it is the moderators'."""
    rows: QuerySet[Initiative] = Initiative.objects.filter(stage__in=PUBLIC)
    return rows


def view_q(slug: str, now: datetime) -> Q:
    at_the_county = Q(kind=Kind.INITIATIVE, stage__in=AT_THE_COUNTY)
    return {
        "register": Q(stage=S.SENT),
        "handling": Q(stage__in=[S.REGISTERED, S.HANDLING, S.HEARD]),
        "hearing": Q(stage=S.HANDLING, heard_on=None),
        "report": at_the_county & Q(report_by__lt=now + SOON),
        "late": late(now),
        "suggestions": Q(
            kind=Kind.SUGGESTION, stage__in=[S.RECEIVED, S.CONSIDERED, S.PLANNED]
        ),
        "decided": Q(stage__in=[S.DECIDED, S.DONE, S.NOT_DONE, S.ARCHIVED])
        & Q(kind=Kind.INITIATIVE),
        "all": Q(),
    }[slug]


def counts(now: datetime) -> dict[str, int]:
    """How many there are in each view, in one query."""
    found: dict[str, int] = published().aggregate(
        **{view.slug: Count("pk", filter=view_q(view.slug, now)) for view in VIEWS}
    )
    return found


def waiting_count() -> int:
    """How many are to be registered or late: the number in the menu."""
    waits = view_q("register", timezone.now()) | view_q("late", timezone.now())
    return published().filter(waits).count()


class Narrowing(forms.Form):
    """What the list is narrowed by; what is not a choice narrows nothing."""

    use_required_attribute = False

    q = forms.CharField(label=_("Search by reference or words"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", ALL), *Kind.choices])
    stage = forms.ChoiceField(
        label=_("Stage"),
        choices=[("", ALL), *((s.value, s.label) for s in Stage if s in PUBLIC)],
    )
    area = forms.ChoiceField(label=_("Service area"))
    body = forms.ChoiceField(label=_("Body"))
    year = forms.ChoiceField(label=_("Year"))

    def __init__(self, data: Any, *, years: Iterable[int]) -> None:
        super().__init__(data)
        for name, choices in (
            ("area", [(a.pk, a.name) for a in ServiceArea.all_cached().values()]),
            ("body", [(b.pk, b.name) for b in DecisionBody.all_cached().values()]),
            ("year", [(year, str(year)) for year in years]),
        ):
            self.fields[name].choices = [("", ALL), *choices]  # type: ignore[attr-defined]
        for field in self.fields.values():
            field.required = False

    @cached_property
    def chosen(self) -> dict[str, str]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def apply(self, rows: QuerySet[Initiative]) -> QuerySet[Initiative]:
        columns = {
            "kind": "kind",
            "stage": "stage",
            "area": "service_area_id",
            "body": "handling_body_id",
            "year": "received_at__year",
        }
        for name, value in self.chosen.items():
            if name in columns:
                rows = rows.filter(**{columns[name]: value})
        return _search(rows, self.chosen.get("q", ""))


def _search(rows: QuerySet[Initiative], words: str) -> QuerySet[Initiative]:
    """By a whole reference or registry number, or by words in any of their forms."""
    if not words:
        return rows
    if REFERENCE.fullmatch(words):
        return rows.filter(reference=words.upper())
    language = get_language() or settings.LANGUAGE_CODE
    return rows.filter(matching(words, language) | Q(registry_number__iexact=words))


class Asked:
    """The list as the address asks for it."""

    def __init__(self, request: HttpRequest) -> None:
        self.now = timezone.now()
        self.view = BY_SLUG.get(request.GET.get("view", ""), VIEWS[0])
        self.form = Narrowing(request.GET, years=years())

    @cached_property
    def rows(self) -> QuerySet[Initiative]:
        found = self.form.apply(published().filter(view_q(self.view.slug, self.now)))
        found = found.select_related("handling_body", "service_area")
        if self.view.ended:
            return found.order_by("-received_at", "-pk")
        return found.order_by(F("answer_by").asc(nulls_last=True), "received_at", "pk")

    @property
    def narrowed(self) -> bool:
        return bool(self.form.chosen)

    def query(self, **changes: str) -> str:
        """The query of the address, without the page."""
        return urlencode({"view": self.view.slug, **self.form.chosen, **changes})


def years() -> list[int]:
    """From the first initiative to this year, newest first."""
    first = published().order_by("received_at").values_list("received_at", flat=True)
    today = timezone.localdate().year
    begun = first.first()
    start = timezone.localtime(begun).year if begun else today
    return list(range(today, start - 1, -1))


@dataclass(frozen=True)
class Row:
    initiative: Initiative
    lang: str
    about: list[str]
    due: Due | None
    due_words: str
    group: str


def rows(initiatives: Iterable[Initiative], now: datetime) -> list[Row]:
    """What the list shows of each; no query."""
    return [_row(initiative, now) for initiative in initiatives]


def _row(initiative: Initiative, now: datetime) -> Row:
    due = next(iter(dues(initiative)), None)
    at = due.at if due else None
    about = [
        initiative.registry_number,
        initiative.handling_body.name if initiative.handling_body else "",
        initiative.service_area.name if initiative.service_area else "",
    ]
    return Row(
        initiative=initiative,
        lang=html_language(initiative.language),
        about=[each for each in about if each],
        due=due,
        due_words=due_words(at, now),
        group=due_group(at, now),
    )
