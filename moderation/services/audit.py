"""What goes into the log beside changes of a submission."""

from typing import Any

from moderation.enums import Action
from moderation.models import AuditEvent


def log_export(*, user: Any, what: str, number: int) -> None:
    """Somebody took rows out of the system: what (a code such as `log-csv`), and how many."""
    AuditEvent.objects.create(
        user=user, action=Action.EXPORTED, detail=f"{what} {number}"[:50]
    )
