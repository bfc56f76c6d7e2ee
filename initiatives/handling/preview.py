"""The mail of a step before it is sent, and how many will read it."""

import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone, translation

from initiatives.enums import Audience, EventKind, MailTemplate, Stage
from initiatives.models import Initiative, InitiativeMail, Initiator
from initiatives.services.handling import TOLD
from initiatives.stages import find

if TYPE_CHECKING:
    from .forms import ActForm


@dataclass(frozen=True)
class Preview:
    subject: str
    body: str


@dataclass(frozen=True)
class Readers:
    """How many initiators and followers get a mail."""

    initiators: int
    followers: int


def readers(initiative: Initiative, name: str) -> Readers | None:
    """None where nobody is written to."""
    told = TOLD
    if name not in EventKind.values:
        step = find(initiative.stage, Stage(name), initiative.kind)
        told = step.mail if step else frozenset()
    if not told:
        return None
    people = initiative.initiators.exclude(email_hash="")
    followers = initiative.followers.filter(confirmed_at__isnull=False)
    return Readers(
        people.filter(confirmed_at__isnull=False).count()
        if Audience.INITIATORS in told
        else 0,
        followers.count() if Audience.FOLLOWERS in told else 0,
    )


def preview(initiative: Initiative, name: str, form: "ActForm") -> Preview | None:
    """The mail to the initiators, in the initiative's language; nothing is stored.

    None where nobody is written to.
    """
    from initiatives.mails import context_of, words
    from initiatives.services.stages import brought

    if readers(initiative, name) is None:
        return None
    shown = copy.copy(initiative)
    now = timezone.now()
    changes = form.columns()
    is_news = name in EventKind.values
    if not is_news:
        target = Stage(name)
        changes = {"stage": target, **brought(shown, target, now), **changes}
    for column, value in changes.items():
        setattr(shown, column, value)
    event = form.told().event(
        initiative=shown,
        kind=name if is_news else EventKind.STAGE,
        stage="" if is_news else name,
        happened_at=now,
    )
    someone = Initiator(pk=0)
    mail = InitiativeMail(
        template=MailTemplate.EVENT if is_news else MailTemplate.STAGE,
        initiative=shown,
        event=event,
        initiator=someone,
    )
    with translation.override(initiative.language):
        return Preview(*words(mail, context_of(mail, someone)))
