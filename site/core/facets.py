"""Filters of a list as plain links, each with how many it leads to.

All counts come from one grouped query: rows of values by parameter, with `number`.
What is chosen in one filter counts in the others.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Choice:
    """`url` is empty where it is the list's own address; `value` is empty for no choice."""

    label: str
    url: str
    count: int
    chosen: bool
    value: str = ""


@dataclass(frozen=True)
class Facet:
    """`name` is the parameter in the address, `everything` the way to choose none."""

    name: str
    label: str
    everything: Choice
    choices: list[Choice]


def fits(row: Row, chosen: Mapping[str, str]) -> bool:
    return all(str(row[name]) == value for name, value in chosen.items())


def keep(request: HttpRequest, chosen: Mapping[str, str]) -> None:
    """The language switch keeps what is chosen."""
    if chosen:
        request.kept_query = f"?{urlencode(chosen)}"  # type: ignore[attr-defined]


def total(rows: Iterable[Row], chosen: Mapping[str, str], what: str = "number") -> int:
    return sum(row[what] for row in rows if fits(row, chosen))


def totals(name: str, rows: Iterable[Row], others: Mapping[str, str]) -> Counter[str]:
    """How many each value of `name` leads to beside the other choices, and "" for none of
    its values: one pass over the rows, however many values there are."""
    found: Counter[str] = Counter()
    for row in rows:
        if fits(row, others):
            found[str(row[name])] += row["number"]
    found[""] = found.total()
    return found


def facet(
    name: str,
    label: str,
    names: Mapping[str, str],
    rows: Sequence[Row],
    chosen: Mapping[str, str],
) -> Facet | None:
    """The choices of `names`, in their order, that lead to something. None where there is
    nothing to choose between, whatever else is chosen."""
    others = {key: value for key, value in chosen.items() if key != name}
    counts = totals(name, rows, others)

    def choice(value: str, label: str) -> Choice:
        here = {**others, name: value} if value else others
        url = f"?{urlencode(here)}" if here else ""
        is_chosen = chosen.get(name, "") == value
        return Choice(label, url, counts[value], is_chosen, value)

    found = {str(row[name]) for row in rows} & set(names)
    if len(found) < 2 and name not in chosen:
        return None
    choices = [choice(value, words) for value, words in names.items()]
    shown = [one for one in choices if one.count or one.chosen]
    return Facet(name, label, choice("", ""), shown)
