"""Taking passages out of everything that others read, and putting them back."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from moderation import checks
from moderation.enums import TOLD_TO_SENDER, Action
from moderation.models import ModerationSettings, Original, Submission
from moderation.redaction import Passage, redacted, stands_in
from search.services import refresh

from .base import NotAllowedNow, change, locked, log
from .texts import (
    Text,
    current_originals,
    forget_drafts,
    redact_notes,
    redact_revisions,
    renew_revision,
    texts_changed,
    texts_of,
)


@transaction.atomic
def redact(
    *,
    submission: Submission,
    user: Any,
    passages: Iterable[Passage],
    version: int | None = None,
) -> Submission:
    """Put a mark in place of the passages, in every text of the submission.

    Each text as it was before its first redaction is kept encrypted for a time. The
    passages leave revisions, notes, drafts and the site's search with the commit, pages
    right after it, and a search engine as soon as it can be told.
    Raises Conflict like the others, and NotAllowedNow when none of them is found.
    """
    submission = locked(submission, version)
    passages = list(passages)
    kept = current_originals(submission)
    hidden: set[Passage] = set()
    for text in texts_of(submission):
        found = [
            passage
            for passage in passages
            if redacted(text.text, [passage], submission.language) != text.text
        ]
        if found:
            _keep(text, found, kept.get(text.key), user)
            text.write(redacted(text.text, found, submission.language, text.longest))
            hidden.update(found)
    if not hidden:
        raise NotAllowedNow("nothing to redact")
    redact_revisions(submission, passages)
    redact_notes(submission, passages)
    forget_drafts(submission)
    texts_changed(submission)
    change(submission, flags=_flags(submission))
    if submission.published_at:
        # Not left to a task: a queue that stands still would go on showing the passage.
        refresh(model=type(submission), pk=submission.pk)
    log(submission, Action.REDACTED, user, detail=str(len(hidden)))
    return submission


def hide_again(submission: Submission) -> None:
    """In what the sender has just written: the passages that are hidden in the other texts.

    Else a correction, or an answer, would show handlers what a moderator has hidden. Part of
    the sender's own transaction; what it says otherwise is screened as always.
    """
    originals = list(submission.originals.texts())
    passages = list(dict.fromkeys(one for each in originals for one in each.passages))
    if not passages:
        return
    kept = {original.key: original for original in originals if original.is_current}
    hidden: set[Passage] = set()
    for text in texts_of(submission):
        found = [each for each in passages if stands_in(text.text, each)]
        if text.from_sender and found:
            _keep(text, found, kept.get(text.key), None)
            text.write(redacted(text.text, found, submission.language, text.longest))
            hidden.update(found)
    if hidden:
        log(submission, Action.REDACTED_AGAIN, detail=str(len(hidden)))


def _keep(
    text: Text, found: list[Passage], original: Original | None, user: Any
) -> None:
    if original is None:
        now = timezone.now()
        days = ModerationSettings.current().original_retention_days
        original = Original(
            submission_id=text.submission.pk,
            message=text.message,
            field=text.field,
            text=text.text,
            redacted_by=user,
            redacted_at=now,
            erase_at=now + timedelta(days=days),
        )
        original.passages = found
    else:
        original.passages = [*original.passages, *found]
    original.save()


@transaction.atomic
def restore_passage(
    *, submission: Submission, user: Any, passage: str, version: int | None = None
) -> Submission:
    """Show a redacted passage again wherever it stood.

    Only those who may read originals: see moderation.permissions. Earlier revisions keep
    their marks. Raises NotAllowedNow when it is not hidden, or its original is gone.
    """
    submission = locked(submission, version)
    kept = current_originals(submission)
    changed = False
    for text in texts_of(submission):
        original = kept.get(text.key)
        if original is None:
            continue
        left = [each for each in original.passages if each.text != passage]
        if len(left) == len(original.passages):
            continue
        changed = True
        text.write(redacted(original.text, left, submission.language, text.longest))
        if left:
            original.passages = left
            original.save()
        else:
            original.delete()
    if not changed:
        raise NotAllowedNow("not redacted")
    _allow(submission, passage)
    renew_revision(submission)
    texts_changed(submission)
    change(submission, flags=_flags(submission))
    log(submission, Action.PASSAGE_RESTORED, user)
    return submission


def _allow(submission: Submission, passage: str) -> None:
    """What is shown again is not hidden again in what the sender writes later."""
    for original in submission.originals.texts().filter(is_current=False):
        original.passages = [each for each in original.passages if each.text != passage]
        original.save()


def _flags(submission: Submission) -> list[str]:
    """What the list shows of the text as it is now; what was no personal data stays."""
    found = checks.find(submission.text, *TOLD_TO_SENDER)
    others = [flag for flag in submission.flags if flag not in TOLD_TO_SENDER]
    return list(dict.fromkeys([*(str(each.flag) for each in found), *others]))
