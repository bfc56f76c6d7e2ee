"""What is due by the clock for support: repeatable parts, registered in `apps`."""

from datetime import datetime

from initiatives.enums import Actor, Stage
from initiatives.models import Initiative, InitiativeMail, Support
from initiatives.models.initiative import SHOWN
from initiatives.services import NotPossible, move

BATCH = 200


def end_collecting(now: datetime) -> int:
    """Initiatives whose days are over go to the county, reached or not."""
    due = Initiative.objects.filter(
        stage=Stage.COLLECTING, state__in=SHOWN, collects_until__lte=now
    ).order_by("collects_until", "pk")
    sent = 0
    for initiative in due[:BATCH]:
        try:
            move(initiative=initiative, target=Stage.SENT, actor=Actor.CLOCK, now=now)
        except NotPossible:
            # Somebody sent or withdrew it at this moment.
            continue
        sent += 1
    return sent


def forget_addresses(now: datetime) -> int:
    """Addresses of supporters whose mail has gone out; the rows of the outbox go with them.

    What is confirmed needs no address. It is kept again for a moment when a supporter
    fills in the form once more, since the answer must be a mail then too.
    """
    of_supporters = InitiativeMail.objects.filter(support__confirmed_at__isnull=False)
    ended = of_supporters.exclude(sent_at=None, failed_at=None)
    waiting = of_supporters.filter(sent_at=None, failed_at=None)
    ids = list(ended.values_list("pk", "support_id")[:BATCH])
    people = {support for _mail, support in ids}
    Support.objects.filter(pk__in=people).exclude(
        pk__in=waiting.values("support_id")
    ).update(email="")
    InitiativeMail.objects.filter(pk__in=[mail for mail, _support in ids]).delete()
    return len(ids)
