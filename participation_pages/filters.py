"""What the list can be narrowed by, as its address says it: `?tila=open&kunta=837`.

A choice that is not there is not found (404); what a form leaves empty, or says
twice, is left out of the address.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q
from django.http import Http404, QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.models import Municipality, ServiceArea, TargetGroup, Topic
from core.models.registers import Register
from core.narrowing import TEXT
from core.news import TOPIC

from .enums import OpportunityState, ParticipationKind, Place
from .matching import matching, tidy
from .states import in_state

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from .models import OpportunityQuerySet

# Beside the municipalities: what concerns all of them.
WHOLE_COUNTY = "koko"

# First what one can still take part in, the shortest time left first; then what
# is coming; then what is late, so that it cannot be overlooked; then the rest.
ORDER = [
    OpportunityState.CLOSES_SOON,
    OpportunityState.OPEN,
    OpportunityState.OPENS_SOON,
    OpportunityState.OUTCOME_LATE,
    OpportunityState.OUTCOME_DUE,
    OpportunityState.CLOSED,
    OpportunityState.OUTCOME_PUBLISHED,
]
WAYS = {
    Place.ONLINE: (Place.ONLINE, Place.BOTH),
    Place.ON_SITE: (Place.ON_SITE, Place.BOTH),
}


def itself(value: str | int | None) -> tuple[str, ...]:
    return () if value is None else (str(value),)


@dataclass(frozen=True)
class Facet:
    """One question of the filter: its parameter, its choices, and what they mean.

    `column` is what rows are counted by, a name of `counting.COLUMNS` or a relation to
    many; `means` gives the choices that a value of it counts for.
    """

    parameter: str
    label: "_StrPromise"
    column: str
    choices: Callable[[], dict[str, str]]
    where: Callable[[tuple[str, ...], datetime], Q]
    means: Callable[[str | int | None], tuple[str, ...]] = itself
    to_many: bool = False


def entries(register: type[Register]) -> dict[str, str]:
    return {str(pk): entry.name for pk, entry in register.all_cached().items()}


def towns() -> dict[str, str]:
    found = {town.code: town.name for town in Municipality.all_cached().values()}
    return {WHOLE_COUNTY: str(_("The whole county")), **found}


def in_towns(values: tuple[str, ...], now: datetime) -> Q:
    """Those of a municipality name it; those of the whole county name none."""
    codes = {town.code: pk for pk, town in Municipality.all_cached().items()}
    found = related("municipalities", [codes[code] for code in values if code in codes])
    return found | ~related("municipalities") if WHOLE_COUNTY in values else found


def town_of(value: str | int | None) -> tuple[str, ...]:
    if value is None:
        return (WHOLE_COUNTY,)
    town = Municipality.all_cached().get(int(value))
    return (town.code,) if town else ()


def related(relation: str, ids: list[int] | None = None) -> Q:
    """Whether the page has any of the ids in a relation to many; any at all without ids."""
    from .models import OpportunityPage

    many = OpportunityPage._meta.get_field(relation)
    rows = many.remote_field.through.objects.filter(
        **{f"{many.m2m_field_name()}_id": OuterRef("pk")}
    )
    if ids is not None:
        rows = rows.filter(**{f"{many.m2m_reverse_field_name()}_id__in": ids})
    return Q(Exists(rows))


def in_states(values: tuple[str, ...], now: datetime) -> Q:
    return reduce(or_, (in_state(OpportunityState(value), now) for value in values))


FACETS = (
    Facet(
        "tila",
        _("Status"),
        "state_now",
        lambda: {state.value: str(state.label) for state in ORDER},
        in_states,
    ),
    Facet(
        "kunta",
        _("Place"),
        "municipalities",
        towns,
        in_towns,
        town_of,
        to_many=True,
    ),
    Facet(
        "palvelu",
        _("Services"),
        "service_area_id",
        lambda: entries(ServiceArea),
        lambda values, now: Q(service_area_id__in=[int(value) for value in values]),
    ),
    Facet(
        TOPIC,
        _("Topic"),
        "topic_id",
        lambda: entries(Topic),
        lambda values, now: Q(topic_id__in=[int(value) for value in values]),
    ),
    Facet(
        "laji",
        _("Way to take part"),
        "kind",
        lambda: {kind.value: str(kind.label) for kind in ParticipationKind},
        lambda values, now: Q(kind__in=values),
    ),
    Facet(
        "tapa",
        pgettext_lazy("way of taking part: online or on site", "How"),
        "place",
        lambda: {way.value: str(way.label) for way in WAYS},
        lambda values, now: Q(
            place__in={place for value in values for place in WAYS[Place(value)]}
        ),
        lambda value: tuple(
            way.value for way, places in WAYS.items() if value in places
        ),
    ),
    Facet(
        "kenelle",
        _("For whom"),
        "target_groups",
        lambda: entries(TargetGroup),
        lambda values, now: related("target_groups", [int(value) for value in values]),
        to_many=True,
    ),
)
STATE = FACETS[0]
BY_PARAMETER = {facet.parameter: facet for facet in FACETS}


@dataclass(frozen=True)
class Filters:
    """What a visitor has chosen: values by parameter, in the order of the choices, and words."""

    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    text: str = ""

    def __bool__(self) -> bool:
        return bool(self.chosen or self.text)

    def of(self, facet: Facet) -> tuple[str, ...]:
        return self.chosen.get(facet.parameter, ())

    @property
    def narrowed(self) -> list[Facet]:
        """The facets in which something is chosen."""
        return [facet for facet in FACETS if self.of(facet)]

    def choose(self, facet: Facet, *values: str) -> "Filters":
        """The same with only these values of the facet; none takes it away."""
        ordered = tuple(value for value in facet.choices() if value in values)
        chosen = {**self.chosen, facet.parameter: ordered}
        kept = {name: found for name, found in chosen.items() if found}
        return replace(self, chosen=kept)

    def without(self, facet: Facet, value: str) -> "Filters":
        return self.choose(facet, *(one for one in self.of(facet) if one != value))

    def without_text(self) -> "Filters":
        return replace(self, text="")

    def pairs(self) -> Iterator[tuple[str, str]]:
        if self.text:
            yield TEXT, self.text
        for facet in FACETS:
            for value in self.of(facet):
                yield facet.parameter, value

    @property
    def query(self) -> str:
        """The one way in which an address says it: `tila=open&kunta=837`."""
        return urlencode(list(self.pairs()))

    def apply(
        self, pages: "OpportunityQuerySet", now: datetime, but: tuple[Facet, ...] = ()
    ) -> "OpportunityQuerySet":
        """Only what was asked for; `but` leaves the choices of some facets aside."""
        if self.text:
            pages = matching(pages, self.text.split())
        for facet in self.narrowed:
            if facet not in but:
                pages = pages.filter(facet.where(self.of(facet), now))
        return pages


def filters_of(query: QueryDict) -> Filters:
    """What the address asks for; raises Http404 for a choice that there is not."""
    filters = Filters(text=tidy(query.get(TEXT, "")))
    for facet in FACETS:
        values = [value for value in query.getlist(facet.parameter) if value]
        if values:
            choices = facet.choices()
            if any(value not in choices for value in values):
                raise Http404
            filters = filters.choose(facet, *values)
    return filters


def said_otherwise(query: QueryDict, filters: Filters) -> bool:
    """Whether the address names something empty or twice, as a form does."""
    given = [
        (name, value)
        for name, values in query.lists()
        if name == TEXT or name in BY_PARAMETER
        for value in values
    ]
    return len(given) != len(list(filters.pairs()))
