"""Until when sheets are taken, how many rows go together, and who may do what."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from initiatives.enums import Kind, Stage
from initiatives.models import Initiative, PaperBatch

# New sheets: until the registry has taken the initiative in.
TAKES_SHEETS = frozenset({Stage.COLLECTING, Stage.SENT})
# What was begun in time is keyed in and checked to the end, until the decision.
TAKES_CHECKS = TAKES_SHEETS | {Stage.REGISTERED, Stage.HANDLING, Stage.HEARD}
# Rows of the printed sheet, and of one screen of keying in.
ROWS_ON_SHEET = 15
# Six full sheets: what one person compares at one sitting.
MOST_ROWS = 6 * ROWS_ON_SHEET


def can_key_in(user: Any) -> bool:
    """Key in support on paper, and check what others have keyed in."""
    return bool(user.has_perm("initiatives.key_in_support"))


def can_check(user: Any, keyers: set[int]) -> bool:
    """Two people: who has written a row of it does not check it."""
    return user.pk not in keyers


def takes_sheets(initiative: Initiative) -> bool:
    return _collects(initiative) and initiative.stage in TAKES_SHEETS


def takes_checks(initiative: Initiative) -> bool:
    return _collects(initiative) and initiative.stage in TAKES_CHECKS


def _collects(initiative: Initiative) -> bool:
    return bool(
        initiative.kind == Kind.INITIATIVE
        and initiative.collects
        and initiative.is_public
    )


def last_day(initiative: Initiative) -> date | None:
    """The last day on which a sheet can have come: when collecting ends or has ended."""
    ends = filter(None, (initiative.collects_until, initiative.sent_at))
    end = min(ends, default=None)
    return timezone.localdate(end) if end else None


def first_day(initiative: Initiative) -> date | None:
    """Nobody has signed before it was published."""
    published: datetime | None = initiative.published_at
    return timezone.localdate(published) if published else None


def keyers_of(batch: PaperBatch) -> set[int]:
    """Ids of those who have keyed in rows of it; no query where they are prefetched."""
    return {user.pk for user in batch.keyers.all()}
