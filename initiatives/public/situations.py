"""How a stage looks to readers: its chip, and under which of the list's tabs it is."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, Value, When
from django.utils.translation import pgettext_lazy

from initiatives.enums import Stage
from initiatives.models import Initiative, InitiativeEvent

S = Stage
COLLECTS, HANDLED, DONE, NOT_DONE = "keraa", "kasittelyssa", "toteutettu", "ei"
NAMES = {
    COLLECTS: pgettext_lazy("situation of initiatives", "Collecting support"),
    HANDLED: pgettext_lazy("situation of initiatives", "Being handled"),
    DONE: pgettext_lazy("situation of initiatives", "Done"),
    NOT_DONE: pgettext_lazy("situation of initiatives", "Will not be done"),
}
ICONS = {COLLECTS: "open", HANDLED: "soon", DONE: "check", NOT_DONE: "minus"}
STAGES: dict[str, tuple[Stage, ...]] = {
    COLLECTS: (S.PUBLISHED, S.COLLECTING),
    HANDLED: (
        S.SENT,
        S.REGISTERED,
        S.HANDLING,
        S.HEARD,
        S.DECIDED,
        S.RECEIVED,
        S.CONSIDERED,
        S.PLANNED,
    ),
    DONE: (S.DONE,),
    NOT_DONE: (S.NOT_DONE, S.NOT_NOW),
}
SITUATION_OF = {stage: name for name, stages in STAGES.items() for stage in stages}
# Another sign than that of the situation.
OWN_ICONS = {
    S.PUBLISHED: "eye",
    S.SENT: "mail",
    S.REGISTERED: "paper",
    S.HEARD: "speech",
    S.DECIDED: "vote",
    S.RECEIVED: "paper",
    S.PLANNED: "calendar",
    S.MERGED: "people",
}
LOOKS = {COLLECTS: "open", HANDLED: "handling", DONE: "done", NOT_DONE: "not"}


@dataclass(frozen=True)
class Chip:
    """As `.chip` of the style sheet has it: look, icon and words."""

    look: str
    icon: str
    label: str


def not_done_in_the_end() -> Exists:
    """Of one in the archive: what its answer was stands among its events."""
    return Exists(
        InitiativeEvent.objects.filter(
            initiative=OuterRef("pk"), stage__in=STAGES[NOT_DONE]
        )
    )


def with_outcome(initiatives: Any) -> Any:
    """`outcome`: the stage, of one in the archive the one from which it came there."""
    outcome = Case(
        When(Q(stage=S.ARCHIVED) & Q(not_done_in_the_end()), then=Value(S.NOT_DONE)),
        When(stage=S.ARCHIVED, then=Value(S.DONE)),
        default=F("stage"),
        output_field=CharField(),
    )
    return initiatives.annotate(outcome=outcome)


def in_situation(initiatives: Any, situation: str) -> Any:
    """Those under the tab; of the archive each where it was before."""
    found = Q(stage__in=STAGES[situation])
    if situation == DONE:
        found |= Q(stage=S.ARCHIVED) & ~Q(not_done_in_the_end())
    elif situation == NOT_DONE:
        found |= Q(stage=S.ARCHIVED) & Q(not_done_in_the_end())
    return initiatives.filter(found)


def situation_of(stage: str) -> str:
    return SITUATION_OF.get(Stage(stage), HANDLED)


def chip(initiative: Initiative) -> Chip:
    """Of its stage; of one in the archive what came of it (`with_outcome`)."""
    stage = Stage(getattr(initiative, "outcome", initiative.stage))
    situation = situation_of(stage)
    return Chip(
        LOOKS[situation], OWN_ICONS.get(stage, ICONS[situation]), str(stage.label)
    )
