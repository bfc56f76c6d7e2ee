"""What the makers have changed since staff last looked at the texts, word by word."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.utils.text import capfirst
from laces.components import Component
from wagtail.admin.compare import diff_text

from core.languages import html_language
from initiatives.models import Initiative
from moderation.enums import Action
from moderation.models import AuditEvent, Submission

# Of Wagtail's comparison: what a stretch of text is.
KINDS = {"equal": "same", "deletion": "removed", "addition": "added"}


@dataclass(frozen=True)
class Stretch:
    """Words that stayed (`same`), went (`removed`) or came (`added`)."""

    kind: str
    text: str


@dataclass(frozen=True)
class Change:
    """One text that is another now."""

    label: str
    stretches: list[Stretch]


def changes(initiative: Initiative) -> list[Change]:
    """Text by text; empty where nobody had looked before the last correction."""
    seen = last_seen(initiative)
    if seen is None or initiative.erased_at:
        return []
    revision = (
        initiative.revisions.filter(created_at__lte=seen)
        .order_by("-created_at")
        .first()
    )
    return list(_between(revision.content, initiative)) if revision else []


def last_seen(initiative: Initiative) -> datetime | None:
    """When a member of staff last read or decided it before its last correction."""
    events = AuditEvent.objects.filter(reference=initiative.reference)
    corrected = events.filter(action=Action.CORRECTED).aggregate(at=Max("at"))["at"]
    if corrected is None:
        return None
    by_staff = events.filter(user__isnull=False, at__lt=corrected)
    seen: datetime | None = by_staff.aggregate(at=Max("at"))["at"]
    return seen


def _between(before: dict[str, Any], initiative: Initiative) -> Iterator[Change]:
    for name, label in initiative.text_fields().items():
        old, new = before.get(name) or "", getattr(initiative, name)
        if old != new:
            found = diff_text(old, new).changes
            yield Change(
                capfirst(str(label)),
                [Stretch(KINDS[kind], text) for kind, text in found],
            )


class ChangesPanel(Component):  # type: ignore[misc]
    """Below the message on the desk."""

    template_name = "initiatives/admin/changes.html"

    def __init__(self, submission: Submission, found: list[Change]) -> None:
        self.submission, self.found = submission, found

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {
            "changes": self.found,
            "lang": html_language(self.submission.language),
        }
