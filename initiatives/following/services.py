"""Writes of followers: double opt-in, and leaving."""

import uuid
from datetime import datetime

from django.db import transaction

from core.crypto import email_hash
from initiatives.enums import MailTemplate, Stage
from initiatives.models import Follower, Initiative
from initiatives.services.mail import queue
from moderation.counting import count

# Nobody's mailbox is filled by somebody who types its address again and again.
MAILS_A_DAY = 3
# Nothing more happens here.
NOT_FOLLOWED = frozenset({Stage.ARCHIVED, Stage.MERGED})


def can_follow(initiative: Initiative) -> bool:
    return initiative.is_public and initiative.stage not in NOT_FOLLOWED


@transaction.atomic
def ask_to_follow(
    *, initiative: Initiative, email: str, language: str, now: datetime
) -> None:
    """Write to the address and ask whether its owner wants to follow.

    Whoever asked before is asked again; who follows already gets no mail. The caller
    tells all of them the same.
    """
    follower, _created = Follower.objects.get_or_create(
        initiative=initiative,
        email_hash=email_hash(email),
        defaults={"email": email, "language": language},
    )
    _hour, today = count("follow-mail", follower.email_hash, now)
    if follower.confirmed_at is None and today <= MAILS_A_DAY:
        queue(MailTemplate.CONFIRM_FOLLOW, initiative=initiative, follower=follower)


@transaction.atomic
def confirm(*, follower: Follower, now: datetime) -> None:
    """From now on they are told of each step; again is as good as once."""
    Follower.objects.filter(pk=follower.pk, confirmed_at=None).update(confirmed_at=now)


@transaction.atomic
def leave(*, key: uuid.UUID) -> None:
    """The row goes, and with it the mail that waits; again is as good as once."""
    Follower.objects.filter(uuid=key).delete()
