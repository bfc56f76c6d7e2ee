"""A year of feedback in every state, the same each time.

Rows go into the tables as they are: nobody is mailed, nothing is screened again, and
contact details have none. What is open has its place in the workflow, so that it can be
handled; what has ended has its conversation and its events in the log.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from feedback_forms.enums import FeedbackKind, FormKind, Measure, SenderRole
from feedback_forms.models import Feedback, Recommendation
from home.volume import texts
from home.volume.history import History, Made
from home.volume.places import units
from home.volume.rows import insert
from home.volume.workflow import Running, start_workflows
from moderation.enums import Channel, Flag, SubmissionState
from moderation.models import ModerationSettings, Submission
from moderation.rules import choices as rule_choices
from moderation.services import index_missing
from moderation.services.base import in_days

S = SubmissionState
BATCH = 2_000
DAYS = 365
# No reference of a resident's has an O or a zero in it.
MARK = "-VOL0"
# By days since it came, at most: what share of it is where. A county with a backlog.
SHARES: tuple[tuple[int, dict[SubmissionState, float]], ...] = (
    (2, {S.RECEIVED: 0.05, S.SCREENING: 0.7, S.HANDLING: 0.2, S.ANSWERED: 0.05}),
    (
        30,
        {
            S.SCREENING: 0.15,
            S.WAITING: 0.07,
            S.HANDLING: 0.35,
            S.PUBLICATION: 0.03,
            S.ANSWERED: 0.25,
            S.CLOSED: 0.15,
        },
    ),
    (
        90,
        {
            S.SCREENING: 0.02,
            S.WAITING: 0.03,
            S.HANDLING: 0.14,
            S.PUBLICATION: 0.01,
            S.ANSWERED: 0.5,
            S.CLOSED: 0.3,
        },
    ),
    (DAYS, {S.HANDLING: 0.03, S.ANSWERED: 0.6, S.CLOSED: 0.37}),
)
AT_ANY_TIME = {S.SPAM: 0.06, S.REJECTED: 0.04, S.WITHDRAWN: 0.02}
LANGUAGES = {"fi": 0.88, "sv": 0.06, "en": 0.04, "fi-simple": 0.02}
CHANNELS = {Channel.WEB: 0.85, Channel.PAPER: 0.1, Channel.PHONE: 0.05}
FORMS = {
    FormKind.DIRECT: 0.5,
    FormKind.QUICK: 0.4,
    FormKind.IN_DEPTH: 0.09,
    FormKind.ACCESSIBILITY: 0.01,
}
ADDED = {
    Flag.IDENTITY_CODE: (0.01, texts.IDENTITY_CODE),
    Flag.PHONE: (0.05, texts.PHONE),
    Flag.EMAIL: (0.02, texts.EMAIL),
    Flag.SHOUTING: (0.01, texts.SHOUTING),
}
SCORES = (0, 2, 4, 5, 6, 7, 7, 8, 8, 9, 9, 9, 9, 10, 10, 10, 10, 10, 10)


def ours() -> Q:
    """The messages that were made here."""
    return Q(reference__contains=MARK)


class Year:
    def __init__(self, chance: Random, now: datetime) -> None:
        self.chance, self.now = chance, now
        self.units = units()
        people = get_user_model()._default_manager.order_by("pk")
        self.people: list[Any] = [*people] or [None]
        self.rules = [key for key, _title in rule_choices()]
        self.promises = ModerationSettings.current()
        self.kind = ContentType.objects.get_for_model(Feedback)

    def make(self, number: int, made: Made) -> None:
        chance = self.chance
        # On working days more than at weekends, and at any hour.
        received = self.now - timedelta(days=chance.random() * DAYS)
        if timezone.localtime(received).weekday() > 4 and chance.random() < 0.6:
            received -= timedelta(days=2)
        feedback = self.message(number, received)
        made.submissions.append(feedback)
        user, rule = chance.choice(self.people), chance.choice(self.rules)
        History(made, chance, self.now, user, rule).tell()
        if feedback.form != FormKind.ACCESSIBILITY and chance.random() < 0.6:
            made.scores.append(self.score(feedback))

    def message(self, number: int, received: datetime) -> Feedback:
        chance, unit = self.chance, self.of_units()
        language, form = self.of(LANGUAGES), self.of(FORMS)
        state = self.state(received)
        text, flags = self.text(language, state)
        wants_reply = state in {S.WAITING, S.PUBLICATION, S.ANSWERED} or (
            state != S.CLOSED and chance.random() < 0.6
        )
        feedback = Feedback(
            reference=f"P-{timezone.localtime(received).year}{MARK}{number:06}",
            content_type=self.kind,
            state=state,
            language=language,
            channel=self.of(CHANNELS),
            unit=unit,
            service_area_id=unit.service_area_id,
            flags=flags,
            received_at=received,
            screen_by=in_days(self.promises.screening_days, received),
            answer_by=in_days(self.promises.answer_days, received)
            if wants_reply
            else None,
            wants_reply=wants_reply,
            publication_consent=state == S.PUBLICATION or chance.random() < 0.3,
            form=form,
            role=chance.choice(SenderRole.values) if form == FormKind.DIRECT else "",
            kind=chance.choice(FeedbackKind.values) if form == FormKind.DIRECT else "",
            message=text,
        )
        if state in {S.SCREENING, S.HANDLING} and chance.random() < 0.5:
            feedback.assignee = chance.choice(self.people)
        return feedback

    def text(self, language: str, state: SubmissionState) -> tuple[str, list[str]]:
        if state == S.WITHDRAWN:
            return "", []
        text = texts.message(self.chance, language)
        if state == S.SPAM:
            return f"{text} {texts.LINK}", [Flag.SPAM, Flag.LINK]
        flags: list[str] = []
        for flag, (share, more) in ADDED.items():
            if self.chance.random() < share:
                text, flags = f"{text} {more}", [*flags, flag]
        return text, flags

    def score(self, feedback: Feedback) -> Recommendation:
        in_depth = feedback.form == FormKind.IN_DEPTH
        return Recommendation(
            feedback=feedback,
            unit=feedback.unit,
            service_area_id=feedback.service_area_id,
            municipality_id=feedback.unit.municipality_id if feedback.unit else None,
            answered_on=timezone.localdate(feedback.received_at),
            channel=feedback.channel,
            score=self.chance.choice(SCORES),
            measure=Measure.IN_DEPTH if in_depth else Measure.QUICK,
        )

    def state(self, received: datetime) -> SubmissionState:
        draw = self.chance.random()
        for state, share in AT_ANY_TIME.items():
            draw -= share
            if draw < 0:
                return state
        age = (self.now - received).days
        return self.of(
            next(shares for days, shares in SHARES if age < days or days == DAYS)
        )

    def of(self, shares: dict[Any, float]) -> Any:
        return self.chance.choices(list(shares), list(shares.values()))[0]

    def of_units(self) -> Any:
        """Some get much and many a little."""
        place = int(len(self.units) * self.chance.random() ** 2)
        return self.units[place]


def load_feedback(total: int, seed: int, progress: Callable[[str], None]) -> int:
    """Feedback until there are `total` pieces; returns how many were made."""
    before = Submission.objects.filter(ours()).count()
    # Another beginning for each size, so that what is added is not what is there.
    year = Year(Random(seed + before), timezone.now())  # noqa: S311 - the same each time
    for numbers in batches(before, total):
        made = Made()
        for number in numbers:
            year.make(number, made)
        with transaction.atomic():
            store(made)
        progress(f"{numbers.stop} pieces of feedback")
    find_all(progress)
    return max(0, total - before)


def batches(start: int, stop: int) -> Iterator[range]:
    for first in range(start, stop, BATCH):
        yield range(first, min(first + BATCH, stop))


def store(made: Made) -> None:
    names = [
        each.attname
        for each in Submission._meta.concrete_fields
        if not each.primary_key
    ]
    bases = Submission.objects.bulk_create(
        Submission(**{name: getattr(each, name) for name in names})
        for each in made.submissions
    )
    for feedback, base in zip(made.submissions, bases, strict=True):
        feedback.pk = feedback.id = feedback.submission_ptr_id = base.pk
    insert(made.submissions)
    for place, message in made.conversation:
        message.submission_id = made.submissions[place].pk
    insert([message for _place, message in made.conversation])
    insert(made.events)
    for score in made.scores:
        score.feedback_id = score.feedback.pk  # type: ignore[union-attr]
    insert(made.scores)
    start_workflows(
        [
            Running(each, SubmissionState(each.state))
            for each in made.submissions
            if each.state in {S.SCREENING, S.WAITING, S.HANDLING, S.PUBLICATION}
        ]
    )


def find_all(progress: Callable[[str], None]) -> None:
    """Have all messages found by their words, as the clock would do little by little."""
    done = 0
    while number := index_missing(timezone.now()):
        done += number
        progress(f"{done} messages made findable")
