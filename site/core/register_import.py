"""Registers from a table: read, compared with what is there, then written at once.

A file is a CSV from a spreadsheet (UTF-8 or Windows-1252; comma, semicolon or tab).
Its first line names the columns as the fields are named (`name_fi`). What a file has
no column for, and what a cell leaves empty, stays as it is: so a file can be imported
again, and one from another office takes nothing away. One bad line refuses the file.
"""

import csv
import hashlib
import io
import unicodedata
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from core.models import Municipality, Register, ServiceArea, ServiceUnit

MOST_BYTES = 500_000
MOST_ROWS = 5_000
MOST_COLUMNS = 50
DELIMITERS = ";,\t"
# A spreadsheet would calculate it, here or when the register is exported.
FORMULA = ("=", "+", "-", "@")
SOFT_HYPHEN = "\xad"
SHARED = ("name_fi", "name_sv", "name_en", "sort_order", "in_use")
YES, NO = ("1", "true", "yes", "kyllä", "ja"), ("0", "false", "no", "ei", "nej")

Row = dict[str, str]


class FileRefused(Exception):
    """The file is no table that can be used; its text says why, in words."""


class ChangedMeanwhile(Exception):
    """The register is no longer as it was when the changes were shown."""


@dataclass(frozen=True)
class Refusal:
    """A line of the file (the first is 1) and what is wrong with it."""

    line: int
    reason: str


@dataclass(frozen=True)
class Change:
    """An entry with its new values; `before` and `after` of each field that differs."""

    line: int
    entry: Register
    differences: tuple[tuple[str, str, str], ...] = ()

    @property
    def shown(self) -> list[tuple[Any, str, str]]:
        """The differences by what the fields are called on screen."""
        fields = {field.name: field for field in self.entry._meta.concrete_fields}
        return [
            (fields[name].verbose_name, before, after)
            for name, before, after in self.differences
        ]


@dataclass
class Plan:
    """What an import would do."""

    new: list[Change] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    unchanged: list[Change] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    ignored_columns: tuple[str, ...] = ()

    @property
    def ready(self) -> bool:
        """Whether there is something to write, and nothing in the way."""
        return bool(self.new or self.changed) and not self.refused

    @property
    def mark(self) -> str:
        """Of exactly these changes: other changes have another."""
        parts = [
            (type(change.entry)._meta.label, change.entry.pk, change.differences)
            for change in (*self.new, *self.changed)
        ]
        return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]


# -- Which registers -----------------------------------------------------------


class RegisterImport:
    """How one register is read from a table."""

    model: type[Register]
    columns: tuple[str, ...] = SHARED
    required: tuple[str, ...] = ("name_fi",)

    def __init__(self) -> None:
        self.existing = self.by_key()

    def by_key(self) -> dict[str, list[Register]]:
        found: dict[str, list[Register]] = {}
        for entry in self.model.objects.all():
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
    """By the Finnish name; service area and municipality by their Finnish names."""

    model = ServiceUnit
    columns = (*SHARED[:3], "service_area", "municipality", *SHARED[3:])
    required = ("name_fi", "service_area")

    def __init__(self) -> None:
        super().__init__()
        self.areas = by_name(ServiceArea)
        self.municipalities = by_name(Municipality)

    def value(self, name: str, text: str) -> Any:
        if name == "service_area":
            return self._one_of(self.areas, text, _("no such service area: %(name)s"))
        if name == "municipality":
            return self._one_of(
                self.municipalities, text, _("no such municipality: %(name)s")
            )
        return super().value(name, text)

    def _one_of(self, entries: dict[str, Any], name: str, missing: str) -> Any:
        if name.casefold() not in entries:
            raise ValidationError(missing, params={"name": name})
        return entries[name.casefold()]


def by_name(model: type[Register]) -> dict[str, Any]:
    return {entry.name_fi.casefold(): entry for entry in model.objects.all()}


# By the name that the command takes.
IMPORTS: dict[str, type[RegisterImport]] = {
    "municipalities": MunicipalityImport,
    "service_units": ServiceUnitImport,
}


def import_for(model: type[models.Model]) -> type[RegisterImport] | None:
    """How this register is imported; None for those that are kept by hand."""
    return next((each for each in IMPORTS.values() if each.model is model), None)


# -- Reading -------------------------------------------------------------------


def read_rows(data: bytes) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The names of the columns, and the lines that hold anything with their numbers.

    Raises FileRefused in words.
    """
    text = _decoded(data)
    first_line = text.strip("\r\n").split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=first_line.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows = []
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((reader.line_num, [cell.strip() for cell in cells]))
            if len(rows) > MOST_ROWS:
                raise FileRefused(
                    _("The file has more than %(most)s lines.") % {"most": MOST_ROWS}
                )
    except csv.Error as error:
        raise FileRefused(
            _(
                "Line %(line)s is not as CSV has it: perhaps a quotation mark is missing."
            )
            % {"line": reader.line_num}
        ) from error
    if not rows:
        raise FileRefused(_("The file is empty."))
    (_number, header), *lines = rows
    return [name.casefold() for name in header], lines


def _decoded(data: bytes) -> str:
    if len(data) > MOST_BYTES:
        raise FileRefused(
            _("The file is larger than %(most)s kilobytes.")
            % {"most": MOST_BYTES // 1000}
        )
    if b"\x00" in data:
        raise FileRefused(
            _("The file is not CSV. Save it as “CSV UTF-8” in your spreadsheet.")
        )
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FileRefused(_("The file's letters cannot be read. Save it as “CSV UTF-8”."))


# -- Comparing -----------------------------------------------------------------


def make_plan(importer: type[RegisterImport], data: bytes) -> Plan:
    """What the file would change; writes nothing. Raises FileRefused in words."""
    header, lines = read_rows(data)
    how = importer()
    _check_header(how, header)
    plan = Plan(
        ignored_columns=tuple(name for name in header if name not in how.columns)
    )
    seen: dict[str, int] = {}
    for line, cells in lines:
        try:
            values = how.values(_row(header, cells))
            _compare(how, plan, line, values, seen)
        except ValidationError as error:
            plan.refused.append(Refusal(line, _reason(error)))
    return plan


def _reason(error: ValidationError) -> str:
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    return " ".join(
        f"{name}: {' '.join(messages)}" for name, messages in error.message_dict.items()
    )


def _check_header(how: RegisterImport, header: list[str]) -> None:
    if len(header) > MOST_COLUMNS:
        raise FileRefused(_("The file has too many columns."))
    missing = [name for name in how.required if name not in header]
    doubled = sorted({name for name in header if name and header.count(name) > 1})
    if missing:
        raise FileRefused(
            _("The first line must name the columns. These are missing: %(names)s.")
            % {"names": ", ".join(missing)}
        )
    if doubled:
        raise FileRefused(
            _("These columns stand there twice: %(names)s.")
            % {"names": ", ".join(doubled)}
        )


def _row(header: list[str], cells: list[str]) -> Row:
    """The cells by column; raises ValidationError where they cannot be trusted."""
    if len(cells) > len(header):
        raise ValidationError(_("There are more cells than columns."))
    for cell in cells:
        if any(
            unicodedata.category(sign).startswith("C") and sign != SOFT_HYPHEN
            for sign in cell
        ):
            raise ValidationError(_("A cell holds signs that cannot be seen."))
        if cell.startswith(FORMULA):
            raise ValidationError(
                _("A cell begins like a formula: %(cell)s"), params={"cell": cell[:30]}
            )
    return dict(zip(header, cells, strict=False))


def _compare(
    how: RegisterImport,
    plan: Plan,
    line: int,
    values: dict[str, Any],
    seen: dict[str, int],
) -> None:
    for name in how.required:
        if name not in values:
            raise ValidationError(_("“%(name)s” is empty."), params={"name": name})
    key = how.key_of(how.model(**values))
    if key in seen:
        raise ValidationError(
            _("The same entry stands on line %(line)s."), params={"line": seen[key]}
        )
    seen[key] = line
    found = how.existing.get(key, [])
    if len(found) > 1:
        raise ValidationError(_("The register has several of this name."))
    entry = found[0] if found else how.model()
    before = {name: getattr(entry, name) for name in values} if found else {}
    for name, value in values.items():
        setattr(entry, name, value)
    entry.clean_fields(exclude={"service_area", "municipality"})
    differences = tuple(
        (name, _shown(before.get(name)), _shown(getattr(entry, name)))
        for name in values
        if before.get(name) != getattr(entry, name) or not found
    )
    where = plan.new if not found else plan.changed if differences else plan.unchanged
    where.append(Change(line, entry, differences))


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return "" if value is None else str(value)


# -- Writing -------------------------------------------------------------------


@transaction.atomic
def import_register(
    *, importer: type[RegisterImport], data: bytes, user: Any = None, mark: str = ""
) -> Plan:
    """Write what the file changes, all of it or nothing, into Wagtail's log too.

    `mark` is that of the plan somebody has seen. Raises FileRefused where the file or
    a line of it cannot be used, ChangedMeanwhile where the plan is another by now.
    """
    # Two at once: the second waits, and then compares with what the first has written.
    list(importer.model.objects.select_for_update().values_list("pk", flat=True))
    plan = make_plan(importer, data)
    if plan.refused:
        raise FileRefused(_("Some lines cannot be used. Nothing has been changed."))
    if mark and mark != plan.mark:
        raise ChangedMeanwhile
    steps: tuple[tuple[str, list[Change]], ...] = (
        ("wagtail.create", plan.new),
        ("wagtail.edit", plan.changed),
    )
    for action, changes in steps:
        for change in changes:
            change.entry.save()
            log(instance=change.entry, action=action, user=user, content_changed=True)
    return plan
