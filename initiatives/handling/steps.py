"""The registry's steps as its screens offer them: their words, and what each asks for."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from initiatives import stages
from initiatives.enums import Actor, EventKind, Kind, Stage
from initiatives.models import Initiative
from initiatives.services.handling import possible_news
from moderation.enums import SubmissionState

Text = str | Promise
S = Stage


@dataclass(frozen=True)
class Act:
    """A step or a piece of news: what its link and its screen say, and its fields."""

    label: Text
    help: Text = ""
    fields: tuple[str, ...] = ()
    required: frozenset[str] = frozenset()


HANDLING = ("handling_body", "estimate", "county_contact")
DECISION = ("handling_body", "decided_on", "text", "link", "document")
END = ("answer", "measures", "link", "document")

STEPS: dict[Stage, Act] = {
    S.REGISTERED: Act(
        _("Register"),
        _("The initiators are told that the county has it, and under which number."),
        ("registry_number", "text"),
        frozenset({"registry_number"}),
    ),
    S.HANDLING: Act(
        _("Take into handling"),
        _(
            "By law the initiators are told within a month which body handles it, when, "
            "and who can be asked."
        ),
        (*HANDLING, "text"),
        frozenset(HANDLING),
    ),
    S.HEARD: Act(
        _("Enter the hearing"),
        _(
            "Who was invited and who came is not public: write only what was talked about."
        ),
        ("heard_on", "text"),
        frozenset({"heard_on"}),
    ),
    S.DECIDED: Act(
        _("Enter the decision"),
        _("What was decided in short; the reasons are in the minutes."),
        DECISION,
        frozenset({"handling_body", "decided_on", "text"}),
    ),
    S.DONE: Act(
        _("Tell that it is done"),
        _("Say what was done. Everybody can read it."),
        END,
        frozenset({"answer"}),
    ),
    S.NOT_DONE: Act(
        _("Tell that it will not be done"),
        _("Give the reasons. Everybody can read them."),
        END,
        frozenset({"answer"}),
    ),
    S.ARCHIVED: Act(_("Archive"), _("Nobody is written to. The page stays public.")),
    S.CONSIDERED: Act(
        _("Take up for consideration"),
        _("Those who made it and those who follow it are told."),
        ("text", "county_contact"),
    ),
    S.PLANNED: Act(
        _("Tell that it is planned"),
        _("Say what will be done, and roughly when."),
        ("text", "estimate", "county_contact"),
        frozenset({"text"}),
    ),
    S.NOT_NOW: Act(
        _("Tell that it will not be done now"),
        _("Give the reasons. Everybody can read them."),
        ("answer", "link", "document"),
        frozenset({"answer"}),
    ),
}
NEWS: dict[EventKind, Act] = {
    EventKind.UPDATE: Act(
        _("Write an update"),
        _("Also when the body, the time or the contact changes."),
        ("title", "text", *HANDLING, "link", "document"),
        frozenset({"title", "text"}),
    ),
    EventKind.REPORT: Act(
        _("Write a progress report"),
        _(
            "What has been done, and what comes next. The next report is then due later."
        ),
        ("title", "text", *HANDLING, "link", "document"),
        frozenset({"title", "text"}),
    ),
    EventKind.HEARING: Act(
        _("Tell of a hearing"),
        _("When and where those who made it can be heard. Names of people stay out."),
        ("title", "text", "link", "document"),
        frozenset({"title", "text"}),
    ),
}
# Of a suggestion nothing else is entered for the list to the council.
NOT_OF_SUGGESTIONS = frozenset({"measures"})


def steps(initiative: Initiative) -> list[Stage]:
    """Where the registry may move it now, of what these screens offer.

    While the initiators are asked something it does not end: their answer comes first.
    """
    if not initiative.is_public:
        return []
    found = stages.targets(initiative.stage, initiative.kind, Actor.REGISTRY)
    asked = initiative.state == SubmissionState.WAITING
    return [
        target
        for target in found
        if target in STEPS and not (asked and target in stages.ENDED)
    ]


def acts(initiative: Initiative) -> dict[str, Act]:
    """All that can be done now, by the end of its address."""
    moves = {target.value: STEPS[target] for target in steps(initiative)}
    news = {kind.value: NEWS[kind] for kind in possible_news(initiative)}
    return {**moves, **news}


def fields(act: Act, initiative: Initiative) -> tuple[str, ...]:
    left_out = NOT_OF_SUGGESTIONS if initiative.kind == Kind.SUGGESTION else frozenset()
    return tuple(name for name in act.fields if name not in left_out)
