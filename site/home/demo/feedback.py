"""The demo's feedback: sent and handled by the real services, then dated back."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import Q
from django.utils import timezone
from wagtail.models import Page

from core.models import ServiceUnit
from feedback_forms.models import Feedback, Recommendation
from home.demo.files import Calendar, Texts, own_id, read
from home.demo.staff import people
from moderation import services
from moderation.checks import flags
from moderation.enums import Channel, SubmissionState
from moderation.models import (
    Contact,
    Message,
    ModerationSettings,
    OutboxMail,
    Submission,
)
from moderation.models.audit import as_if_at
from moderation.references import receipt_url
from moderation.services.base import in_days

MOMENTS = ("received_at", "answered_at", "ended_at", "published_at", "erased_at")
PROMISES = {"screen_by": "screening_days", "answer_by": "answer_days"}
# Services that stand for the sender take no user.
OF_SENDER = frozenset({"add", "answer_question", "withdraw"})


def keys() -> set[Any]:
    return {own_id("feedback", row["key"]) for row in read("feedback.toml")["feedback"]}


def foreign_submissions() -> Any:
    """What residents sent, as against what the demo made."""
    return Submission.objects.exclude(nonce__in=keys())


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
        self.feedback = self._feedback(pages)
        self._dated(sent_at, self._receive)
        self._dated(sent_at, self._screen)
        for step in self.row.get("steps", []):
            self._dated(self.moment(step["at"]), partial(self._do, step))

    def _feedback(self, pages: dict[str, Page]) -> Feedback:
        row = self.row
        text = row["message"].strip()
        page = pages.get(row.get("page", ""))
        unit = ServiceUnit.objects.filter(name_fi=row.get("unit", "")).first()
        if page:
            unit = page.organiser
        return Feedback(
            role=row["role"],
            kind=row["kind"],
            message=text,
            language=row["language"],
            channel=row.get("channel", Channel.WEB),
            wants_reply=row["wants_reply"],
            publication_consent=row["publication_consent"],
            flags=[flag.value for flag in flags(text)],
            page_id=page.pk if page else None,
            unit=unit,
            service_area=unit.service_area if unit else None,
        )

    def _receive(self) -> None:
        sent_at = self.moment(self.row["at"])
        email = f"{self.row['key']}@example.org" if self.row["wants_reply"] else ""
        services.receive(
            submission=self.feedback,
            email=email,
            nonce=own_id("feedback", self.row["key"]),
            # The year in a reference is that of the sending, which may have been last year.
            now=sent_at,
        )
        if (score := self.row.get("recommendation")) is not None:
            Recommendation.objects.create(
                feedback=self.feedback,
                unit=self.feedback.unit,
                answered_on=timezone.localdate(sent_at),
                channel=self.feedback.channel,
                score=score,
            )

    def _screen(self) -> None:
        services.start_screening(submission=self.feedback)

    def _do(self, step: Texts) -> None:
        name = step["do"]
        arguments: dict[str, Any] = {"submission": self.feedback}
        if name not in OF_SENDER:
            arguments["user"] = self.users[step["by"]]
        if name == "reject":
            arguments |= {
                "rule": step["rule"],
                "explanation": step["text"].strip(),
            }
        elif "text" in step:
            arguments["text"] = step["text"].strip()
        if "to" in step:
            arguments["assignee"] = self.users[step["to"]]
        getattr(services, name)(**arguments)

    def _dated(self, at: datetime, act: Callable[[], None]) -> None:
        """Do it, and have all that it wrote carry the time `at`."""
        old = Submission.objects.filter(pk=self.feedback.pk).first() or Submission()
        last = {model: _last(model) for model in (Message, OutboxMail)}
        with as_if_at(at):
            act()
        self.feedback = Feedback.objects.get(nonce=own_id("feedback", self.row["key"]))
        _date_submission(old, self.feedback, at)
        messages = Message.objects.filter(pk__gt=last[Message])
        messages.update(created_at=at)
        question_days = ModerationSettings.current().question_days
        messages.filter(due_at__isnull=False).update(due_at=in_days(question_days, at))
        # Nobody is written to: the mail counts as sent before the transaction ends.
        OutboxMail.objects.filter(pk__gt=last[OutboxMail]).update(
            created_at=at, next_try_at=at, sent_at=at
        )
        Contact.objects.filter(submission=self.feedback).update(
            created_at=self.feedback.received_at
        )
        self.feedback.refresh_from_db()


def _last(model: Any) -> int:
    return (
        model._default_manager.order_by("-pk").values_list("pk", flat=True).first() or 0
    )


def _date_submission(old: Submission, new: Submission, at: datetime) -> None:
    changes: dict[str, datetime] = {}
    for field in (*MOMENTS, *PROMISES):
        value = getattr(new, field)
        if value is None or (old.pk and value == getattr(old, field)):
            continue
        days = getattr(ModerationSettings.current(), PROMISES.get(field, ""), None)
        changes[field] = at if days is None else in_days(days, at)
    Submission.objects.filter(pk=new.pk).update(**changes)
