"""What staff take out of the site, in the log."""

from typing import Any

from django.db import transaction

from moderation.enums import Action
from moderation.models import AuditEvent


@transaction.atomic
def log_export(*, user: Any, what: str, number: int) -> None:
    """`what` is a code (which table), `number` how many lines it had; never the lines."""
    AuditEvent.objects.create(
        user=user, action=Action.EXPORTED, detail=f"{what} {number}"[:50]
    )
