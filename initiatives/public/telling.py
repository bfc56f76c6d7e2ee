"""What has happened to an initiative, in the words in which its page and its feed tell it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives.enums import EventKind, Stage
from initiatives.models import Initiative, InitiativeEvent

STAGES = {
    Stage.PUBLISHED: gettext_lazy("The initiative was published"),
    Stage.COLLECTING: gettext_lazy("The collecting of support began"),
    Stage.SENT: gettext_lazy("The initiative was sent to the county"),
    Stage.REGISTERED: gettext_lazy("The county registered the initiative"),
    Stage.HANDLING: gettext_lazy("The handling began"),
    Stage.HEARD: gettext_lazy("The initiators were heard"),
    Stage.DECIDED: gettext_lazy("The matter was decided"),
    Stage.DONE: gettext_lazy("The matter was carried out"),
    Stage.NOT_DONE: gettext_lazy("The initiative will not be carried out"),
    Stage.ARCHIVED: gettext_lazy("The initiative was archived"),
    Stage.RECEIVED: gettext_lazy("The suggestion was received"),
    Stage.CONSIDERED: gettext_lazy("The suggestion is being considered"),
    Stage.PLANNED: gettext_lazy("Carrying it out was planned"),
    Stage.NOT_NOW: gettext_lazy("The suggestion is not carried out now"),
    Stage.MERGED: gettext_lazy("The suggestion was joined to another"),
}
KINDS = {
    EventKind.UPDATE: gettext_lazy("Update"),
    EventKind.REPORT: gettext_lazy("Progress report"),
    EventKind.HEARING: gettext_lazy("The initiators were heard"),
}
# Told with the step before it, which is reached at the same moment.
SILENT = {Stage.COLLECTING}


@dataclass(frozen=True)
class Told:
    """One entry; `own_title`: its title is the county's, in the initiative's language."""

    pk: int
    date: datetime
    title: str
    own_title: bool = False
    text: str = ""
    link: str = ""
    document: Any = None


def told(initiative: Initiative, events: Iterable[InitiativeEvent]) -> list[Told]:
    """The newest first; what was before publication is said in one entry, the last."""
    shown = [event for event in events if event.stage not in SILENT]
    shown.sort(key=lambda event: (event.happened_at, event.pk), reverse=True)
    name = (
        _("The suggestion was made")
        if initiative.is_suggestion
        else _("The initiative was made")
    )
    return [*map(entry, shown), Told(0, initiative.received_at, name)]


def entry(event: InitiativeEvent) -> Told:
    return Told(
        event.pk,
        timezone.localtime(event.happened_at),
        event.title or words(event),
        bool(event.title),
        event.text,
        event.link,
        event.document,
    )


def words(event: InitiativeEvent) -> str:
    if event.kind == EventKind.SUPPORT:
        if (event.percent or 0) >= 100:
            return _("The threshold was reached")
        return _("%(percent)s %% of the threshold was reached") % {
            "percent": event.percent
        }
    if event.kind == EventKind.STAGE and event.stage in STAGES:
        return str(STAGES[Stage(event.stage)])
    return str(KINDS.get(EventKind(event.kind), KINDS[EventKind.UPDATE]))
