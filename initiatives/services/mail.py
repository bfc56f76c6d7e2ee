"""Rows in the outbox of initiatives: who is told of what."""

from typing import Any

from django.db import transaction

from initiatives.enums import Audience, MailTemplate
from initiatives.models import Initiative, InitiativeEvent, InitiativeMail
from initiatives.stages import Move


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
