"""Which decisions a person can still undo, and how that is said on the desk."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from moderation.enums import Action
from moderation.models import UndoableDecision

from .decisions import Decision, done_words

D = Decision

DECISIONS: dict[str, Decision] = {
    Action.APPROVED: D.APPROVE,
    Action.ASKED: D.ASK,
    Action.RETURNED: D.RETURN,
    Action.REJECTED: D.REJECT,
    Action.SPAM: D.SPAM,
    Action.REPLIED: D.REPLY,
    Action.CLOSED: D.CLOSE,
    Action.PUBLISHED: D.PUBLISH,
    Action.NOT_PUBLISHED: D.DECLINE,
    Action.OVERTURNED: D.OVERTURN,
    Action.UPHELD: D.UPHOLD,
}
MOST = 20


@dataclass(frozen=True)
class Undoable:
    words: str
    reference: str
    version: int
    until: datetime
    # Whether a mail or a publication waits for the time to be over.
    waits: bool


def last_decisions(user: Any, now: datetime, reference: str = "") -> list[Undoable]:
    """What this person decided last, and on this message, while it can be undone; one query."""
    rows = (
        UndoableDecision.objects.filter(user=user, until__gt=now)
        .select_related("submission")
        .order_by("-pk")[:MOST]
    )
    current = [row for row in rows if row.version == row.submission.version]
    return [
        _undoable(row)
        for number, row in enumerate(current)
        if number == 0 or row.submission.reference == reference
    ]


def _undoable(row: UndoableDecision) -> Undoable:
    reference = row.submission.reference
    return Undoable(
        words=done_words(DECISIONS[row.action], row.submission),
        reference=reference,
        version=row.version,
        until=row.until,
        waits=bool(row.mails) or row.action == Action.PUBLISHED,
    )
