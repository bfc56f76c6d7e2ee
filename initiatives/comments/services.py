"""Writes of comments: one is sent; all go with what they are about."""

from django.db import transaction
from django.utils.translation import get_language

from initiatives.models import Comment, Initiative
from moderation.enums import SubmissionState
from moderation.intake import Verdict
from moderation.services import receive, withdraw
from moderation.services.sender import Receipt

from .forms import CommentForm


def send_comment(
    *, initiative: Initiative, form: CommentForm, verdict: Verdict
) -> Receipt:
    """Store a comment with its receipt; it is checked before anybody sees it."""
    return receive(
        submission=Comment(
            subject=initiative,
            name=form.cleaned_data["name"],
            message=form.cleaned_data["message"],
            language=get_language() or "",
            service_area=initiative.service_area,
            flags=verdict.flags,
            fingerprint=verdict.fingerprint,
            publication_consent=True,
        ),
        nonce=verdict.nonce,
        spam=verdict.spam,
    )


@transaction.atomic
def withdraw_all(*, initiative: Initiative) -> int:
    """Erase what was said of an initiative that was taken back; returns how many.

    Their receipts stay, and say that they are gone.
    """
    comments = Comment.objects.filter(subject=initiative)
    rows = list(comments.exclude(state=SubmissionState.WITHDRAWN).order_by("pk"))
    for comment in rows:
        withdraw(submission=comment)
    return len(rows)
