"""The demo's feedback: sent and handled by the real services, each on its day."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import Q
from django.utils import timezone
from wagtail.models import Page

from core.models import ServiceUnit
from feedback_forms.enums import Face, FormKind, Measure
from feedback_forms.models import (
    FaceAnswer,
    Feedback,
    InDepthQuestion,
    Recommendation,
    ScaleAnswer,
)
from home.demo import initiatives
from home.demo.clock import clock_at
from home.demo.files import Calendar, Texts, own_id, read
from home.demo.staff import people
from moderation import services
from moderation.checks import flags
from moderation.enums import Channel, Helped, Later, SubmissionState
from moderation.models import OutboxMail, Submission
from moderation.redaction import Passage
from moderation.references import receipt_url

# Services that the clock calls, and tells the time.
OF_THE_CLOCK = frozenset({"ask_whether_better", "remind"})
# Services that stand for the sender, or for the clock, take no user.
OF_NOBODY = frozenset(
    {
        "add",
        "answer_question",
        "ask_for_review",
        "ask_whether_better",
        "correct",
        "rate_reply",
        "remind",
        "tell_change",
        "withdraw",
    }
)
# What the outbox keeps of a server that knows no such address.
REFUSED = "SMTPRecipientsRefused"


def keys() -> set[Any]:
    return {own_id("feedback", row["key"]) for row in read("feedback.toml")["feedback"]}


def foreign_submissions() -> Any:
    """What residents sent, as against what the demo made."""
    return Submission.objects.exclude(nonce__in=keys() | initiatives.keys())


def load_feedback(calendar: Calendar, pages: dict[str, Page]) -> int:
    """Send and handle what is not there yet; returns how many."""
    there = set(
        Submission.objects.filter(nonce__in=keys()).values_list("nonce", flat=True)
    )
    rows = read("feedback.toml")["feedback"]
    missing = [row for row in rows if own_id("feedback", row["key"]) not in there]
    users = people()
    for row in missing:
        Story(row, calendar, users).tell(pages)
    return len(missing)


def receipts() -> list[tuple[str, str]]:
    """A receipt to open in each language: the language, and the secret address."""
    waiting_or_foreign = Q(state=SubmissionState.WAITING) | ~Q(language="fi")
    rows = Feedback.objects.filter(waiting_or_foreign, nonce__in=keys()).order_by("-pk")
    first = {row.language: receipt_url(row) for row in rows}
    return list(first.items())


class Story:
    """One piece of feedback, from sending to where it stands now."""

    def __init__(self, row: Texts, calendar: Calendar, users: dict[str, Any]) -> None:
        self.row = row
        self.users = users
        self.moment = partial(calendar.moment, weekends=True)
        self.feedback = Feedback()

    def tell(self, pages: dict[str, Page]) -> None:
        sent_at = self.moment(self.row["at"])
        # A card or a call is keyed in later than it was received.
        stored_at = self.moment(self.row.get("keyed_at") or self.row["at"])
        self.feedback = self._feedback(pages)
        self._at(stored_at, partial(self._receive, sent_at))
        self._at(stored_at, self._screen)
        for step in self.row.get("steps", []):
            self._at(
                self.moment(step["at"]),
                partial(self._do, step),
                arrives=step.get("mail_arrives", True),
            )

    def _feedback(self, pages: dict[str, Page]) -> Feedback:
        row = self.row
        text = row["message"].strip()
        page = pages.get(row.get("page", ""))
        unit = ServiceUnit.objects.filter(name_fi=row.get("unit", "")).first()
        if page:
            unit = page.organiser
        return Feedback(
            form=row.get("form", FormKind.DIRECT),
            role=row.get("role", ""),
            kind=row.get("kind", ""),
            message=text,
            page_address=row.get("page_address", ""),
            aid=row.get("aid", ""),
            language=row["language"],
            channel=row.get("channel", Channel.WEB),
            wants_reply=row.get("wants_reply", False),
            publication_consent=row.get("publication_consent", False),
            flags=[flag.value for flag in flags(text)],
            page_id=page.pk if page else None,
            unit=unit,
            service_area=unit.service_area if unit else None,
        )

    def _receive(self, sent_at: datetime) -> None:
        row = self.row
        # Who has sent a card or called need not have an address.
        has_address = row.get("has_address", self.feedback.wants_reply)
        services.receive(
            submission=self.feedback,
            email=f"{row['key']}@example.org" if has_address else "",
            nonce=own_id("feedback", row["key"]),
            received_at=sent_at,
            keyed_by=self.users.get(row.get("keyed_by", "")),
        )
        self._answers(sent_at)

    def _answers(self, sent_at: datetime) -> None:
        """The numbers that came with the words."""
        row = self.row
        place = {
            "feedback": self.feedback,
            "unit": self.feedback.unit,
            "answered_on": timezone.localdate(sent_at),
            "channel": self.feedback.channel,
        }
        if (score := row.get("recommendation")) is not None:
            in_depth = self.feedback.form == FormKind.IN_DEPTH
            Recommendation.objects.create(
                **place,
                measure=Measure.IN_DEPTH if in_depth else Measure.QUICK,
                score=score,
            )
        if "face" in row:
            FaceAnswer.objects.create(**place, face=Face(row["face"]))
        statements = InDepthQuestion.objects.all()
        for statement, value in zip(statements, row.get("agrees", []), strict=False):
            ScaleAnswer.objects.create(**place, question=statement, value=value)

    def _screen(self) -> None:
        services.start_screening(submission=self.feedback)

    def _do(self, step: Texts) -> None:
        name = step["do"]
        arguments: dict[str, Any] = {"submission": self.feedback}
        if name not in OF_NOBODY:
            arguments["user"] = self.users[step["by"]]
        if name == "reject":
            arguments["explanation"] = step["text"].strip()
        elif "text" in step:
            key = "note" if name == "forward" else "text"
            arguments[key] = step["text"].strip()
        arguments |= {
            key: read_as(step[name_of_it])
            for key, (name_of_it, read_as) in self._others().items()
            if name_of_it in step
        }
        if name in OF_THE_CLOCK:
            arguments["now"] = timezone.now()
        getattr(services, name)(**arguments)
        if name == "correct":
            self._screen()

    def _others(self) -> dict[str, tuple[str, Callable[[Any], Any]]]:
        """Argument of a service → what it is called in the file, and how it is read."""
        return {
            "rule": ("rule", str),
            "assignee": ("to", self.users.get),
            "to": ("to_unit", lambda name: ServiceUnit.objects.get(name_fi=name)),
            "helped": ("helped", Helped),
            "ask_later": ("ask_later", bool),
            "outcome": ("outcome", Later),
            "passages": ("passages", lambda rows: [Passage.of(*row) for row in rows]),
        }

    def _at(
        self, at: datetime, act: Callable[[], None], *, arrives: bool = True
    ) -> None:
        """Do it at that time; nobody is written to."""
        last = OutboxMail.objects.order_by("-pk").values_list("pk", flat=True).first()
        with clock_at(at):
            act()
            self.feedback = Feedback.objects.get(
                nonce=own_id("feedback", self.row["key"])
            )
        # The mail counts as sent, or as given up, before the transaction ends.
        came_of_it = {"sent_at": at} if arrives else {"failed_at": at, "error": REFUSED}
        OutboxMail.objects.filter(pk__gt=last or 0).update(next_try_at=at, **came_of_it)
