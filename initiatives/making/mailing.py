"""How often a draft may have mail sent: nobody can have us flood a stranger's mailbox."""

from datetime import datetime

from django.http import HttpRequest

from initiatives.models import Draft
from initiatives.services.mail import may_write
from moderation.counting import count, next_day, next_hour
from moderation.intake import usual_limits
from users.address import client_address

MOST_AN_HOUR = 5


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
