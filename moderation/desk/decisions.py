"""The choices at the right of a message: who may take which, and what each does."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Task

from moderation import permissions, services
from moderation.enums import REPLIED, SubmissionState
from moderation.models import Submission, UndoableDecision
from moderation.services.review import refused_by

from .kinds import kind_of

S = SubmissionState


class Decision(models.TextChoices):
    APPROVE = "approve", pgettext_lazy("decision", "Approve")
    ASK = "ask", pgettext_lazy("decision", "Ask the sender")
    RETURN = "return", pgettext_lazy("decision", "Return for correction")
    REJECT = "reject", pgettext_lazy("decision", "Do not accept")
    SPAM = "spam", pgettext_lazy("decision", "To spam")
    REPLY = "reply", pgettext_lazy("decision", "Reply")
    CORRECT_REPLY = (
        "correct-reply",
        pgettext_lazy("decision", "Correct the reply"),
    )
    SEEN = "seen", pgettext_lazy("decision", "Mark as read")
    CLOSE = "close", pgettext_lazy("decision", "Close without a reply")
    PUBLISH = "publish", pgettext_lazy("decision", "Publish")
    DECLINE = "decline", pgettext_lazy("decision", "Do not publish")
    OVERTURN = "overturn", pgettext_lazy("decision", "Change the decision")
    UPHOLD = "uphold", pgettext_lazy("decision", "Uphold the decision")
    OFFER = "offer", pgettext_lazy("decision", "Decide on publication again")
    RESTORE = "restore", pgettext_lazy("decision", "Return to checking")
    UNPUBLISH = "unpublish", pgettext_lazy("decision", "Take from publication")
    FORWARD = "forward", pgettext_lazy("decision", "Forward")


D = Decision

KEYS = {
    D.APPROVE: "a",
    D.ASK: "q",
    D.RETURN: "c",
    D.REJECT: "r",
    D.SPAM: "s",
    D.REPLY: "a",
    D.CORRECT_REPLY: "c",
    D.SEEN: "s",
    D.CLOSE: "c",
    D.PUBLISH: "a",
    D.DECLINE: "r",
    D.OVERTURN: "a",
    D.UPHOLD: "r",
    D.OFFER: "a",
    D.RESTORE: "a",
    D.UNPUBLISH: "r",
    D.FORWARD: "f",
}

# What follows from the choice, shown under it.
HELP: dict[Decision, Promise] = {
    D.APPROVE: _("The message goes on to be handled."),
    D.SPAM: _(
        "The message leaves the queue. The sender gets no mail. You can bring it back."
    ),
    D.CORRECT_REPLY: _(
        "The sender gets the new reply at once, and can still read the earlier one. What "
        "is published leaves the public pages until another person approves the new reply."
    ),
    D.SEEN: _(
        "What the sender said after the reply has been read. Nothing is sent, and the "
        "message leaves the list “After the reply”."
    ),
    D.CLOSE: _("The sender did not ask for a reply. Nothing is sent."),
    D.PUBLISH: _(
        "Anybody can read the message and the reply on the site, without names."
    ),
    D.DECLINE: _("The sender has the reply. Others do not see the message."),
    D.RETURN: _(
        "The sender is given a date. Who does not correct the message by then gets no "
        "reply, and the message is not published."
    ),
    D.OVERTURN: _(
        "The message goes on as if it had been approved. The sender gets a new date for "
        "the reply."
    ),
    D.UPHOLD: _("The sender reads your reasons and can still correct the message."),
    D.OFFER: _(
        "The message waits to be published. Who wrote the reply cannot publish it."
    ),
    D.RESTORE: _("The message is checked anew from the start."),
    D.UNPUBLISH: _("The message and the reply leave the public pages at once."),
}

DONE: dict[Decision, str | Promise] = {
    D.APPROVE: _("You approved %(reference)s. It now waits for a reply."),
    D.ASK: _(
        "You asked the sender of %(reference)s. The message waits for the answer."
    ),
    D.RETURN: _(
        "You returned %(reference)s. The message waits for the sender’s correction."
    ),
    D.OVERTURN: _("You changed the decision about %(reference)s. It goes on."),
    D.UPHOLD: _(
        "You upheld the decision about %(reference)s. The sender can read why."
    ),
    D.REJECT: _("You did not accept %(reference)s. The sender can read why."),
    D.SPAM: _("You moved %(reference)s to spam."),
    D.REPLY: _("You replied to %(reference)s."),
    D.CORRECT_REPLY: _("You corrected the reply to %(reference)s."),
    D.SEEN: _("You marked %(reference)s as read."),
    D.CLOSE: _("You closed %(reference)s without a reply."),
    D.PUBLISH: _("You published %(reference)s with its reply."),
    D.DECLINE: _("%(reference)s will not be published. The sender has the reply."),
    D.OFFER: _("%(reference)s waits to be published."),
    D.RESTORE: _("You returned %(reference)s to checking."),
    D.UNPUBLISH: _("You took %(reference)s from publication."),
}

APPROVED_WITHOUT_REPLY = _("You approved %(reference)s. It goes on to be handled.")

FOUR_EYES = _(
    "You wrote the reply. Another person approves the publication, so that two people "
    "have read it."
)


REVIEW_BY_ANOTHER = _(
    "You took the decision. Another person does the review, so that two people have "
    "read the message."
)

TWO_PEOPLE = _(
    "You took the step before. Another person takes this one, so that two people have "
    "seen the message."
)

NO_WAY_BACK = _(
    "It was written on a tablet at the place. Its sender has no link and cannot answer or "
    "correct it."
)

NOBODY_ELSE = _(
    "Just now nobody else may do it: ask an administrator to give somebody the right."
)


@dataclass(frozen=True)
class Choice:
    decision: Decision
    key: str
    # Why it is shown but cannot be chosen.
    refused: str | Promise = ""
    # What follows from it, where the kind says so in its own way.
    own_help: str | Promise = ""

    @property
    def value(self) -> str:
        return self.decision.value

    @property
    def label(self) -> str:
        return str(self.decision.label)

    @property
    def help(self) -> str:
        return str(self.own_help or HELP.get(self.decision, ""))


def choices(submission: Submission, user: Any, task: Task | None) -> list[Choice]:
    """What this person can do with the message now."""
    state = SubmissionState(submission.state)
    kind = kind_of(submission)
    refused = kind.refused(submission)
    if state == S.PUBLICATION and permissions.wrote_reply(user, submission):
        refused[D.PUBLISH] = _by_another(FOUR_EYES, state, user)
    elif state == S.REVIEW and refused_by(submission) == user.pk:
        why = _by_another(REVIEW_BY_ANOTHER, state, user)
        refused = dict.fromkeys((D.OVERTURN, D.UPHOLD), why)
    elif task and permissions.took_step_before(user, submission, task):
        why = _by_another(TWO_PEOPLE, state, user)
        refused = dict.fromkeys((D.APPROVE, D.REPLY, D.CLOSE, D.PUBLISH), why)
    if not submission.has_way_back:
        refused |= dict.fromkeys((D.ASK, D.RETURN), NO_WAY_BACK)
    possible = kind.decisions(submission, _possible(submission, state))
    takes_task = bool(possible) and permissions.can_take_task(user, task)
    help_ = kind.help(submission)
    return [
        Choice(
            decision,
            KEYS[decision],
            refused.get(decision, ""),
            help_.get(decision, ""),
        )
        for decision in possible
        if _may(user, decision, task, takes_task)
    ]


def _by_another(why: str | Promise, state: SubmissionState, user: Any) -> str | Promise:
    """Why this person may not, and what to do where there is nobody else who may."""
    if permissions.others_take(state, user):
        return why
    return format_lazy("{} {}", why, NOBODY_ELSE)


def asked_for(value: str, offered: list[Choice]) -> str:
    """The choice that a link asks to have made; the list's `a` and `r` mean what these
    keys mean at the step where the message is. Empty where it cannot be taken."""
    possible = [choice for choice in offered if not choice.refused]
    if value in {choice.value for choice in possible}:
        return value
    key = KEYS[Decision(value)] if value in {D.APPROVE, D.REJECT} else ""
    return next((choice.value for choice in possible if choice.key == key), "")


def done_words(decision: Decision, submission: Submission) -> str:
    """What is said once the decision was taken."""
    done = dict(DONE)
    if not submission.wants_reply:
        done[D.APPROVE] = APPROVED_WITHOUT_REPLY
    done |= kind_of(submission).done(submission)
    return str(done.get(decision, "")) % {"reference": submission.reference}


def _possible(submission: Submission, state: SubmissionState) -> list[Decision]:
    """What the state allows to those who may."""
    if state == S.HANDLING:
        close = [] if submission.wants_reply else [D.CLOSE]
        return [D.REPLY, D.ASK, *close, D.FORWARD]
    replied = submission.takes_reply and submission.answered_at
    mend = [D.CORRECT_REPLY] if replied else []
    seen = [D.SEEN] if submission.told_at and state in REPLIED else []
    if state in {S.ANSWERED, S.CLOSED}:
        offer = [D.OFFER] if mend and submission.can_be_offered else []
        unpublish = [D.UNPUBLISH] if submission.published_at else []
        return [*seen, *mend, *offer, *unpublish]
    return {
        S.RECEIVED: [D.SPAM],
        S.SCREENING: [D.APPROVE, D.ASK, D.RETURN, D.REJECT, D.SPAM, D.FORWARD],
        S.PUBLICATION: [D.PUBLISH, D.DECLINE, *seen, *mend, D.FORWARD],
        S.REVIEW: [D.OVERTURN, D.UPHOLD],
        S.REJECTED: [D.RESTORE],
        S.SPAM: [D.RESTORE],
    }.get(state, [])


def _may(user: Any, decision: Decision, task: Task | None, takes_task: bool) -> bool:
    # A refused message still has its task, which waits for a correction.
    outside = {D.RESTORE, D.OVERTURN, D.UPHOLD}
    if decision in outside or (decision == D.SPAM and task is None):
        return permissions.can_screen(user)
    if decision in {D.UNPUBLISH, D.OFFER}:
        return permissions.can_publish(user)
    if decision == D.SEEN:
        return permissions.can_work(user)
    if decision == D.CORRECT_REPLY:
        return permissions.can_correct_reply(user)
    if decision == D.FORWARD:
        return takes_task or permissions.can_screen(user)
    return takes_task


def carry_out(
    decision: Decision,
    *,
    submission: Submission,
    user: Any,
    version: int,
    data: dict[str, Any],
    among: services.ManyAtOnce | None = None,
) -> UndoableDecision | None:
    """Do it; returns what can be undone, if it can.

    `among`: it is done to others at once (see `desk.bulk` for what can be), and stands.

    Raises Conflict, NotAllowedNow or FourEyes like the services.
    """
    given = {
        argument: data.get(field, "")
        for argument, field in GIVEN.get(decision, {}).items()
    }
    act = {"submission": submission, "user": user, "version": version, **given}
    if among:
        SERVICES[decision](**act, among=among)
        return None
    if decision not in FINAL:
        return services.decide(SERVICES[decision], **act)
    SERVICES[decision](**act)
    return None


# What each service is given, by the field that it is typed into.
GIVEN: dict[Decision, dict[str, str]] = {
    D.ASK: {"text": "question"},
    D.REPLY: {"text": "reply"},
    D.CORRECT_REPLY: {"text": "corrected_reply"},
    D.RETURN: {"text": "correction", "rule": "return_rule"},
    D.REJECT: {"explanation": "explanation", "rule": "rule"},
    D.OVERTURN: {"text": "overturned"},
    D.UPHOLD: {"text": "upheld"},
    D.FORWARD: {"to": "to", "note": "note"},
}

# Not to be undone: what is taken from publication is gone at once and comes back only
# by two people, what returns to checking has begun anew by the time it could be, what
# was forwarded can be forwarded back, a corrected reply can be corrected, what is offered
# for publication can be declined, and what was read has been read.
FINAL = frozenset({D.UNPUBLISH, D.RESTORE, D.FORWARD, D.CORRECT_REPLY, D.OFFER, D.SEEN})


SERVICES: dict[Decision, Callable[..., Submission]] = {
    D.APPROVE: services.approve,
    D.ASK: services.ask,
    D.RETURN: services.return_for_correction,
    D.REJECT: services.reject,
    D.SPAM: services.mark_spam,
    D.REPLY: services.reply,
    D.CORRECT_REPLY: services.correct_reply,
    D.SEEN: services.mark_seen,
    D.CLOSE: services.close,
    D.PUBLISH: services.approve_publication,
    D.DECLINE: services.decline_publication,
    D.OVERTURN: services.overturn,
    D.UPHOLD: services.uphold,
    D.OFFER: services.offer_publication,
    D.RESTORE: services.restore,
    D.UNPUBLISH: services.unpublish,
    D.FORWARD: services.forward,
}
