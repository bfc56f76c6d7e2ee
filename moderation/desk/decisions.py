"""The choices at the right of a message: who may take which, and what each does."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Task

from moderation import permissions, services
from moderation.enums import SubmissionState
from moderation.models import Submission
from moderation.rules import Rule

S = SubmissionState


class Decision(models.TextChoices):
    APPROVE = "approve", pgettext_lazy("decision", "Approve")
    ASK = "ask", pgettext_lazy("decision", "Ask the sender")
    REJECT = "reject", pgettext_lazy("decision", "Do not accept")
    SPAM = "spam", pgettext_lazy("decision", "To spam")
    REPLY = "reply", pgettext_lazy("decision", "Reply")
    CLOSE = "close", pgettext_lazy("decision", "Close without a reply")
    PUBLISH = "publish", pgettext_lazy("decision", "Publish")
    DECLINE = "decline", pgettext_lazy("decision", "Do not publish")
    RESTORE = "restore", pgettext_lazy("decision", "Return to checking")
    UNPUBLISH = "unpublish", pgettext_lazy("decision", "Take from publication")


D = Decision

KEYS = {
    D.APPROVE: "a",
    D.ASK: "q",
    D.REJECT: "r",
    D.SPAM: "s",
    D.REPLY: "a",
    D.CLOSE: "c",
    D.PUBLISH: "a",
    D.DECLINE: "r",
    D.RESTORE: "a",
    D.UNPUBLISH: "r",
}

# What follows from the choice, shown under it.
HELP: dict[Decision, Promise] = {
    D.APPROVE: _("The message goes on to be handled."),
    D.SPAM: _(
        "The message leaves the queue. The sender gets no mail. You can bring it back."
    ),
    D.CLOSE: _("The sender did not ask for a reply. Nothing is sent."),
    D.PUBLISH: _(
        "Anybody can read the message and the reply on the site, without names."
    ),
    D.DECLINE: _("The sender has the reply. Others do not see the message."),
    D.RESTORE: _("The message is checked anew from the start."),
    D.UNPUBLISH: _("The message and the reply leave the public pages at once."),
}

DONE: dict[Decision, Promise] = {
    D.APPROVE: _("You approved %(reference)s. It now waits for a reply."),
    D.ASK: _(
        "You asked the sender of %(reference)s. The message waits for the answer."
    ),
    D.REJECT: _("You did not accept %(reference)s. The sender can read why."),
    D.SPAM: _("You moved %(reference)s to spam."),
    D.REPLY: _("You replied to %(reference)s."),
    D.CLOSE: _("You closed %(reference)s without a reply."),
    D.PUBLISH: _("You published %(reference)s with its reply."),
    D.DECLINE: _("%(reference)s will not be published. The sender has the reply."),
    D.RESTORE: _("You returned %(reference)s to checking."),
    D.UNPUBLISH: _("You took %(reference)s from publication."),
}

FOUR_EYES = _(
    "You wrote the reply. Another person approves the publication, so that two people "
    "have read it."
)


TWO_PEOPLE = _(
    "You took the step before. Another person takes this one, so that two people have "
    "seen the message."
)


@dataclass(frozen=True)
class Choice:
    decision: Decision
    key: str
    # Why it is shown but cannot be chosen.
    refused: str | Promise = ""

    @property
    def value(self) -> str:
        return self.decision.value

    @property
    def label(self) -> str:
        return str(self.decision.label)

    @property
    def help(self) -> str:
        return str(HELP.get(self.decision, ""))


def choices(submission: Submission, user: Any, task: Task | None) -> list[Choice]:
    """What this person can do with the message now."""
    state = SubmissionState(submission.state)
    refused: dict[Decision, Promise] = {}
    if state == S.PUBLICATION and permissions.wrote_reply(user, submission):
        refused[D.PUBLISH] = FOUR_EYES
    elif task and permissions.took_step_before(user, submission, task):
        refused = dict.fromkeys((D.APPROVE, D.REPLY, D.CLOSE, D.PUBLISH), TWO_PEOPLE)
    possible = _possible(submission, state)
    takes_task = bool(possible) and permissions.can_take_task(user, task)
    return [
        Choice(decision, KEYS[decision], refused.get(decision, ""))
        for decision in possible
        if _may(user, decision, task, takes_task)
    ]


def _possible(submission: Submission, state: SubmissionState) -> list[Decision]:
    """What the state allows to those who may."""
    if state == S.HANDLING:
        close = [] if submission.wants_reply else [D.CLOSE]
        return [D.REPLY, D.ASK, *close]
    if state == S.ANSWERED:
        return [D.UNPUBLISH] if submission.published_at else []
    return {
        S.RECEIVED: [D.SPAM],
        S.SCREENING: [D.APPROVE, D.ASK, D.REJECT, D.SPAM],
        S.PUBLICATION: [D.PUBLISH, D.DECLINE],
        S.REJECTED: [D.RESTORE],
        S.SPAM: [D.RESTORE],
    }.get(state, [])


def _may(user: Any, decision: Decision, task: Task | None, takes_task: bool) -> bool:
    # A refused message still has its task, which waits for a correction.
    if decision == D.RESTORE or (decision == D.SPAM and task is None):
        return permissions.can_screen(user)
    if decision == D.UNPUBLISH:
        return permissions.can_publish(user)
    return takes_task


def carry_out(
    decision: Decision,
    *,
    submission: Submission,
    user: Any,
    version: int,
    data: dict[str, Any],
    among: services.ManyAtOnce | None = None,
) -> None:
    """Do it. Raises Conflict, NotAllowedNow or FourEyes like the services.

    `among`: it is done to others at once (see `desk.bulk` for what can be).
    """
    given: dict[Decision, dict[str, Any]] = {
        D.ASK: {"text": data.get("question", "")},
        D.REPLY: {"text": data.get("reply", "")},
    }
    if decision == D.REJECT:
        given[D.REJECT] = {
            "rule": Rule(data["rule"]),
            "explanation": data["explanation"],
        }
    if among:
        given[decision] = {**given.get(decision, {}), "among": among}
    SERVICES[decision](
        submission=submission, user=user, version=version, **given.get(decision, {})
    )


SERVICES: dict[Decision, Callable[..., Submission]] = {
    D.APPROVE: services.approve,
    D.ASK: services.ask,
    D.REJECT: services.reject,
    D.SPAM: services.mark_spam,
    D.REPLY: services.reply,
    D.CLOSE: services.close,
    D.PUBLISH: services.approve_publication,
    D.DECLINE: services.decline_publication,
    D.RESTORE: services.restore,
    D.UNPUBLISH: services.unpublish,
}
