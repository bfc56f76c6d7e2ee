"""What initiators do after sending: say that they are one, leave, send it on."""

from datetime import datetime

from django.db import transaction

from core.caching import raise_version
from initiatives.enums import Actor, MailTemplate, Stage
from initiatives.models import Initiative, InitiativeMail, Initiator
from initiatives.services import NotPossible, move
from initiatives.services.mail import queue
from moderation.services.base import PUBLISHED


@transaction.atomic
def confirm(*, initiator: Initiator, now: datetime) -> bool:
    """They say themselves that they are an initiator: only then is a name shown.

    False when they said so before. Raises NotPossible when they have left meanwhile.
    """
    current = _locked(initiator)
    if current.confirmed_at:
        return False
    Initiator.objects.filter(pk=current.pk).update(confirmed_at=now)
    raise_version(PUBLISHED)
    return True


@transaction.atomic
def leave(*, initiator: Initiator) -> None:
    """They never joined, or join no more: their details go, and the contact person is told
    that there is one initiator fewer.

    The contact person cannot leave, but withdraws the initiative: raises NotPossible.
    """
    current = _locked(initiator)
    if current.is_contact:
        raise NotPossible("the contact person")
    InitiativeMail.objects.filter(initiator_id=current.pk).delete()
    current.delete()
    # Their name leaves the pages and papers that are kept ready.
    raise_version(PUBLISHED)
    contact = Initiator.objects.filter(
        initiative_id=current.initiative_id, is_contact=True
    ).exclude(email_hash="")
    for person in contact:
        queue(
            MailTemplate.INITIATOR_LEFT,
            initiative_id=current.initiative_id,
            initiator_id=person.pk,
        )


@transaction.atomic
def send_now(*, initiative: Initiative, now: datetime) -> Initiative:
    """The contact person does not wait for more support.

    Raises NotPossible when it is not collecting any.
    """
    return move(
        initiative=initiative, target=Stage.SENT, actor=Actor.INITIATOR, now=now
    )


def _locked(initiator: Initiator) -> Initiator:
    row = Initiator.objects.select_for_update().filter(pk=initiator.pk).first()
    if row is None:
        raise NotPossible("gone")
    return row
