"""The catalogues of the interface: checked, and compiled without gettext's tools."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import polib

NAMED = re.compile(r"%\((\w+)\)[sd]")
# Easy Finnish lies over Finnish. Django itself would look into its own and
# Wagtail's Finnish first, and only then into ours.
BASE_OF = {"fi_Simple": "fi"}


def po_path(folder: Path, locale: str) -> Path:
    return folder / locale / "LC_MESSAGES" / "django.po"


def locales(folder: Path) -> list[str]:
    return sorted(path.parts[-3] for path in folder.glob("*/LC_MESSAGES/django.po"))


def key(entry: polib.POEntry) -> tuple[str | None, str]:
    return entry.msgctxt, entry.msgid


def faults(catalogue: polib.POFile) -> list[str]:
    """What would break a page or mislead a reader, each in words."""
    return [
        f"{entry.msgid[:60]!r}: {fault}"
        for entry in catalogue.translated_entries()
        for fault in _faults(entry)
    ]


def _faults(entry: polib.POEntry) -> Iterator[str]:
    wanted = set(NAMED.findall(entry.msgid + entry.msgid_plural))
    texts = entry.msgstr_plural or {0: entry.msgstr}
    for number, text in texts.items():
        found = set(NAMED.findall(text))
        # “One day” may do without its number.
        may_lack = {"count"} if entry.msgid_plural and number == 0 else set()
        if found - wanted or wanted - found - may_lack:
            yield f"has {sorted(found)}, not {sorted(wanted)}"
        elif "python-format" in entry.flags and not _can_be_filled(text, wanted):
            yield "has a bare percent sign"


def _can_be_filled(text: str, names: set[str]) -> bool:
    if not names:
        return True
    try:
        text % dict.fromkeys(names, 0)
    except (TypeError, ValueError):
        return False
    return True


def is_compiled(folder: Path, locale: str) -> bool:
    """Whether the compiled catalogue is newer than all that it is made from."""
    made = po_path(folder, locale).with_suffix(".mo")
    sources = [po_path(folder, name) for name in (locale, BASE_OF.get(locale)) if name]
    return made.exists() and all(
        source.stat().st_mtime <= made.stat().st_mtime
        for source in sources
        if source.exists()
    )


def compile_one(folder: Path, locale: str) -> int:
    """Write the compiled catalogue; returns how many texts it holds.

    Raises ValueError, and writes nothing, when a translation has a fault.
    """
    path = po_path(folder, locale)
    catalogue = polib.pofile(str(path))
    if found := faults(catalogue):
        raise ValueError("\n".join(found))
    count = len(catalogue.translated_entries())
    if locale in BASE_OF:
        _lay_over(catalogue, po_path(folder, BASE_OF[locale]))
    # In one step, since another process may be reading it.
    unfinished = path.with_suffix(f".{os.getpid()}.new")
    catalogue.save_as_mofile(str(unfinished))
    unfinished.replace(path.with_suffix(".mo"))
    return count


def _lay_over(catalogue: polib.POFile, base: Path) -> None:
    own = {key(entry) for entry in catalogue.translated_entries()}
    kept = catalogue.translated_entries()
    below = polib.pofile(str(base)).translated_entries() if base.exists() else []
    catalogue[:] = [*kept, *(entry for entry in below if key(entry) not in own)]
