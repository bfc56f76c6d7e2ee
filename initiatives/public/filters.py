"""What the list can be narrowed by and put in order, as its address says it:
`?tila=keraa&kunta=837&jarjestys=kannatus`.

One choice in each question. A choice that is not there is not found (404); what a form
leaves empty, says twice, or says that is so anyway, is left out of the address.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.db.models import Case, F, Q, Value, When
from django.http import Http404, QueryDict
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from core.models import Municipality, ServiceArea, ServiceUnit
from core.narrowing import TEXT, Narrowing
from initiatives.enums import Kind, Stage
from initiatives.models import Initiative
from participation_pages.matching import named, tidy
from search.finding import keys_matching

from .situations import HANDLED, NAMES, STAGES, in_situation

ORDER = "jarjestys"
SITUATION, KIND, TOWN, AREA, UNIT = "tila", "laji", "kunta", "palvelu", "yksikko"
# Beside the municipalities: what concerns all of them.
WHOLE_COUNTY = "koko"
KINDS = {"aloite": Kind.INITIATIVE, "ehdotus": Kind.SUGGESTION}
KIND_VALUES = {kind.value: value for value, kind in KINDS.items()}
FIRST_TO_END, MOST_SUPPORT, NEWEST = "aika", "kannatus", "uusin"


def labels() -> dict[str, str]:
    """The questions in their order."""
    return {
        SITUATION: _("Status"),
        KIND: pgettext("initiative or suggestion", "Kind"),
        TOWN: _("Municipality"),
        AREA: pgettext("filter", "Service area"),
        UNIT: _("Unit or place"),
    }


def orders() -> dict[str, str]:
    return {
        FIRST_TO_END: pgettext("order of a list", "Ends first"),
        MOST_SUPPORT: pgettext("order of a list", "Most supporters"),
        NEWEST: pgettext("order of a list", "Newest"),
    }


def choices() -> dict[str, dict[str, str]]:
    """Values and their words for each question."""
    towns = Municipality.all_cached().values()
    units = ServiceUnit.all_cached().values()
    areas = ServiceArea.all_cached()
    return {
        SITUATION: {name: str(words) for name, words in NAMES.items()},
        KIND: {"aloite": _("Initiatives"), "ehdotus": _("Suggestions")},
        TOWN: {
            WHOLE_COUNTY: _("The whole county"),
            **{town.code: town.name for town in towns},
        },
        AREA: {str(pk): area.name for pk, area in areas.items()},
        UNIT: {unit.slug: unit.name for unit in units},
    }


@dataclass(frozen=True)
class Filters(Narrowing):
    choices = staticmethod(choices)
    order: str = FIRST_TO_END

    def choosing(self, name: str, value: str) -> "Filters":
        kept = {**self.chosen, name: value}
        chosen = {key: kept[key] for key in labels() if kept.get(key)}
        return replace(self, chosen=chosen)

    def pairs(self) -> Iterator[tuple[str, str]]:
        yield from super().pairs()
        if self.order != FIRST_TO_END:
            yield ORDER, self.order

    def apply(self, initiatives: Any) -> Any:
        """Only what was asked for, of public ones."""
        if self.text:
            initiatives = matching(initiatives, self.text.split())
        for name, value in self.chosen.items():
            if name == SITUATION:
                initiatives = in_situation(initiatives, value)
            else:
                initiatives = initiatives.filter(where(name, value))
        return initiatives

    def ordered(self, initiatives: Any) -> Any:
        if self.order == MOST_SUPPORT:
            return initiatives.order_by("-support_count", "-pk")
        if self.order == NEWEST:
            return initiatives.order_by("-published_at", "-pk")
        # What can still be supported, the shortest time left first; what is handled; the rest.
        group = Case(
            When(stage=Stage.COLLECTING, then=Value(0)),
            When(stage__in=STAGES[HANDLED], then=Value(1)),
            default=Value(2),
        )
        ends = Case(When(stage=Stage.COLLECTING, then=F("collects_until")))
        return initiatives.alias(group=group, ends=ends).order_by(
            "group", F("ends").asc(nulls_last=True), "-published_at", "-pk"
        )


def where(name: str, value: str) -> Q:
    if name == TOWN:
        if value == WHOLE_COUNTY:
            return Q(municipality=None)
        towns = Municipality.all_cached()
        return Q(municipality__in=[pk for pk, t in towns.items() if t.code == value])
    if name == UNIT:
        units = ServiceUnit.all_cached()
        return Q(unit__in=[pk for pk, unit in units.items() if unit.slug == value])
    if name == KIND:
        return Q(kind=KINDS[value])
    return Q(service_area=value)


def matching(initiatives: Any, words: list[str]) -> Any:
    """What the site's search finds by the words, in any of their forms, or has each word as
    it is typed in its title or proposal or in the name of its municipality or unit."""
    wanted = [word for word in words if any(map(str.isalnum, word))]
    if not wanted:  # signs alone are passed over
        return initiatives
    language = get_language() or settings.LANGUAGE_CODE
    keys = keys_matching(" ".join(wanted), language, (Initiative,))
    typed = Q()
    for word in wanted:
        found = Q(title__mentions=word) | Q(proposal__mentions=word)
        if towns := named(Municipality, word):
            found |= Q(municipality__in=towns)
        if units := named(ServiceUnit, word):
            found |= Q(unit__in=units)
        typed &= found
    return initiatives.filter(typed | Q(pk__in=keys))


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
        if value not in known[name]:
            raise Http404
        chosen[name] = value
    order = query.get(ORDER) or FIRST_TO_END
    if order not in orders():
        raise Http404
    return Filters(chosen, tidy(query.get(TEXT, "")), order)


def said_otherwise(query: QueryDict, filters: Filters) -> bool:
    """Whether the address names something empty or twice, as a form does."""
    names = {TEXT, ORDER, *labels()}
    given = [one for name, values in query.lists() if name in names for one in values]
    return len(given) != len(list(filters.pairs()))
