"""Keeping what messages are found by true to what stands in them."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Prefetch

from moderation.finding import words_of_texts
from moderation.models import Message, MessageWords, Submission

from .base import locked

BATCH = 200
# Of messages that a task missed, in one run of the clock.
MOST = 1_000


def words_changed(submission: Submission) -> None:
    """To be called wherever a text of a message changes, in the same transaction.

    The message is found by none of its words from here on, and by the new ones soon
    after the commit; by none for ever when its texts have been erased.
    """
    MessageWords.objects.filter(submission_id=submission.pk).delete()
    if submission.erased_at is None:
        index_soon(submission)


def index_soon(submission: Submission) -> None:
    from moderation.tasks import index

    pk = submission.pk
    # A queue that is away must not fail what has been stored: the clock finds it.
    transaction.on_commit(lambda: index.enqueue(pk), robust=True)


def index_words(*, submission: Submission) -> bool:
    """Store what the message is found by; False when its texts are gone."""
    # Looks each word up outside the transaction, in which nobody else writes on SQLite.
    words_of(submission)
    with transaction.atomic():
        submission = locked(submission)
        if submission.erased_at is not None:
            return False
        store([submission])
    return True


def index_missing(now: datetime) -> int:
    """Messages that a task missed, or that are older than this search; returns how many.

    A batch is left alone when somebody writes to one of its messages meanwhile.
    """
    missing = Submission.objects.filter(words=None, erased_at=None)
    keys = list(missing.order_by("-pk").values_list("pk", flat=True)[:MOST])
    for start in range(0, len(keys), BATCH):
        _index(keys[start : start + BATCH])
    return len(keys)


def _index(keys: Collection[int]) -> None:
    for submission in _with_texts(keys):
        words_of(submission)
    with transaction.atomic():
        rows = Submission.objects.select_for_update(of=("self",)).filter(
            pk__in=keys, words=None, erased_at=None
        )
        store(_with_texts([row.pk for row in rows.order_by("pk")]))


def _with_texts(keys: Collection[int]) -> list[Submission]:
    rows: Any = Submission.objects.filter(pk__in=keys).specific()
    conversation = Message.objects.only("submission_id", "text")
    return list(rows.prefetch_related(Prefetch("messages", conversation)))


def store(submissions: Collection[Submission]) -> None:
    """Write the rows of locked submissions, each as its own kind."""
    MessageWords.objects.bulk_create(
        (
            MessageWords(submission_id=each.pk, words=words_of(each))
            for each in submissions
        ),
        update_conflicts=True,
        update_fields=["words"],
        unique_fields=["submission"],
    )


def words_of(submission: Submission) -> str:
    """The reference, what the sender wrote, and the conversation."""
    conversation = " \n".join(each.text for each in submission.messages.all())
    return words_of_texts(
        [
            (submission.reference, "fi"),
            (submission.text, submission.language),
            (conversation, submission.language),
        ]
    )
