"""What can be done to many messages at once.

Each message is done by itself, in a transaction of its own, so that residents who send
meanwhile need not wait; what cannot be done is left alone and told by name. The log has
one event for all, which names each.
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.models import ServiceUnit
from moderation import permissions, rules, services
from moderation.enums import OPEN, SubmissionState
from moderation.models import Submission
from moderation.services import ManyAtOnce, workflow

from .decisions import TWO_PEOPLE, Decision, carry_out, choices
from .kinds import DeskKind, kind_of

S = SubmissionState
MOST = 500
# Seconds, after which the rest is left: nobody should wait longer, and gunicorn would end it.
PATIENCE = 20.0


class Act(models.TextChoices):
    APPROVE = "approve", pgettext_lazy("decision", "Approve")
    ASSIGN = "assign", pgettext_lazy("many messages to somebody", "Assign")
    SPAM = "spam", pgettext_lazy("decision", "To spam")
    REJECT = "reject", pgettext_lazy("decision", "Do not accept")


DECISIONS = {
    Act.APPROVE: Decision.APPROVE,
    Act.SPAM: Decision.SPAM,
    Act.REJECT: Decision.REJECT,
}
CHANGED = _("somebody changed it meanwhile")
NOT_NOW = _("this cannot be done in its state, or by you")
NO_TIME = _("there was no time left for it: choose it again")
NOT_THEIRS = _("the person that you chose may not handle it")


def rights_of(user: Any) -> dict[Act, set[SubmissionState]]:
    """The states in which this person may do each; what is true of one message more than
    of another is asked when it is done."""
    steps = permissions.task_states(user)
    screening = steps & {S.SCREENING}
    may_screen = permissions.can_screen(user)
    rights = {
        Act.APPROVE: screening,
        Act.ASSIGN: set(OPEN) if may_screen else steps,
        Act.SPAM: screening | {S.RECEIVED} if may_screen else screening,
        Act.REJECT: screening,
    }
    return {act: states for act, states in rights.items() if states}


def acts_for(
    rights: dict[Act, set[SubmissionState]], states: Iterable[str]
) -> list[Act]:
    """What can be done to some of the messages in these states."""
    there = set(states)
    return [act for act, wanted in rights.items() if there & wanted]


def colleagues(user: Any, units: Iterable[int]) -> list[Any]:
    """Others who may work on messages, in one query; by their names. `near` of each is
    whether they are a handler of one of these units."""
    handlers = ServiceUnit.handlers.through.objects.filter(
        user=OuterRef("pk"), serviceunit__in=list(units)
    )
    people = permissions.holders(permissions.VIEW[1:]).exclude(pk=user.pk)
    return list(
        people.annotate(near=Exists(handlers)).order_by(
            "last_name", "first_name", "username"
        )
    )


def follows(act: Act, submissions: Iterable[Submission]) -> list[tuple[str, int, str]]:
    """What follows from it where a kind says so in its own way: the kind, how many of them
    there are, and the words; a query for each kind."""
    by_kind: dict[type[Submission], list[Submission]] = {}
    for submission in submissions:
        by_kind.setdefault(submission.specific_class, []).append(submission)
    return [
        (capfirst(str(model._meta.verbose_name)), len(found), str(words))
        for model, found in by_kind.items()
        if act in DECISIONS
        and (words := kind_of(found[0]).help(found[0].specific).get(DECISIONS[act], ""))
    ]


def refusals(act: Act, submissions: Iterable[Submission]) -> dict[int, str | Promise]:
    """Why it cannot be done yet to some of them, by id; a query for each kind at most."""
    if act not in DECISIONS:
        return {}
    decision = DECISIONS[act]
    by_kind: dict[DeskKind, list[int]] = {}
    for submission in submissions:
        by_kind.setdefault(kind_of(submission), []).append(submission.pk)
    return {
        pk: found[decision]
        for kind, ids in by_kind.items()
        for pk, found in kind.refused_among(ids).items()
        if decision in found
    }


@dataclass(frozen=True)
class Left:
    """A message that was left as it was, and why."""

    reference: str
    reason: str | Promise


@dataclass
class Outcome:
    done: list[str] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)


class Cannot(Exception):
    """The message is left as it is, for the reason that is given."""


def carry_out_many(
    act: Act, *, versions: dict[str, int], user: Any, data: dict[str, Any], seen: Any
) -> Outcome:
    """Do it to each message whose version is the one that the person saw.

    `versions` by reference; `seen` are the messages that this person may see; `data` has
    rule and explanation, or the assignee.
    """
    outcome, many = Outcome(), ManyAtOnce()
    found = {
        each.reference: each for each in seen.filter(reference__in=versions).specific()
    }
    doing = Doing(act, user, data, many)
    end = time.monotonic() + PATIENCE
    for reference, version in versions.items():
        submission = found.get(reference)
        try:
            if time.monotonic() > end:
                raise Cannot(NO_TIME)
            if submission is None:
                raise Cannot(NOT_NOW)
            if submission.version != version:
                raise Cannot(CHANGED)
            with many.item():
                doing.do(submission)
        except (Cannot, services.NotAllowedNow, services.FourEyes) as error:
            outcome.left.append(Left(reference, reason_of(error)))
        else:
            outcome.done.append(reference)
    return outcome


def reason_of(error: Exception) -> str | Promise:
    if isinstance(error, Cannot):
        reason: str | Promise = error.args[0]
        return reason
    if isinstance(error, services.FourEyes):
        return TWO_PEOPLE
    return CHANGED if isinstance(error, services.Conflict) else NOT_NOW


class Doing:
    """One act on one message after another."""

    def __init__(
        self, act: Act, user: Any, data: dict[str, Any], many: ManyAtOnce
    ) -> None:
        self.act, self.user, self.data, self.many = act, user, data, many
        assignee = data.get("assignee")
        self.theirs = permissions.takable_states(assignee) if assignee else set(OPEN)

    def do(self, submission: Submission) -> None:
        if self.act == Act.ASSIGN:
            self.assign(submission)
        else:
            self.decide(DECISIONS[self.act], submission)

    def assign(self, submission: Submission) -> None:
        if not permissions.can_assign(self.user, submission):
            raise Cannot(NOT_NOW)
        if submission.state not in self.theirs:
            raise Cannot(NOT_THEIRS)
        try:
            services.assign(
                submission=submission,
                user=self.user,
                assignee=self.data["assignee"],
                seen=submission.assignee_id,
                version=submission.version,
                among=self.many,
            )
        except services.FourEyes as error:
            raise Cannot(NOT_THEIRS) from error

    def decide(self, decision: Decision, submission: Submission) -> None:
        current = workflow.task_state(submission)
        task = current.task if current else None
        possible = {
            each.decision: each for each in choices(submission, self.user, task)
        }
        if decision not in possible:
            raise Cannot(NOT_NOW)
        if possible[decision].refused:
            raise Cannot(possible[decision].refused)
        data = dict(self.data)
        if decision == Decision.REJECT and not data["explanation"]:
            data["explanation"] = rules.words(data["rule"], submission.language)
        carry_out(
            decision,
            submission=submission,
            user=self.user,
            version=submission.version,
            data=data,
            among=self.many,
        )
