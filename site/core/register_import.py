"""Registers from a table: read, compared with what is there, then written at once.

A file is a CSV from a spreadsheet (UTF-8 or Windows-1252; comma, semicolon or tab).
Its first line names the columns as the fields are named (`name_fi`), or as they are called
on screen. What a file has
no column for, and what a cell leaves empty, stays as it is: so a file can be imported
again, and one from another office takes nothing away. One bad line refuses the file.
"""

import csv
import hashlib
import io
import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from core.importable import ID, RegisterImport, Row
from core.models import Register

MOST_BYTES = 500_000
MOST_ROWS = 5_000
MOST_COLUMNS = 50
DELIMITERS = ";,\t"
# A spreadsheet would calculate it, here or when the register is exported.
FORMULA = ("=", "+", "-", "@")
SOFT_HYPHEN = "\xad"
# Only a number to call, which a spreadsheet makes nothing worse of.
PHONE = re.compile(r"\+[0-9][0-9 ()-]{4,40}")
# What becomes of ä, ö, å and Ä, Ö, Å where UTF-8 was taken for something else and saved.
BROKEN = re.compile("Ã[¤¶¥„–…]|√[§ƒ∂]|\ufffd")


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
    # Many of something else (people), by field: written once the entry is there.
    links: dict[str, list[Any]] = field(default_factory=dict)

    @property
    def shown(self) -> list[tuple[Any, str, str]]:
        """The differences by what the fields are called on screen."""
        model = self.entry._meta
        return [
            (model.get_field(name).verbose_name, before, after)  # type: ignore[union-attr]
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
    called = how.columns_by_heading()
    plan = Plan(
        ignored_columns=tuple(name for name in header if name and name not in called)
    )
    header = [called.get(name, name) for name in header]
    _check_header(how, header)
    how.look_over(dict(zip(header, cells, strict=False)) for _line, cells in lines)
    seen: dict[Any, int] = {}
    for line, cells in lines:
        try:
            _compare(how, plan, line, _row(header, cells), seen)
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
    if any(cells[len(header) :]):
        raise ValidationError(_("There are more cells than columns."))
    for cell in cells:
        if any(
            unicodedata.category(sign).startswith("C") and sign != SOFT_HYPHEN
            for sign in cell
        ):
            raise ValidationError(_("A cell holds signs that cannot be seen."))
        if BROKEN.search(cell):
            raise ValidationError(
                _(
                    "The letters ä, ö and å are broken: %(cell)s. Save it as “CSV UTF-8”."
                ),
                params={"cell": cell[:30]},
            )
        if cell.startswith(FORMULA) and not PHONE.fullmatch(cell):
            raise ValidationError(
                _("A cell begins like a formula: %(cell)s"), params={"cell": cell[:30]}
            )
    return dict(zip(header, cells, strict=False))


def _compare(
    how: RegisterImport,
    plan: Plan,
    line: int,
    row: Row,
    seen: dict[Any, int],
) -> None:
    values = how.values(row)
    for name in how.required:
        if name not in values:
            raise ValidationError(_("“%(name)s” is empty."), params={"name": name})
    links = {name: values.pop(name) for name in how.many if name in values}
    found = [how.one_with_id(row[ID])] if row.get(ID) else how.find(values)
    if len(found) > 1:
        raise ValidationError(
            _("The register has several of this name. Say in the column “id” which.")
        )
    who = (
        found[0].pk if found else (how.key_of(how.model(**values)), *how.apart(values))
    )
    if who in seen:
        raise ValidationError(
            _("The same entry stands on line %(line)s."), params={"line": seen[who]}
        )
    seen[who] = line
    entry = found[0] if found else how.model()
    before = {name: getattr(entry, name) for name in values} if found else {}
    before |= {name: _in_order(getattr(entry, name)) for name in links if found}
    for name, value in values.items():
        setattr(entry, name, value)
    entry.clean_fields(exclude={"service_area", "municipality"})
    how.check(entry, line)
    after = {name: getattr(entry, name) for name in values} | links
    differences = tuple(
        (name, _shown(before.get(name)), _shown(value))
        for name, value in after.items()
        if before.get(name) != value or not found
    )
    where = plan.new if not found else plan.changed if differences else plan.unchanged
    where.append(Change(line, entry, differences, links))


def _in_order(many: Any) -> list[Any]:
    return sorted(many.all(), key=str)


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list):
        return ", ".join(map(str, value))
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
            for name, many in change.links.items():
                getattr(change.entry, name).set(many)
            log(instance=change.entry, action=action, user=user, content_changed=True)
    return plan
