"""The registers that can be read from a table, and how a line of it is understood."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import translation
from django.utils.translation import gettext as _

from core.models import (
    FormerSlug,
    Municipality,
    Register,
    ServiceArea,
    ServiceUnit,
)

# Of an entry that is there: a file from the register itself carries it.
ID = "id"
SHARED = ("name_fi", "name_sv", "name_en", "sort_order", "in_use")
YES, NO = ("1", "true", "yes", "kyllä", "ja"), ("0", "false", "no", "ei", "nej")
# What stands between people in one cell.
BETWEEN = re.compile(r"[;|,\s]+")

Row = dict[str, str]


class RegisterImport:
    """How one register is read from a table."""

    model: type[Register]
    columns: tuple[str, ...] = SHARED
    # Those of the columns that hold many, which Django keeps in a table of their own.
    many: tuple[str, ...] = ()
    required: tuple[str, ...] = ("name_fi",)

    def __init__(self) -> None:
        self.existing = self.by_key()
        self.by_id: dict[str, Register] = {
            str(entry.pk): entry for found in self.existing.values() for entry in found
        }

    @classmethod
    def columns_by_heading(cls) -> dict[str, str]:
        """What a heading means, in lower case: the field's own name, or what it is called
        on screen in any language of the site."""
        found: dict[str, str] = {}
        for code, _name in settings.LANGUAGES:
            with translation.override(code):
                fields = {name: cls.model._meta.get_field(name) for name in cls.columns}
                found |= {
                    str(field.verbose_name).casefold(): name  # type: ignore[union-attr]
                    for name, field in fields.items()
                }
        return found | {name: name for name in (ID, *cls.columns)}

    def look_over(self, rows: Iterable[Row]) -> None:
        """Called once with all lines, before any of them is compared."""

    def find(self, values: dict[str, Any]) -> list[Register]:
        """The entries that a line may mean; several where it does not say which."""
        return self.existing.get(self.key_of(self.model(**values)), [])

    def apart(self, values: dict[str, Any]) -> tuple[Any, ...]:
        """What else tells a new entry from another line of the same key."""
        return ()

    def one_with_id(self, text: str) -> Register:
        if text not in self.by_id:
            raise ValidationError(_("no such entry: %(id)s"), params={"id": text})
        return self.by_id[text]

    def by_key(self) -> dict[str, list[Register]]:
        found: dict[str, list[Register]] = {}
        for entry in self.model.objects.prefetch_related(*self.many):
            found.setdefault(self.key_of(entry), []).append(entry)
        return found

    def key_of(self, entry: Any) -> str:
        """What tells entries apart, as a line of a file would give it."""
        return str(entry.name_fi).casefold()

    def values(self, row: Row) -> dict[str, Any]:
        """The row's values by field; raises ValidationError in words."""
        values: dict[str, Any] = {}
        for name in self.columns:
            if text := row.get(name, ""):
                values[name] = self.value(name, text)
        return values

    def check(self, entry: Any, line: int) -> None:
        """Raises ValidationError, in words, where an entry's values stand against another
        entry, or against another line; called once for each line."""

    def value(self, name: str, text: str) -> Any:
        if name == "in_use":
            if text.casefold() not in YES + NO:
                raise ValidationError(_("“in_use” is 1 or 0."))
            return text.casefold() in YES
        return text


class MunicipalityImport(RegisterImport):
    """By the code of Statistics Finland."""

    model = Municipality
    columns = ("code", *SHARED[:3], "locative_fi", "population", *SHARED[3:])
    required = ("code", "name_fi")

    def key_of(self, entry: Any) -> str:
        return str(entry.code)

    def value(self, name: str, text: str) -> Any:
        if name == "code":
            # Spreadsheets take the zero off 020.
            code = text.zfill(3)
            if not (code.isascii() and code.isdigit() and len(code) == 3):
                raise ValidationError(_("The municipality code is three digits."))
            return code
        if name == "population":
            return "".join(text.split())
        return super().value(name, text)


class ServiceUnitImport(RegisterImport):
    """By the Finnish name, and by the municipality where a name is that of several units;
    service area and municipality by their Finnish names.

    Handlers are user names or e-mail addresses of staff, with `;`, `|` or `,` between them.
    """

    model = ServiceUnit
    columns = (
        *SHARED[:3],
        "service_area",
        "municipality",
        "slug",
        "email",
        "phone",
        "handlers",
        *SHARED[3:],
    )
    many = ("handlers",)
    required = ("name_fi", "service_area")

    def __init__(self) -> None:
        super().__init__()
        self.areas = by_name(ServiceArea)
        self.municipalities = by_name(Municipality)
        self.staff = staff_by_name()
        units = [unit for found in self.existing.values() for unit in found]
        self.slugs = {unit.slug: unit.pk for unit in units}  # type: ignore[attr-defined]
        self.slugs |= dict(FormerSlug.objects.values_list("slug", "unit_id"))
        self.slug_lines: dict[str, int] = {}
        # Names that the file has in more than one municipality.
        self.shared: set[str] = set()

    def look_over(self, rows: Iterable[Row]) -> None:
        places = defaultdict(set)
        for row in rows:
            name = row.get("name_fi", "").casefold()
            places[name].add(row.get("municipality", "").casefold())
        self.shared = {name for name, found in places.items() if len(found) > 1}

    def find(self, values: dict[str, Any]) -> list[Register]:
        name, place = values["name_fi"].casefold(), values.get("municipality")
        same: list[Any] = self.existing.get(name, [])
        there = [unit for unit in same if place and unit.municipality_id == place.pk]
        return there if there or name in self.shared else same

    def apart(self, values: dict[str, Any]) -> tuple[Any, ...]:
        return (values.get("municipality"),)

    def value(self, name: str, text: str) -> Any:
        if name == "service_area":
            return self._one_of(self.areas, text, _("no such service area: %(name)s"))
        if name == "municipality":
            return self._one_of(
                self.municipalities, text, _("no such municipality: %(name)s")
            )
        if name == "handlers":
            missing = _("no such person among the staff, or several: %(name)s")
            people = {
                self._one_of(self.staff, each, missing)
                for each in BETWEEN.split(text)
                if each
            }
            return sorted(people, key=str)
        return super().value(name, text)

    def check(self, entry: Any, line: int) -> None:
        if not entry.slug:
            return
        owner = self.slugs.get(entry.slug)
        if owner is not None and owner != entry.pk:
            raise ValidationError(
                _("Another unit has, or had, the address “%(slug)s”."),
                params={"slug": entry.slug},
            )
        first = self.slug_lines.setdefault(entry.slug, line)
        if first != line:
            raise ValidationError(
                _("The address “%(slug)s” stands on line %(line)s too."),
                params={"slug": entry.slug, "line": first},
            )

    def _one_of(self, entries: dict[str, Any], name: str, missing: str) -> Any:
        if name.casefold() not in entries:
            raise ValidationError(missing, params={"name": name})
        return entries[name.casefold()]


def by_name(model: type[Register]) -> dict[str, Any]:
    return {entry.name_fi.casefold(): entry for entry in model.objects.all()}


def staff_by_name() -> dict[str, Any]:
    """Staff who can sign in, by user name and by e-mail address; an address that two
    people share finds neither."""
    people = list(get_user_model()._default_manager.filter(is_active=True))
    addresses = Counter(user.email.casefold() for user in people)
    found = {
        user.email.casefold(): user
        for user in people
        if addresses[user.email.casefold()] == 1 and user.email
    }
    return found | {user.get_username().casefold(): user for user in people}


# By the name that the command takes.
IMPORTS: dict[str, type[RegisterImport]] = {
    "municipalities": MunicipalityImport,
    "service_units": ServiceUnitImport,
}


def import_for(model: type[models.Model]) -> type[RegisterImport] | None:
    """How this register is imported; None for those that are kept by hand."""
    return next((each for each in IMPORTS.values() if each.model is model), None)
