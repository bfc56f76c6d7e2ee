"""The files of an initiative on its page of the desk, and those that were removed."""

from collections.abc import Mapping
from typing import Any

from laces.components import Component

from initiatives.models import Initiative
from moderation import permissions
from moderation.desk.queue import person
from moderation.enums import ReadingReason, RedactionReason


class FilesPanel(Component):  # type: ignore[misc]
    """Open, remove; of a removed one who, when and why, and the original for who may."""

    template_name = "initiatives/admin/files.html"

    def __init__(self, initiative: Initiative, user: Any) -> None:
        self.initiative = initiative
        self.user = user
        self.files = list(initiative.attachments.all())
        kept = initiative.originals.files().select_related("redacted_by")
        self.removed = list(kept)

    @property
    def is_empty(self) -> bool:
        return not (self.files or self.removed)

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        reads = permissions.can_read_original(self.user)
        return {
            "csrf_token": parent_context.get("csrf_token"),
            "initiative": self.initiative,
            "files": self.files,
            "removed": [
                {
                    "original": original,
                    "by": person(original.redacted_by),
                    "why": RedactionReason(original.reason).label,
                }
                for original in self.removed
            ],
            "can_remove": permissions.can_redact(self.user),
            "can_read": reads,
            "can_put_back": permissions.can_restore_passage(self.user),
            "reading_reasons": ReadingReason.choices,
        }
