"""What the sender will read of each decision, quoted before it is taken."""

import copy
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from moderation import mails
from moderation.enums import MailTemplate, SubmissionState
from moderation.models import Message, ModerationSettings, Submission
from moderation.receipts import kind_of
from moderation.services.base import anew, in_days

from .decisions import Decision
from .forms import RULES, TEXTS
from .kinds import kind_of as on_desk

D = Decision
S = SubmissionState

# The mail of each decision, and the state in which it is sent.
MAILS: dict[Decision, tuple[MailTemplate, SubmissionState]] = {
    D.ASK: (MailTemplate.QUESTION, S.WAITING),
    D.RETURN: (MailTemplate.RETURN, S.WAITING),
    D.REJECT: (MailTemplate.REJECTION, S.REJECTED),
    D.REPLY: (MailTemplate.REPLY, S.ANSWERED),
    D.CORRECT_REPLY: (MailTemplate.CORRECTED_REPLY, S.ANSWERED),
    D.PUBLISH: (MailTemplate.PUBLISHED, S.ANSWERED),
    D.UPHOLD: (MailTemplate.UPHELD, S.REJECTED),
    D.OVERTURN: (MailTemplate.OVERTURNED, S.HANDLING),
}
# Where there is no mail: what the receipt says in the state that follows.
STATES: dict[Decision, SubmissionState] = {
    D.APPROVE: S.HANDLING,
    D.CLOSE: S.CLOSED,
    D.SPAM: S.SPAM,
    D.DECLINE: S.ANSWERED,
    D.RESTORE: S.RECEIVED,
    D.UNPUBLISH: S.ANSWERED,
}
# Whether anybody can read it then, where what is approved is shown and not handled.
SHOWS = {D.APPROVE: True, D.UNPUBLISH: False}
# Of the others the sender is told nothing.
QUOTED = frozenset({*MAILS, *STATES})
DAYS: dict[Decision, Callable[[ModerationSettings], int]] = {
    D.ASK: lambda promises: promises.question_days,
    D.RETURN: lambda promises: promises.correction_days,
}


@dataclass(frozen=True)
class Quote:
    text: str
    subject: str = ""


def quote(
    decision: Decision, submission: Submission, form: Any, *, has_contact: bool
) -> Quote:
    """In the sender's language; with the words typed so far, or a gap for them.

    Without an address the receipt alone tells: what is typed stands on it.
    """
    with translation.override(submission.language):
        if decision not in MAILS:
            return Quote(_on_receipt(submission, decision))
        template, state = MAILS[decision]
        after = _after(submission, decision, state, form)
        message = _message(decision, form)
        if not has_contact:
            return Quote(message.text)
        subject, text = mails.words(template, after, message)
        return Quote(text, subject)


def _on_receipt(submission: Submission, decision: Decision) -> str:
    after = copy.copy(submission)
    now = timezone.now()
    state = STATES[decision]
    after.state, after.published_at, after.ended_at = state, None, now
    if decision in SHOWS and on_desk(submission).shown_when_approved:
        after.state = S.CLOSED
        after.published_at = now if SHOWS[decision] else None
    if state == S.RECEIVED:
        after.screen_by = anew(submission, now)["screen_by"]
    return kind_of(after).status_text(after, now)


def _after(
    submission: Submission, decision: Decision, state: SubmissionState, form: Any
) -> Submission:
    """A copy as the decision would leave it; never saved."""
    after = copy.copy(submission)
    now = timezone.now()
    after.state, after.ended_at = state, now
    if decision in RULES:
        after.rule = form[RULES[decision][0]].value() or ""
        after.review_asked_at = None
    if decision == D.OVERTURN:
        after.answer_by = anew(submission, now)["answer_by"]
    return after


def _message(decision: Decision, form: Any) -> Message:
    text = form[TEXTS[decision]].value() if decision in TEXTS else ""
    message = Message(text=text or _("[Your text]"))
    if decision in DAYS:
        days = DAYS[decision](ModerationSettings.current())
        message.due_at = in_days(days, timezone.now())
    return message
