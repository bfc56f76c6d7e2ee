"""Keeping what messages are found by true to what stands in them."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Prefetch

from moderation.finding import words_of_texts
from moderation.models import Message, MessageWords, Submission

from .base import locked

Texts = tuple[tuple[str, str], ...]

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
    known = prepared([submission])
    with transaction.atomic():
        submission = locked(submission)
        if submission.erased_at is not None:
            return False
        store([submission], known)
    return True


def index_missing(now: datetime) -> int:
    """Messages that a task missed, or that are older than this search; returns how many."""
    missing = Submission.objects.filter(words=None, erased_at=None)
    keys = list(missing.order_by("-pk").values_list("pk", flat=True)[:MOST])
    for start in range(0, len(keys), BATCH):
        index_batch(keys[start : start + BATCH])
    return len(keys)


def index_batch(keys: Collection[int]) -> None:
    known = prepared(with_texts(keys))
    with transaction.atomic():
        rows = Submission.objects.select_for_update(of=("self",)).filter(
            pk__in=keys, words=None, erased_at=None
        )
        store(with_texts([row.pk for row in rows.order_by("pk")]), known)


def with_texts(keys: Collection[int]) -> list[Submission]:
    rows: Any = Submission.objects.filter(pk__in=keys).specific()
    conversation = Message.objects.only("submission_id", "text")
    return list(rows.prefetch_related(Prefetch("messages", conversation)))


def texts_of(submission: Submission) -> Texts:
    """The reference, what the sender wrote, and the conversation: (text, language) each."""
    conversation = " \n".join(each.text for each in submission.messages.all())
    return (
        (submission.reference, "fi"),
        (submission.text, submission.language),
        (conversation, submission.language),
    )


def prepared(submissions: Collection[Submission]) -> dict[Texts, str]:
    """The words of the texts as they are before the lock: to look each up takes time, in
    which nobody else could write on SQLite."""
    return {
        texts: words_of_texts(texts)
        for texts in {texts_of(each) for each in submissions}
    }


def store(submissions: Collection[Submission], known: dict[Texts, str]) -> None:
    """Write the rows of locked submissions, each as its own kind."""
    rows = [(each.pk, texts_of(each)) for each in submissions]
    MessageWords.objects.bulk_create(
        (
            MessageWords(
                submission_id=pk,
                words=known[texts] if texts in known else words_of_texts(texts),
            )
            for pk, texts in rows
        ),
        update_conflicts=True,
        update_fields=["words"],
        unique_fields=["submission"],
    )
