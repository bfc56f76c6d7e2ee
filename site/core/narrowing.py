"""A list that is narrowed by words, and by one choice in each of some questions: what its
address says, what it counts, and the links that take a choice away.

A list's own class says what can be chosen, and what that means for its rows.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Generic, Self, TypeVar
from urllib.parse import urlencode

from django.utils.translation import get_language

from .caching import cached_while, version
from .facets import Facet, Row, facet, total
from .list_words import quoted
from .models.registers import Register

TEXT = "haku"


@dataclass(frozen=True)
class Loosening:
    """A link that takes one filter away; what is left then, where it is known."""

    label: str
    url: str
    count: int = 0


def most_first(links: Iterable[Loosening]) -> list[Loosening]:
    """Those that lead to something."""
    found = [link for link in links if link.count]
    return sorted(found, key=lambda link: -link.count)


@dataclass(frozen=True)
class Narrowing:
    chosen: Mapping[str, str] = field(default_factory=dict)
    text: str = ""

    def __bool__(self) -> bool:
        return bool(self.chosen or self.text)

    @staticmethod
    def choices() -> dict[str, dict[str, str]]:
        """Values and their words for each question. One that has none here says itself."""
        raise NotImplementedError

    def without(self, name: str) -> Self:
        if name == TEXT:
            return replace(self, text="")
        kept = {key: value for key, value in self.chosen.items() if key != name}
        return replace(self, chosen=kept)

    def pairs(self) -> Iterator[tuple[str, str]]:
        if self.text:
            yield TEXT, self.text
        yield from self.chosen.items()

    @property
    def query(self) -> str:
        """The one way in which an address says it."""
        return urlencode(list(self.pairs()))

    @property
    def address(self) -> str:
        """As a link beside the list: of the list itself where nothing is asked for."""
        return f"?{self.query}"

    def words(self) -> dict[str, str]:
        """What is chosen, in words, by parameter."""
        known = self.choices()
        found = {TEXT: quoted(self.text)} if self.text else {}
        for name, value in self.chosen.items():
            found[name] = known.get(name, {}).get(value, value)
        return found

    def chips(self, but: Collection[str] = ()) -> list[Loosening]:
        """A link for each choice to take it away."""
        return [
            Loosening(words, self.without(name).address)
            for name, words in self.words().items()
            if name not in but
        ]


N = TypeVar("N", bound=Narrowing)


@dataclass(frozen=True)
class Counting(Generic[N]):
    """How much there is by all that one can choose, whatever is chosen of it: `grouped`
    asks for it in one query. It is kept for `kept`, and no longer than until the cache's
    `group` changes; what words find for `words_kept`, if at all, since the index learns a
    little later."""

    name: str
    group: str
    kept: timedelta
    grouped: Callable[[N], list[dict[str, Any]]]
    words_kept: timedelta = timedelta(0)

    def rows(self, filters: N, now: datetime) -> list[dict[str, Any]]:
        words = replace(filters, chosen={})
        if words.text and not self.words_kept:
            return self.grouped(words)
        # Of names in the registers, too: they are among the values.
        key = f"{self.name}:{version(Register.cache_group)}"
        if words.text:
            # Found by the forms of the reader's language.
            key = f"{key}:{get_language()}:{words.text}"
        until = now + (self.words_kept if words.text else self.kept)
        return cached_while(self.group, key, now, lambda: (self.grouped(words), until))

    def looser(self, filters: N, rows: Sequence[Row], now: datetime) -> list[Loosening]:
        """What to leave out where nothing is found, and how much that gives. `rows` are
        those of the same words."""
        found = []
        for name, words in filters.words().items():
            less = filters.without(name)
            counts = self.rows(less, now) if name == TEXT else rows
            label = filters.text if name == TEXT else words
            found.append(Loosening(label, less.address, total(counts, less.chosen)))
        return most_first(found)


def questions(
    labels: Mapping[str, str],
    known: Mapping[str, Mapping[str, str]],
    rows: Sequence[Row],
    chosen: Mapping[str, str],
) -> list[Facet]:
    """The questions in which there is something to choose, in their order."""
    found = (
        facet(name, label, known[name], rows, chosen) for name, label in labels.items()
    )
    return [one for one in found if one]
