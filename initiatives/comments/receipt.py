"""The receipt of a comment: it is checked and shown, and nobody handles or answers it."""

from datetime import datetime
from typing import cast

from django.utils.translation import pgettext

from core.steps import Step
from initiatives.models import Comment
from moderation.models import Submission
from moderation.receipts import ReceiptKind


class CommentReceipt(ReceiptKind):
    """In the words and templates of any message."""

    def steps(self, submission: Submission, now: datetime) -> list[Step]:
        found = super().steps(submission, now)[:2]
        if not found:
            return []
        comment = cast("Comment", submission)
        name = pgettext("step", "Publication")
        if comment.is_public:
            return [*found, Step(name, "done", comment.published_at)]
        return [*found, Step(name, "next")]
