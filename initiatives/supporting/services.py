"""Giving, confirming and withdrawing support by mail.

One person counts once: a row for each keyed hash of an address. The count is raised under
the lock of the initiative, where it is also looked whether support is still collected.
"""

import uuid
from datetime import datetime

from django.db import transaction
from django.db.models import F

from core.crypto import email_hash
from core.models import Municipality
from initiatives.enums import MailTemplate
from initiatives.models import Initiative, Support
from initiatives.services.mail import queue
from moderation.counting import count, first_time
from moderation.services.base import NotAllowedNow

from .progress import give_notice

# Nobody's mailbox can be filled from here, whoever types the address.
MAILS_PER_HOUR = 3
MAILS_PER_DAY = 8


class NotCollecting(NotAllowedNow):
    """Support of this initiative can no longer be given or taken back."""


class AlreadySupported(NotAllowedNow):
    """The identified person has supported this initiative from another address."""


@transaction.atomic
def give_support(
    *,
    initiative: Initiative,
    email: str,
    name: str,
    name_public: bool,
    municipality: Municipality | None,
    language: str,
    nonce: uuid.UUID | None,
    now: datetime,
    person: str = "",
) -> None:
    """Store a support that waits to be confirmed, and send its mail.

    `person`: `users.identification.Claim.person` of who has been strongly identified.

    Whether the address has supported before cannot be told from the outside: the same
    statements run, and one mail goes out. To a supporter it says that they are one
    already, and changes nothing; who has not confirmed yet can put their details right.
    The same form (`nonce`) counts once. Raises NotCollecting, and AlreadySupported to an
    identified person, who is told of nobody but themselves.
    """
    collecting(initiative.pk)
    if nonce and not first_time("support", nonce, now):
        return
    key = email_hash(email)
    if person:
        one_of(person, initiative, key)
    in_hour, in_day = count("support mail", key, now)
    details = {
        "name": name,
        "name_public": name_public,
        "municipality": municipality,
        "language": language,
        "person_hash": person,
        "identified": bool(person),
    }
    support, is_new = Support.objects.get_or_create(
        initiative=initiative,
        email_hash=key,
        defaults={"email": email, **details},
    )
    writes = in_hour <= MAILS_PER_HOUR and in_day <= MAILS_PER_DAY
    if not is_new:
        # A supporter's address is kept again until the mail is sent (`forget_addresses`),
        # and not at all where none is.
        changes = {} if support.confirmed_at else details
        if writes or not support.confirmed_at:
            support.email = email
        for field, value in changes.items():
            setattr(support, field, value)
        support.save(update_fields=["email", *changes])
    if writes:
        template = (
            MailTemplate.SUPPORTED
            if support.confirmed_at
            else MailTemplate.CONFIRM_SUPPORT
        )
        queue(template, initiative=initiative, support=support)


def one_of(person: str, initiative: Initiative, key: str) -> None:
    """Leave an identified person no support but that of this address.

    One that was never confirmed gives way: its address may have been mistyped. The lock of
    the initiative keeps two forms of one person apart; the constraint stands behind it.
    Raises AlreadySupported.
    """
    others = initiative.supports.filter(person_hash=person).exclude(email_hash=key)
    if others.filter(confirmed_at__isnull=False).exists():
        raise AlreadySupported
    others.delete()


@transaction.atomic
def confirm_support(*, support: Support, now: datetime) -> None:
    """The address is the supporter's own: count it, once, and forget the address.

    Raises NotCollecting when collecting has ended meanwhile, and Support.DoesNotExist
    when the support has been withdrawn.
    """
    initiative = locked(support.initiative_id)
    current = Support.objects.get(pk=support.pk)
    if current.confirmed_at:
        return
    if not initiative.can_support:
        raise NotCollecting
    current.confirmed_at, current.email = now, ""
    current.save(update_fields=["confirmed_at", "email"])
    add_to_count(initiative, 1)
    give_notice(pk=initiative.pk, now=now)


@transaction.atomic
def withdraw_support(*, support: Support) -> None:
    """Delete the support, and lower the count if it was counted; twice is as good as once.

    Raises NotCollecting when collecting has ended: what was sent to the county stands.
    """
    initiative = locked(support.initiative_id)
    current = Support.objects.filter(pk=support.pk).first()
    if current is None:
        return
    if current.confirmed_at:
        if not initiative.can_take_support_back:
            raise NotCollecting
        add_to_count(initiative, -1)
    current.delete()


@transaction.atomic
def hide_name(*, support: Support) -> None:
    """The name is no longer shown, also when support can no longer be withdrawn."""
    Support.objects.filter(pk=support.pk).update(name_public=False)


def collecting(pk: int) -> Initiative:
    """The initiative, locked; raises NotCollecting where it cannot be supported now."""
    initiative = locked(pk)
    if not initiative.can_support:
        raise NotCollecting
    return initiative


def locked(pk: int) -> Initiative:
    """The initiative as it is now, until the transaction ends.

    First of all locks, as in every service that moves or withdraws it, so that none waits
    for another in a circle. Rows that refer to it can be written meanwhile.
    """
    rows = Initiative.objects.select_for_update(of=("self",), no_key=True)
    found: Initiative = rows.get(pk=pk)
    return found


def add_to_count(initiative: Initiative, number: int) -> None:
    Initiative.objects.filter(pk=initiative.pk).update(
        support_count=F("support_count") + number
    )
