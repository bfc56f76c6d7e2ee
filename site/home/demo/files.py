"""Reading the demo's files: TOML, dates relative to a day, and light markup."""

import re
import tomllib
import uuid
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.html import escape

FOLDER = Path(__file__).resolve().parent
NAMESPACE = uuid.UUID("5a1f0f5e-6f0c-4c53-9d6e-0d5a7a1f7e11")

RELATIVE = re.compile(r"^([+-]\d+)d(?: (\d\d):(\d\d))?$")
LINK = re.compile(r"\[([^\]]+)\]\((page|document):([a-z-]+)\)")
BOLD = re.compile(r"\*\*([^*]+)\*\*")

Texts = dict[str, Any]
# Kind of what a link leads to → its name → its key in the database.
Targets = dict[str, dict[str, int]]


def own_id(*parts: object) -> uuid.UUID:
    """The same id for the same thing at every loading: what is there is found again."""
    return uuid.uuid5(NAMESPACE, "/".join(str(part) for part in parts))


def read(path: str) -> Texts:
    return tomllib.loads((FOLDER / path).read_text(encoding="utf-8"))


def has_page(name: str, language: str) -> bool:
    return (FOLDER / "pages" / f"{name}.{language}.toml").exists()


def read_page(name: str, language: str) -> Texts:
    return read(f"pages/{name}.{language}.toml")


@dataclass(frozen=True)
class Calendar:
    """Dates relative to the day on which the demo is loaded."""

    now: datetime

    def day(self, text: str) -> date:
        """`+12d` → a date; a weekend gives way to the working day further from today."""
        return self._shifted(text)[0]

    def moment(self, text: str, *, weekends: bool = False) -> datetime:
        """`-9d 08:00` → that day at eight, local time; a working day unless `weekends`."""
        day, at = self._shifted(text, weekends=weekends)
        return timezone.make_aware(datetime.combine(day, at))

    def _shifted(self, text: str, *, weekends: bool = False) -> tuple[date, time]:
        match = RELATIVE.match(text)
        if match is None:
            raise ValueError(f"no relative date: {text!r}")
        days = int(match[1])
        day = timezone.localdate(self.now) + timedelta(days=days)
        while not weekends and day.weekday() > 4:
            day += timedelta(days=1 if days >= 0 else -1)
        return day, time(int(match[2] or 0), int(match[3] or 0))


def rich_text(text: str, targets: Targets) -> str:
    """`## heading`, `- item`, paragraphs, **bold**, [words](page:name),
    [words](document:name) → rich text."""
    parts = []
    for block in re.split(r"\n\s*\n", text.strip()):
        lines = [_inline(line.strip(), targets) for line in block.splitlines()]
        if lines[0].startswith("## "):
            parts.append(f"<h2>{lines[0][3:]}</h2>")
        elif lines[0].startswith("- "):
            items = "".join(f"<li>{line[2:]}</li>" for line in lines)
            parts.append(f"<ul>{items}</ul>")
        else:
            parts.append(f"<p>{'<br/>'.join(lines)}</p>")
    return "".join(parts)


def _inline(line: str, targets: Targets) -> str:
    line = BOLD.sub(
        r"<b>\1</b>", escape(line).replace("&quot;", '"').replace("&#x27;", "'")
    )
    return LINK.sub(
        lambda link: (
            f'<a linktype="{link[2]}" id="{targets[link[2]][link[3]]}">{link[1]}</a>'
        ),
        line,
    )
