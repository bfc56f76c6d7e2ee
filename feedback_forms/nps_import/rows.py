"""From the cells of a line to an answer, or to the reason why it cannot be one."""

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from core.models import Municipality, ServiceUnit
from core.models.registers import former_slugs
from feedback_forms.enums import AnswerChannel, Measure
from feedback_forms.models import Recommendation

from .reading import RawRow, spoken

LONGEST_ID = 100
FIRST_DAY = date(2000, 1, 1)
# The day of a time is all that is taken.
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?\Z", re.ASCII)
FINNISH = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?: .*)?\Z", re.ASCII)
MEASURES = {
    "": Measure.QUICK,
    "nopea": Measure.QUICK,
    "snabb": Measure.QUICK,
    "syventävä": Measure.IN_DEPTH,
    "hidas": Measure.IN_DEPTH,
    "fördjupad": Measure.IN_DEPTH,
    "in depth": Measure.IN_DEPTH,
    **{measure.value: measure for measure in Measure},
}
CHANNELS = {
    "": AnswerChannel.OTHER,
    "verkko": AnswerChannel.WEB,
    "taulutietokone": AnswerChannel.KIOSK,
    "paperi": AnswerChannel.PAPER,
    "puhelin": AnswerChannel.PHONE,
    "tekstiviesti": AnswerChannel.SMS,
    "laite": AnswerChannel.DEVICE,
    "muu": AnswerChannel.OTHER,
    **{channel.value: channel for channel in AnswerChannel},
}


class RowRefused(Exception):
    """Its text says why, without the words of the cell: those might be personal data.
    `column` is empty where the row as a whole is at fault."""

    def __init__(self, reason: str, column: str = "") -> None:
        super().__init__(reason)
        self.column = column


@dataclass(frozen=True)
class Places:
    """Units and municipalities by every name that a file may use. An address is one
    unit's alone, so it goes before names; then an address that a unit had before."""

    units: dict[str, set[int]]
    municipalities: dict[str, set[int]]

    @classmethod
    def known(cls) -> "Places":
        units: dict[str, set[int]] = defaultdict(set)
        municipalities: dict[str, set[int]] = defaultdict(set)
        for pk, unit in ServiceUnit.all_cached().items():
            for name in (unit.name_fi, unit.name_sv, unit.name_en):
                units[spoken(name)].add(pk)
        units |= {slug.casefold(): {pk} for slug, pk in former_slugs().items()}
        for pk, unit in ServiceUnit.all_cached().items():
            units[unit.slug.casefold()] = {pk}
        for pk, town in Municipality.all_cached().items():
            for name in (town.code, town.name_fi, town.name_sv, town.name_en):
                municipalities[spoken(name)].add(pk)
        return cls(units, municipalities)


def answer(row: RawRow, places: Places, source: str, today: date) -> Recommendation:
    """Not saved. Raises RowRefused."""
    if row.fault:
        raise RowRefused(row.fault)
    unit = ServiceUnit.all_cached()[_one_of(places.units, row, "unit")]
    municipality = unit.municipality_id
    if municipality is None and row.cells.get("municipality"):
        municipality = _one_of(places.municipalities, row, "municipality")
    return Recommendation(
        source=source,
        external_id=_identity(row),
        answered_on=_day(row, today),
        score=_score(row),
        measure=_choice(MEASURES, row, "measure"),
        channel=_choice(CHANNELS, row, "channel"),
        unit_id=unit.pk,
        service_area_id=unit.service_area_id,
        municipality_id=municipality,
    )


def _identity(row: RawRow) -> str:
    value = row.cells.get("id", "")
    if not value:
        raise RowRefused(_("“%(name)s” is empty.") % {"name": "id"}, "id")
    if len(value) > LONGEST_ID:
        raise RowRefused(
            _("“id” is longer than %(most)s characters.") % {"most": LONGEST_ID}, "id"
        )
    if not value.isprintable():
        raise RowRefused(_("A cell holds signs that cannot be seen."), "id")
    return value


def _score(row: RawRow) -> int:
    value = row.cells.get("score", "")
    if not (
        value.isascii() and value.isdigit() and len(value) < 3 and int(value) <= 10
    ):
        raise RowRefused(_("“score” is not a whole number from 0 to 10."), "score")
    return int(value)


def _day(row: RawRow, today: date) -> date:
    value = row.cells.get("date", "")
    try:
        if found := ISO.match(value):
            day = date(*map(int, found.groups()))
        elif found := FINNISH.match(value):
            day = date(*map(int, reversed(found.groups())))
        else:
            raise ValueError
    except ValueError as error:
        raise RowRefused(
            _("“date” is not a day such as 2026-03-31."), "date"
        ) from error
    if day > today:
        raise RowRefused(_("“date” is in the future."), "date")
    if day < FIRST_DAY:
        raise RowRefused(_("“date” is before the year 2000."), "date")
    return day


def _one_of(known: dict[str, set[int]], row: RawRow, name: str) -> int:
    value = spoken(row.cells.get(name, ""))
    found = known.get(value, set()) if value else set()
    if not value:
        raise RowRefused(_("“%(name)s” is empty.") % {"name": name}, name)
    if not found:
        raise RowRefused(_("“%(name)s” is not in the register.") % {"name": name}, name)
    if len(found) > 1:
        raise RowRefused(
            _("Several in the register are called so: “%(name)s”.") % {"name": name},
            name,
        )
    return next(iter(found))


def _choice(known: dict[str, Any], row: RawRow, name: str) -> str:
    value = spoken(row.cells.get(name, ""))
    if value not in known:
        raise RowRefused(
            _("“%(name)s” is none of those in the guide.") % {"name": name}, name
        )
    return str(known[value])
