"""What the receipt of a kind of submission shows, asks and says in its own way.

A kind's app registers an instance in its `AppConfig.ready()`; what it does not say itself
is said as for any message. Templates are looked for in the same way: with a `folder` of
its own, `<folder>/receipt_withdraw.html` or `<folder>/mail/receipt.txt` goes before that
of moderation.
"""

from datetime import datetime
from typing import Any

from django.utils.translation import get_language

from core.forms import ResidentForm
from core.steps import Step

from . import presenters, rules
from .enums import SubmissionState
from .models import Submission
from .redaction import has_mark
from .rules_pages import rules_url
from .sender_forms import CorrectionForm
from .services.review import can_ask_for_review, review_until

S = SubmissionState


class ReceiptKind:
    """As for any message."""

    # Of its own templates. Not every kind of an app has some.
    folder = ""

    def heading(self, submission: Submission) -> str:
        return presenters.heading(submission)

    def status_text(self, submission: Submission, now: datetime) -> str:
        """Where it is, in a sentence or two; quoted on the desk before a decision, from a
        copy that has the state after it."""
        return presenters.status_text(submission, now)

    def steps(self, submission: Submission, now: datetime) -> list[Step]:
        return presenters.steps(submission, now)

    def correction(self, submission: Submission, data: Any = None) -> ResidentForm:
        """The form whose fields are the texts of `Submission.set_texts`."""
        return CorrectionForm(data, initial={"text": submission.text})

    def words(self, submission: Submission) -> dict[str, Any]:
        """What its own templates say, on the receipt and on the pages of its acts."""
        return {}

    def context(self, submission: Submission, now: datetime) -> dict[str, Any]:
        """What its own receipt shows beside."""
        return {}

    def mail_context(self, submission: Submission) -> dict[str, Any]:
        """The same for its mails; the submission may be of the base class."""
        return {}


_kinds: dict[type[Submission], ReceiptKind] = {}


def register(model: type[Submission], kind: ReceiptKind) -> None:
    _kinds[model] = kind


def kind_of(submission: Submission) -> ReceiptKind:
    model = submission.specific_class
    return _kinds.get(model, ReceiptKind()) if model else ReceiptKind()


def templates(submission: Submission, name: str) -> list[str]:
    """Where a template of this name is looked for: the kind's own one first."""
    folders = (kind_of(submission).folder, "moderation")
    return [f"{folder}/{name}" for folder in folders if folder]


def receipt_context(submission: Submission, now: datetime) -> dict[str, Any]:
    conversation = list(submission.messages.all())
    theirs = [each.text for each in conversation if each.from_sender]
    kind = kind_of(submission)
    rule = rules.find(submission.rule) if submission.rule else None
    returned = submission.state == S.WAITING and presenters.asks_to_correct(submission)
    refused = submission.state in {S.REJECTED, S.REVIEW}
    return {
        "submission": submission,
        "heading": kind.heading(submission),
        "status_text": kind.status_text(submission, now),
        "steps": kind.steps(submission, now),
        # The page's heading asks already where it is.
        "in_progress": submission.state in presenters.UNDER_CHECK | {S.HANDLING},
        "conversation": conversation,
        "redacted": any(has_mark(text) for text in (submission.text, *theirs)),
        "rule_title": rule.title() if rule else "",
        "rule_words": presenters.words_not_said(submission, rule),
        "to_correct": returned or refused,
        "no_reply": submission.wants_reply and submission.state == S.REJECTED,
        "rules_url": rules_url(get_language() or submission.language)
        if returned or refused
        else "",
        "can_ask_for_review": can_ask_for_review(submission, now),
        "review_until": review_until(submission),
        "waiting": submission.state == S.WAITING and not returned,
        "withdrawn": submission.state == S.WITHDRAWN,
        **kind.context(submission, now),
    }
