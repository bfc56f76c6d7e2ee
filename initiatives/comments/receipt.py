"""The receipt of a comment: it is checked and shown, and nobody handles or answers it."""

import copy
from datetime import datetime
from typing import cast

from django.utils.translation import pgettext

from core.steps import Step
from initiatives.models import Comment
from moderation.enums import SubmissionState
from moderation.models import Submission
from moderation.receipts import ReceiptKind

S = SubmissionState


class CommentReceipt(ReceiptKind):
    """In the words and templates of any message."""

    def status_text(self, submission: Submission, now: datetime) -> str:
        """What the desk quotes of an approval is its publication, and of taking it down
        that it is over: neither leads to somebody who replies."""
        after = copy.copy(submission)
        if after.ended_at and after.state in {S.HANDLING, S.ANSWERED}:
            after.published_at = now if after.state == S.HANDLING else None
            after.state = S.CLOSED
        return super().status_text(after, now)

    def steps(self, submission: Submission, now: datetime) -> list[Step]:
        found = super().steps(submission, now)[:2]
        if not found:
            return []
        comment = cast("Comment", submission)
        name = pgettext("step", "Publication")
        if comment.is_public:
            return [*found, Step(name, "done", comment.published_at)]
        return [*found, Step(name, "next")]
