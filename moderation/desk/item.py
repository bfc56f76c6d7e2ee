"""What the page of one message shows beside the message itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.models import ServiceArea, ServiceUnit
from moderation import checks, permissions
from moderation.enums import (
    BY_NOBODY,
    READINGS,
    Action,
    Flag,
    ReadingReason,
    SubmissionState,
)
from moderation.models import AuditEvent, OutboxMail, Submission
from moderation.services import workflow

from .follow_ups import follow_up_facts
from .kinds import kind_of
from .names import names_to_be_read
from .queue import person
from .redacting import unredacted

S = SubmissionState
MOST_EVENTS = 100
# Marked without a break within a line.
SHORT = frozenset({Flag.IDENTITY_CODE, Flag.PHONE})


@dataclass(frozen=True)
class Part:
    """A stretch of text, or a finding in it with its number."""

    text: str
    number: int = 0
    label: str = ""
    reason: str = ""
    short: bool = False


def parts(text: str) -> list[Part]:
    """The text cut at its findings, which are numbered."""
    return list(_cut(text))


def _cut(text: str) -> Iterator[Part]:
    at = 0
    for number, finding in enumerate(checks.find(text), start=1):
        if text[at : finding.start]:
            yield Part(text[at : finding.start])
        yield Part(
            text[finding.start : finding.end],
            number=number,
            label=str(finding.flag.label),
            reason=finding.reason,
            short=finding.flag in SHORT,
        )
        at = finding.end
    if text[at:]:
        yield Part(text[at:])


@dataclass(frozen=True)
class Step:
    label: str
    note: str
    now: bool = False
    done: bool = False
    due: datetime | None = None


ORDER = (S.SCREENING, S.HANDLING, S.PUBLICATION)


def steps(submission: Submission) -> list[Step]:
    """Where the message is on its way; empty when it has left it."""
    state = SubmissionState(submission.state)
    if state in {S.SPAM, S.REJECTED, S.REVIEW, S.WITHDRAWN}:
        return []
    at = _position(submission, state)
    waiting = _("waiting for the sender") if state == S.WAITING else ""
    dues = {S.SCREENING: submission.screen_by, S.HANDLING: submission.answer_by}
    found = []
    for number, step in enumerate(ORDER):
        if step == S.PUBLICATION and not submission.publication_consent:
            continue
        label, note = _step_words(step)
        now, done = number == at, number < at
        found.append(
            Step(
                label,
                waiting
                if now and waiting
                else (
                    pgettext("step", "now")
                    if now
                    else (pgettext("step", "done") if done else note)
                ),
                now,
                done,
                # What we promised waits as long as the sender is asked something.
                None if done or (now and waiting) else dues.get(step),
            )
        )
    return found


def _position(submission: Submission, state: SubmissionState) -> int:
    if state in {S.ANSWERED, S.CLOSED}:
        return len(ORDER)
    if state == S.PUBLICATION:
        return 2
    if state == S.HANDLING:
        return 1
    if state == S.WAITING:
        # Not by the log: an approval may have been undone, or be of an earlier text.
        return 1 if workflow.state_in_workflow(submission) == S.HANDLING else 0
    return 0


def _step_words(step: SubmissionState) -> tuple[str, str]:
    return {
        S.SCREENING: (_("Checking"), ""),
        S.HANDLING: (_("Reply"), ""),
        S.PUBLICATION: (_("Publication"), _("the sender gave permission")),
    }[step]


@dataclass(frozen=True)
class Event:
    at: datetime
    who: str
    what: str


def history(submission: Submission) -> list[Event]:
    """Who did what, newest first, in one query."""
    events = AuditEvent.objects.about(submission.reference).select_related("user")
    return [
        Event(event.at, person(event.user) or nobody(event.action), _what(event))
        for event in events[:MOST_EVENTS]
    ]


def nobody(action: str) -> str:
    """Who did it where no account is named."""
    if action in BY_NOBODY:
        return _("Automatic or the sender")
    return _("A removed account")


def _what(event: AuditEvent) -> str:
    if event.action == Action.ASSIGNED and not event.detail:
        return _("Given back to all")
    what = str(event.get_action_display())
    if event.action == Action.FORWARDED:
        return f"{what}: {_where(event.detail)}"
    return what


def _where(detail: str) -> str:
    """The unit or area of a code such as `unit:3`, from the register's cache."""
    kind, _colon, pk = detail.partition(":")
    register = ServiceUnit if kind == "unit" else ServiceArea
    entry = register.all_cached().get(int(pk))
    return entry.name if entry else "–"


def last_decision(submission: Submission) -> Event | None:
    """The latest act that was more than a reading: who was first."""
    event = (
        AuditEvent.objects.about(submission.reference)
        .exclude(action__in=READINGS)
        .select_related("user")
        .first()
    )
    if event is None:
        return None
    return Event(event.at, person(event.user) or nobody(event.action), _what(event))


def undelivered(submission: Submission) -> OutboxMail | None:
    """The last mail to the sender that was given up: they have been told on the receipt
    alone."""
    given_up = submission.outbox.filter(sent_at=None, failed_at__isnull=False)
    found: OutboxMail | None = given_up.order_by("-failed_at", "-pk").first()
    return found


def redaction(submission: Submission, user: Any) -> dict[str, Any]:
    """What the page needs to know of redaction and originals."""
    return {
        "can_redact": permissions.can_redact(user) and not submission.erased_at,
        "can_restore_passage": permissions.can_restore_passage(user),
        "can_read_original": permissions.can_read_original(user),
        "kept_original": submission.originals.texts().order_by("erase_at").first(),
        "reading_reasons": ReadingReason.choices,
        "unredacted": unredacted(submission),
        "names": names_to_be_read(submission)
        if submission.takes_reply and submission.state == S.PUBLICATION
        else [],
    }


def facts(submission: Submission) -> list[tuple[str, Any]]:
    """The kind's own rows, then those that every message has."""
    kind = kind_of(submission)
    yes, no = _("Yes"), _("No")
    wishes = [
        (_("Wishes for a reply"), yes if submission.wants_reply else no),
        (
            _("May be published"),
            _("Yes, without a name") if submission.publication_consent else no,
        ),
    ]
    return [
        *kind.facts(submission),
        *(wishes if kind.has_wishes else []),
        (_("Channel"), submission.get_channel_display()),
        *follow_up_facts(submission),
    ]
