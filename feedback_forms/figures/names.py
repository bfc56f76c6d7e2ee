"""What the groups of figures are called, and in which order they stand."""

from collections.abc import Callable
from typing import Any

from django.utils.dates import MONTHS
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.models import Municipality, ServiceArea, ServiceUnit, Topic
from feedback_forms.enums import AnswerChannel, FeedbackKind, FormKind

from .tables import Line


def name_of(key: str, group: Any) -> tuple[str, str]:
    """What a group is called, and where it belongs."""
    if key == "units":
        area, municipality, unit = group
        where = [
            register.all_cached()[pk].name
            for register, pk in ((ServiceArea, area), (Municipality, municipality))
            if pk in register.all_cached()
        ]
        return entry_name(ServiceUnit, unit), ", ".join(where)
    names: dict[str, Callable[[Any], str]] = {
        "areas": lambda pk: entry_name(ServiceArea, pk),
        "municipalities": lambda pk: entry_name(Municipality, pk),
        "quarters": lambda number: _("Quarter %(number)s") % {"number": number},
        "months": lambda number: capfirst(MONTHS[number]),
        "channels": channel_name,
    }
    return names[key](group), ""


def entry_name(register: Any, pk: int | None) -> str:
    entry = register.all_cached().get(pk)
    return entry.name if entry else pgettext("place of an answer", "Not known")


def channel_name(key: str) -> str:
    return str(AnswerChannel(key).label)


def kind_name(key: str) -> str:
    known = key in FeedbackKind.values
    return str(FeedbackKind(key).label if known else FormKind(key).label)


def topic_name(key: str) -> str:
    entry = Topic.all_cached().get(int(key)) if key else None
    return entry.name if entry else pgettext("of a message", "No topic")


def in_order(key: str, lines: list[Line]) -> list[Line]:
    """As the registers have it, the unknown last; months as they come; channels by size."""
    if key == "channels":
        return sorted(lines, key=lambda line: -(line.index.count if line.index else 0))
    if key in {"months", "quarters"}:
        return sorted(lines, key=lambda line: line.key)
    areas, municipalities, units = (
        {pk: place for place, pk in enumerate(register.all_cached())}
        for register in (ServiceArea, Municipality, ServiceUnit)
    )
    last = 10**9
    if key == "units":
        return sorted(
            lines,
            key=lambda line: (
                areas.get(line.key[0], last),
                units.get(line.key[2], last),
                municipalities.get(line.key[1], last),
            ),
        )
    order = areas if key == "areas" else municipalities
    return sorted(lines, key=lambda line: order.get(line.key, last))
