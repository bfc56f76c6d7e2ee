"""What a search can be narrowed by, as its address says it: `?q=hoito&tyyppi=story`.

A choice that is not there is not found (404); what a form leaves empty, or says twice, is
left out of the address.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, QueryDict
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.models import Municipality, ServiceArea
from search import registry
from search.query import tidied
from search.registry import Words

TEXT = "q"
FIRST_YEAR = 2000
# A promised day, or an event, may be of a year to come.
YEARS_AHEAD = 5


@dataclass(frozen=True)
class Facet:
    """One question of the filter: its parameter, its name in `finding.COLUMNS`, its choices
    as they stand in the address, and what each of them is in a row."""

    parameter: str
    name: str
    label: Words
    choices: Callable[[], dict[str, str]]
    in_rows: Callable[[str], str] = str


def kinds() -> dict[str, str]:
    return {kind: str(source.plural) for kind, source in registry.kinds().items()}


def areas() -> dict[str, str]:
    return {str(pk): area.name for pk, area in ServiceArea.all_cached().items()}


def towns() -> dict[str, str]:
    return {town.code: town.name for town in Municipality.all_cached().values()}


def key_of_town(code: str) -> str:
    keys = {town.code: pk for pk, town in Municipality.all_cached().items()}
    return str(keys.get(code, ""))


def states() -> dict[str, str]:
    return {state: str(name) for state, name in registry.state_names().items()}


def years() -> dict[str, str]:
    latest = timezone.localdate().year + YEARS_AHEAD
    return {str(year): str(year) for year in range(latest, FIRST_YEAR - 1, -1)}


def languages() -> dict[str, str]:
    return {code: capfirst(name) for code, name in settings.LANGUAGES}


FACETS = (
    Facet("tyyppi", "kind", pgettext_lazy("kind of search result", "Kind"), kinds),
    Facet("tila", "state", _("Status"), states),
    Facet("alue", "area", _("Services"), areas),
    Facet("paikka", "place", _("Place"), towns, key_of_town),
    Facet("vuosi", "year", _("Year"), years),
    Facet("kieli", "language", _("Language"), languages),
)
KIND = FACETS[0]
LANGUAGE = FACETS[-1]
BY_PARAMETER = {facet.parameter: facet for facet in FACETS}


@dataclass(frozen=True)
class Filters:
    """What a visitor looks for: words, and at most one value of each facet."""

    text: str = ""
    chosen: Mapping[str, str] = field(default_factory=dict)

    def of(self, facet: Facet) -> str:
        return self.chosen.get(facet.parameter, "")

    def choose(self, facet: Facet, value: str = "") -> "Filters":
        """The same with this value of the facet; none takes it away."""
        chosen = {**self.chosen, facet.parameter: value}
        kept = {name: found for name, found in chosen.items() if found}
        return replace(self, chosen=kept)

    def pairs(self) -> Iterator[tuple[str, str]]:
        if self.text:
            yield TEXT, self.text
        for facet in FACETS:
            if value := self.of(facet):
                yield facet.parameter, value

    @property
    def query(self) -> str:
        """The one way in which an address says it."""
        return urlencode(list(self.pairs()))

    @property
    def by_name(self) -> dict[str, str]:
        """As `finding.find` takes them."""
        return {
            facet.name: facet.in_rows(value)
            for facet in FACETS
            if (value := self.of(facet))
        }


def filters_of(query: QueryDict) -> Filters:
    """What the address asks for; raises Http404 for a choice that there is not."""
    filters = Filters(tidied(query.get(TEXT, "")))
    for facet in FACETS:
        value = query.get(facet.parameter, "")
        if value and value not in facet.choices():
            raise Http404
        filters = filters.choose(facet, value)
    return filters


def said_otherwise(query: QueryDict, filters: Filters) -> bool:
    """Whether the address names a filter empty or twice, as a form does."""
    given = [
        value
        for name, values in query.lists()
        if name in BY_PARAMETER
        for value in values
    ]
    return len(given) != len(filters.chosen)
