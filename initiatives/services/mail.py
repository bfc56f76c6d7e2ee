"""Rows in the outbox of initiatives: who is told of what."""

from datetime import datetime
from typing import Any

from django.db import transaction

from core.crypto import email_hash
from initiatives.enums import Audience, MailTemplate
from initiatives.models import Initiative, InitiativeEvent, InitiativeMail
from initiatives.stages import Move
from moderation.counting import count

# To one address that anybody can type, of however many drafts and suggestions.
MOST_TO_ADDRESS = 10


def may_write(email: str, now: datetime) -> bool:
    """Count one more mail to an address that nobody has confirmed; whether it has not had
    enough today."""
    key = email_hash(email)
    return count("initiative-mail-to", key, now)[1] <= MOST_TO_ADDRESS


def queue(template: MailTemplate, **to: Any) -> InitiativeMail:
    """One mail, sent after commit; `to` are columns of the row."""
    mail = InitiativeMail.objects.create(template=template, **to)
    send_soon()
    return mail


def tell(initiative: Initiative, step: Move, event: InitiativeEvent) -> None:
    """The audiences of a step: each gets one mail, made when it is sent."""
    tell_audiences(initiative, step.mail, event, MailTemplate.STAGE)


def tell_audiences(
    initiative: Initiative,
    audiences: frozenset[Audience],
    event: InitiativeEvent,
    template: MailTemplate = MailTemplate.EVENT,
) -> None:
    """Queue the mail of an event in two queries an audience, however many they are."""
    common: dict[str, Any] = {
        "template": template,
        "initiative_id": initiative.pk,
        "event_id": event.pk,
    }
    rows: list[InitiativeMail] = []
    if Audience.INITIATORS in audiences:
        people = initiative.initiators.exclude(email_hash="")
        confirmed = people.filter(confirmed_at__isnull=False)
        rows += [
            InitiativeMail(initiator_id=pk, **common)
            for pk in confirmed.values_list("pk", flat=True)
        ]
    if Audience.FOLLOWERS in audiences:
        followers = initiative.followers.filter(confirmed_at__isnull=False)
        rows += [
            InitiativeMail(follower_id=pk, **common)
            for pk in followers.values_list("pk", flat=True)
        ]
    if Audience.REGISTRY in audiences:
        rows.append(InitiativeMail(**common))
    if rows:
        InitiativeMail.objects.bulk_create(rows, batch_size=500)
        send_soon()


def send_soon() -> None:
    """Have the outbox emptied once the transaction has committed."""
    from initiatives.tasks import send_initiative_mail

    # A queue that is away must not fail what has been stored: the clock sends it.
    transaction.on_commit(send_initiative_mail.enqueue, robust=True)
