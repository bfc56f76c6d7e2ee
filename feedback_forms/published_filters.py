"""What published feedback can be narrowed by, as its address says it: `?laji=idea&kunta=837`.

One choice in each question. A choice that is not there is not found (404); what a form
leaves empty, or says twice, is left out of the address.
"""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import Http404, QueryDict
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from core.models import Municipality, ServiceArea, ServiceUnit
from core.narrowing import TEXT, Narrowing
from participation_pages.matching import named, tidy
from search.finding import keys_matching

from .enums import FeedbackKind
from .models import Feedback, led_to_change

KIND, AREA, TOWN, UNIT, YEAR, LED = (
    "laji",
    "palvelu",
    "kunta",
    "yksikko",
    "vuosi",
    "muutos",
)
YES = "1"


def labels() -> dict[str, str]:
    """The questions in their order."""
    return {
        KIND: _("Kind of feedback"),
        AREA: pgettext("filter", "Service area"),
        TOWN: _("Municipality"),
        UNIT: _("Unit or place"),
        YEAR: pgettext("filter", "Year"),
        LED: _("What followed"),
    }


def choices() -> dict[str, dict[str, str]]:
    """Values and their words for each question; years are what there is."""
    areas, towns = ServiceArea.all_cached(), Municipality.all_cached()
    units = ServiceUnit.all_cached().values()
    return {
        KIND: {kind.value: str(kind.label) for kind in FeedbackKind},
        AREA: {str(pk): area.name for pk, area in areas.items()},
        TOWN: {town.code: town.name for town in towns.values()},
        UNIT: {unit.slug: unit.name for unit in units},
        LED: {YES: _("Has led to a change")},
    }


@dataclass(frozen=True)
class Filters(Narrowing):
    choices = staticmethod(choices)

    def apply(self, feedback: "QuerySet[Any]") -> "QuerySet[Any]":
        """Only what was asked for, of published feedback."""
        if self.text:
            feedback = matching(feedback, self.text.split())
        for name, value in self.chosen.items():
            feedback = feedback.filter(where(name, value))
        return feedback


def where(name: str, value: str) -> Any:
    if name == TOWN:
        return Q(unit_id__in=[unit.pk for unit in units_in(value)])
    if name == UNIT:
        return Q(unit_id__in=[u.pk for u in all_units() if u.slug == value])
    if name == LED:
        return led_to_change()
    return {
        KIND: Q(kind=value),
        AREA: Q(service_area_id=value),
        YEAR: Q(published_at__year=value),
    }[name]


def all_units() -> list[ServiceUnit]:
    return list(ServiceUnit.all_cached().values())


def units_in(code: str) -> list[ServiceUnit]:
    ids = {pk for pk, town in Municipality.all_cached().items() if town.code == code}
    return [unit for unit in all_units() if unit.municipality_id in ids]


def matching(feedback: "QuerySet[Any]", words: list[str]) -> "QuerySet[Any]":
    """What the site's search finds by the words, in any of their forms and in the replies
    too, or has each word as it is typed in its text or in the name of its unit or area."""
    wanted = [word for word in words if any(map(str.isalnum, word))]
    if not wanted:  # signs alone are passed over
        return feedback
    language = get_language() or settings.LANGUAGE_CODE
    keys = keys_matching(" ".join(wanted), language, (Feedback,))
    # Asked of their own table, and as one set of keys: in a condition with OR the database
    # would look at every text for each page.
    typed = Q()
    for word in wanted:
        found = Q(message__mentions=word)
        if areas := named(ServiceArea, word):
            found |= Q(service_area_id__in=areas)
        if units := named(ServiceUnit, word):
            found |= Q(unit_id__in=units)
        typed &= found
    as_typed = Feedback.objects.filter(typed).order_by().values_list("pk")
    return feedback.filter(pk__in=as_typed.union(keys))


def filters_of(query: QueryDict) -> Filters:
    """What the address asks for; raises Http404 for a choice that there is not."""
    known, chosen = choices(), {}
    for name in labels():
        value = query.get(name, "")
        if not value:
            continue
        if name == UNIT and (unit := ServiceUnit.by_slug(value)):
            # Somebody's link or feed from before its address changed.
            value = unit.slug
        if not (is_year(value) if name == YEAR else value in known[name]):
            raise Http404
        chosen[name] = value
    return Filters(chosen, tidy(query.get(TEXT, "")))


def is_year(value: str) -> bool:
    digits = value.isascii() and value.isdigit() and len(value) == 4
    return digits and value > "1000"


def said_otherwise(query: QueryDict, filters: Filters) -> bool:
    """Whether the address names something empty or twice, as a form does."""
    given = [
        value
        for name, values in query.lists()
        if name == TEXT or name in labels()
        for value in values
    ]
    return len(given) != len(list(filters.pairs()))
