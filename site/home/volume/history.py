"""How a message came to where it is: its dates, its conversation and its events."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from feedback_forms.models import Feedback, Recommendation
from moderation.enums import Action, MessageKind, SubmissionState
from moderation.models import AuditEvent, Message

S = SubmissionState
REPLY = "Kiitos palautteestasi. Olemme käyneet asian läpi toimipisteessä."
QUESTION = "Missä toimipisteessä aikasi oli?"
REASON = "Viestissä on henkilötietoja. Poista ne ja lähetä viesti uudestaan."
TIME_TO_ANSWER = timedelta(days=14)


@dataclass
class Made:
    """What one batch has besides its messages; the conversation by the message's place."""

    submissions: list[Feedback] = field(default_factory=list)
    conversation: list[tuple[int, Message]] = field(default_factory=list)
    events: list[AuditEvent] = field(default_factory=list)
    scores: list[Recommendation] = field(default_factory=list)


class History:
    """Of the last message of those that were made."""

    def __init__(
        self, made: Made, chance: Random, now: datetime, user: Any, rule: str
    ) -> None:
        self.made, self.chance, self.now = made, chance, now
        self.user, self.rule = user, rule
        self.feedback = made.submissions[-1]
        self.at = self.feedback.received_at

    def tell(self) -> None:
        state = SubmissionState(self.feedback.state)
        self.event(Action.RECEIVED, by_staff=False)
        if state == S.SPAM:
            self.feedback.ended_at = self.at
        elif state != S.RECEIVED:
            self.event(Action.STARTED, by_staff=False)
            self.after_start(state)

    def after_start(self, state: SubmissionState) -> None:
        if state == S.WITHDRAWN:
            self.pass_days(20)
            self.feedback.ended_at = self.feedback.erased_at = self.at
            self.event(Action.WITHDRAWN, by_staff=False)
        elif state == S.REJECTED:
            self.pass_days(3)
            self.feedback.ended_at, self.feedback.rule = self.at, self.rule
            self.say(MessageKind.REJECTION, REASON)
            self.event(Action.REJECTED, detail=self.rule)
        elif state == S.WAITING:
            # There is still time to answer, else the clock takes it up.
            self.at = max(self.at, self.now - timedelta(days=9))
            self.say(MessageKind.QUESTION, QUESTION, due_at=self.at + TIME_TO_ANSWER)
            self.event(Action.ASKED)
        elif state != S.SCREENING:
            self.pass_days(3)
            self.event(Action.APPROVED)
            self.after_screening(state)

    def after_screening(self, state: SubmissionState) -> None:
        if state in {S.PUBLICATION, S.ANSWERED}:
            self.pass_days(20)
            self.feedback.answered_at = self.at
            self.say(MessageKind.REPLY, REPLY)
            self.event(Action.REPLIED)
        if state in {S.ANSWERED, S.CLOSED}:
            self.pass_days(10)
            self.feedback.live, self.feedback.ended_at = True, self.at
        if state == S.CLOSED:
            self.event(Action.CLOSED)
        elif state == S.ANSWERED and self.feedback.publication_consent:
            self.feedback.published_at = self.at
            self.event(Action.PUBLISHED)

    def pass_days(self, most: float) -> None:
        later = self.at + timedelta(days=self.chance.random() * most)
        self.at = min(self.now, later)

    def event(self, action: Action, detail: str = "", *, by_staff: bool = True) -> None:
        self.made.events.append(
            AuditEvent(
                at=self.at,
                action=action,
                user=self.user if by_staff else None,
                detail=detail,
                reference=self.feedback.reference,
            )
        )

    def say(self, kind: MessageKind, text: str, due_at: datetime | None = None) -> None:
        message = Message(
            kind=kind, text=text, author=self.user, created_at=self.at, due_at=due_at
        )
        self.made.conversation.append((len(self.made.submissions) - 1, message))
