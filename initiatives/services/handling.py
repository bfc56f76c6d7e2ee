"""What the registry does: the steps of the table that are its own, and news between them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from initiatives import stages
from initiatives.enums import Actor, Audience, EventKind, Kind, Stage
from initiatives.models import Initiative, InitiativeEvent, InitiativeSettings
from moderation.enums import Action
from moderation.services.base import change, locked, log

from .mail import tell_audiences
from .stages import NotPossible, in_months, move

# Columns without which a step keeps no promise of the law or of the county.
NEEDED: dict[Stage, tuple[str, ...]] = {
    Stage.REGISTERED: ("registry_number",),
    Stage.HANDLING: ("handling_body", "county_contact", "estimate"),
    Stage.HEARD: ("heard_on",),
    Stage.DONE: ("answer",),
    **dict.fromkeys(stages.WITH_REASONS, ("answer",)),
}
# Who handles it: told anew whenever it changes.
PROMISED = frozenset({"handling_body", "county_contact", "estimate"})
# What can still be told of: also after the answer, since doing it takes its time.
OVER = frozenset({Stage.PUBLISHED, Stage.MERGED, Stage.ARCHIVED})
TOLD = frozenset({Audience.INITIATORS, Audience.FOLLOWERS})


class Incomplete(Exception):
    """A step lacks what it has to tell."""


@dataclass(frozen=True)
class Told:
    """Public words that go with a step or a piece of news, in the initiative's language."""

    title: str = ""
    text: str = ""
    link: str = ""
    document: Any = None

    def event(self, **fields: Any) -> InitiativeEvent:
        """An entry that is not stored yet."""
        return InitiativeEvent(
            title=self.title,
            text=self.text,
            link=self.link,
            document=self.document,
            **fields,
        )


@transaction.atomic
def take_step(
    *,
    initiative: Initiative,
    target: Stage,
    user: Any,
    version: int,
    told: Told | None = None,
    now: datetime | None = None,
    **columns: Any,
) -> Initiative:
    """Move it one step as the registry, tell those whom the table names, and log it.

    Raises Incomplete without what `NEEDED` asks, NotPossible where the table has no such
    step for the registry, and Conflict when `version` is no longer current.
    """
    if any(not columns.get(name) for name in NEEDED.get(target, ())):
        raise Incomplete(target)
    source = initiative.stage
    moved = move(
        initiative=initiative,
        target=target,
        actor=Actor.REGISTRY,
        user=user,
        version=version,
        now=now,
        event=(told or Told()).event(),
        **columns,
    )
    log(moved, Action.MOVED, user, f"{source}>{target}")
    return moved


@transaction.atomic
def tell_news(
    *,
    initiative: Initiative,
    kind: EventKind,
    user: Any,
    version: int,
    told: Told,
    now: datetime | None = None,
    **changes: Any,
) -> InitiativeEvent:
    """An update, a progress report or a hearing, told to initiators and followers.

    A report meets the promise of one every so many months: the next is due as long after.
    `changes`: columns of PROMISED that are different from now on.

    Raises NotPossible where nothing of the kind can be told now, and Conflict when
    `version` is no longer current.
    """
    current: Any = locked(initiative, version)
    now = now or timezone.now()
    if kind not in possible_news(current) or not PROMISED.issuperset(changes):
        raise NotPossible(f"{kind} at {current.stage}")
    if kind == EventKind.REPORT:
        months = InitiativeSettings.current().report_months
        changes["report_by"] = in_months(months, now)
    if changes:
        Initiative.objects.filter(pk=current.pk).update(**changes)
        for name, value in changes.items():
            setattr(current, name, value)
    event = told.event(initiative=current, kind=kind, happened_at=now, author=user)
    event.save()
    change(current, **_due(current))
    tell_audiences(current, TOLD, event)
    log(current, Action.NEWS_TOLD, user, kind)
    return event


def possible_news(initiative: Initiative) -> list[EventKind]:
    """What can be told of an initiative now, beside its steps."""
    if not initiative.is_public or initiative.stage in OVER:
        return []
    found = [EventKind.UPDATE]
    if initiative.stage in stages.AT_THE_COUNTY:
        found.append(EventKind.REPORT)
    if initiative.stage in {Stage.REGISTERED, Stage.HANDLING}:
        found.append(EventKind.HEARING)
    return found


def _due(initiative: Initiative) -> dict[str, Any]:
    """The next date on the desk; a suggestion owes what the desk promised its maker."""
    if initiative.kind == Kind.SUGGESTION:
        return {}
    return {"answer_by": initiative.next_due()}
