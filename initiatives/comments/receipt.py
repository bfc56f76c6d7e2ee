"""The receipt of a comment: it is checked and shown, and nobody handles or answers it."""

from datetime import datetime
from typing import Any, cast

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.steps import Step
from initiatives.models import Comment
from moderation.enums import SubmissionState
from moderation.models import Submission
from moderation.receipts import ReceiptKind


class CommentReceipt(ReceiptKind):
    """In the templates of any message; in own words where it is shown, not answered."""

    def heading(self, submission: Submission) -> str:
        if _is_hidden(submission):
            return _("Your comment is not shown")
        if submission.is_public:
            return _("We have published your comment")
        return super().heading(submission)

    def status_text(self, submission: Submission, now: datetime) -> str:
        if _is_hidden(submission):
            return _("Your comment is not shown on our pages now.")
        return super().status_text(submission, now)

    def words(self, submission: Submission) -> dict[str, Any]:
        return {
            "words": {
                "save_link": _(
                    "Save the tracking link. It shows you how things are moving, and you "
                    "can correct or withdraw your comment. Keep the link safe, because "
                    "anyone who has it can open your comment."
                ),
                "can_correct": _(
                    "You can correct your comment until it is published. You can "
                    "withdraw it at any time."
                ),
            }
        }

    def steps(self, submission: Submission, now: datetime) -> list[Step]:
        found = super().steps(submission, now)[:2]
        comment = cast("Comment", submission)
        if not found or _is_hidden(comment):
            return []
        name = pgettext("step", "Publication")
        if comment.is_public:
            return [*found, Step(name, "done", comment.published_at)]
        return [*found, Step(name, "next")]


def _is_hidden(submission: Submission) -> bool:
    """It was approved, and has been taken from the public pages, or what it is about has."""
    return submission.state == SubmissionState.CLOSED and not submission.is_public
