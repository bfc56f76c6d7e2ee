"""How often a draft may have mail sent: nobody can have us flood a stranger's mailbox."""

from datetime import datetime

from django.http import HttpRequest

from core.crypto import email_hash
from initiatives.models import Draft
from moderation.counting import count, next_day, next_hour
from moderation.intake import usual_limits
from users.address import client_address

MOST_AN_HOUR = 5
# To one address, of however many drafts: anybody can type it.
MOST_TO_ADDRESS = 10


def may_write(email: str, now: datetime) -> bool:
    """Count one more mail to this address; whether it has not had enough today."""
    return count("draft-mail-to", email_hash(email), now)[1] <= MOST_TO_ADDRESS


def wait_for_mail(
    request: HttpRequest, draft: Draft, now: datetime, *, to: str
) -> datetime | None:
    """Count one more; until when to wait, or None where it may be sent."""
    of_draft = count("draft-mail", str(draft.uuid), now)[0]
    of_address = count("draft-mail", client_address(request), now)[1]
    if of_address > usual_limits().per_day:
        return next_day(now)
    if of_draft > MOST_AN_HOUR:
        return next_hour(now)
    return None if may_write(to, now) else next_day(now)
