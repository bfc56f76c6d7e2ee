"""Who made an initiative, as far as anybody may read it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, TextField, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from core.aggregates import joined_rows
from core.crypto import decrypt
from core.models import Municipality
from initiatives.enums import Basis
from initiatives.models import Initiator

WORDS = {
    Basis.RESIDENT: pgettext_lazy("basis of an initiator", "Resident"),
    Basis.SERVICE_USER: pgettext_lazy("basis of an initiator", "Service user"),
    Basis.PROPERTY: pgettext_lazy("basis of an initiator", "Owner of real estate"),
    Basis.COMMUNITY: pgettext_lazy(
        "basis of an initiator", "Representative of a community"
    ),
    Basis.MUNICIPALITY: pgettext_lazy(
        "basis of an initiator", "Representative of a municipality"
    ),
}


@dataclass(frozen=True)
class Person:
    """`name` is empty where they do not let it be shown."""

    name: str
    town: str
    basis: str
    is_contact: bool

    @property
    def shown_name(self) -> str:
        return self.name or self.basis


def initiator_rows() -> Any:
    """Those who have confirmed; the name only of who lets it be shown, and still encrypted:
    others' names do not leave the database."""
    return joined_rows(
        Initiator.objects.filter(confirmed_at__isnull=False),
        "initiative",
        place=F("sort_order"),
        pk=F("pk"),
        name=Case(
            When(name_public=True, then=F("name")),
            default=Value(""),
            output_field=TextField(),
        ),
        town=F("municipality_id"),
        basis=F("basis"),
        contact=F("is_contact"),
    )


def people(rows: Iterable[dict[str, Any]] | None) -> list[Person]:
    towns = Municipality.all_cached()
    ordered = sorted(rows or (), key=lambda row: (row["place"], row["pk"]))
    return [
        Person(
            decrypt(row["name"]) if row["name"] else "",
            towns[row["town"]].name if row["town"] in towns else "",
            str(WORDS[Basis(row["basis"])]),
            bool(row["contact"]),
        )
        for row in ordered
    ]


def in_short(found: list[Person]) -> str:
    """“Aada, Elias and 2 others, Tampere and Nokia”, or how many they are."""
    names = [person.name for person in found if person.name]
    others = len(found) - len(names)
    if others:
        names.append(
            ngettext(
                "%(count)s person who does not show their name",
                "%(count)s people who do not show their names",
                others,
            )
            % {"count": others}
        )
    towns = list(dict.fromkeys(person.town for person in found if person.town))
    return ", ".join(filter(None, (listed(names), listed(towns))))


def listed(words: list[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s and %(last)s") % {
        "first": ", ".join(words[:-1]),
        "last": words[-1],
    }
