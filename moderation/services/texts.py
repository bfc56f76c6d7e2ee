"""The texts of a submission: its own columns and its conversation, and all their copies."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Model
from django.utils.text import capfirst
from wagtail.admin.models import FormState
from wagtail.models import Revision

from core.caching import raise_version
from moderation.enums import MessageKind
from moderation.models import Message, Note, Original, Submission
from moderation.models.submission import Beside
from moderation.redaction import Passage, redacted
from search.tasks import refresh_soon

from .base import PUBLISHED
from .words import words_changed


def texts_changed(submission: Submission) -> None:
    """Called in the transaction of every change of a text of the submission, its
    conversation included: what is made from texts is made anew after the commit."""
    words_changed(submission)
    if submission.published_at:
        raise_version(PUBLISHED)
        refresh_soon(submission.specific_class or Submission, submission.pk)


def write_message(
    submission: Submission, kind: MessageKind, text: str, **columns: Any
) -> Message:
    """Into the conversation; the message is found by these words too. What has been
    redacted is not written anew by the sender."""
    from .redaction import hide_again

    message = Message.objects.create(
        submission_id=submission.pk, kind=kind, text=text, **columns
    )
    if message.from_sender:
        hide_again(submission)
    texts_changed(submission)
    return message


@dataclass(frozen=True)
class Text:
    """One text: of a column of the submission, of a message of the conversation, or of
    what stands beside them."""

    submission: Submission
    label: str
    text: str
    field: str = ""
    message: Message | None = None
    beside: Beside | None = None

    @property
    def key(self) -> tuple[int | None, str]:
        """As an Original names it."""
        return (self.message.pk if self.message else None, self.field)

    @property
    def from_sender(self) -> bool:
        if self.beside:
            return self.beside.from_sender
        return self.message is None or self.message.from_sender

    @property
    def longest(self) -> int | None:
        """What its column holds."""
        if self.message:
            return None
        if self.beside:
            return longest(self.beside.row, self.beside.column)
        return longest(self.submission, self.field)

    def write(self, text: str) -> None:
        if self.message:
            Message.objects.filter(pk=self.message.pk).update(text=text)
        elif self.beside:
            row, column = self.beside.row, self.beside.column
            rows = type(row)._default_manager.filter(pk=row.pk)
            rows.update(**{column: text})
            setattr(row, column, text)
        else:
            setattr(self.submission, self.field, text)
            self.submission.save(update_fields=[self.field])


def longest(row: Model, column: str) -> int | None:
    """Signs that the database takes; of a text without an end None."""
    field = row._meta.get_field(column)
    return field.max_length if isinstance(field, CharField) else None


def texts_of(submission: Submission) -> list[Text]:
    """Every text that is not empty, as they stand one after another; one query for the
    conversation, and the kind's own."""
    own = [
        Text(submission, capfirst(str(label)), getattr(submission, name), field=name)
        for name, label in submission.text_fields().items()
    ]
    beside = [
        Text(
            submission,
            capfirst(str(each.label)),
            getattr(each.row, each.column),
            field=each.key,
            beside=each,
        )
        for each in submission.texts_beside()
    ]
    conversation = [
        Text(submission, str(message.get_kind_display()), message.text, message=message)
        for message in submission.messages.all()
    ]
    return [text for text in (*own, *beside, *conversation) if text.text]


def redact_notes(submission: Submission, passages: Iterable[Passage]) -> None:
    """Take passages from what staff wrote to each other, where the sender's words may
    be quoted; like revisions, notes keep no original."""
    passages = list(passages)
    for note in submission.notes.all():
        text = redacted(note.text, passages, submission.language)
        if text != note.text:
            Note.objects.filter(pk=note.pk).update(text=text)


def forget_drafts(submission: Submission) -> None:
    """What staff had begun to write on the message's screen, for Wagtail's preview."""
    kinds = ContentType.objects.get_for_models(Submission, type(submission)).values()
    FormState.objects.filter(
        content_type__in=kinds, object_id=str(submission.pk)
    ).delete()


def keep_no_longer(submission: Submission, columns: Iterable[str] = ()) -> None:
    """The sender's own texts, or these others, are about to be other ones: no passage can
    be put back into them."""
    names = list(columns) or list(submission.text_fields())
    submission.originals.current().filter(message=None, field__in=names).update(
        is_current=False
    )


def redact_revisions(submission: Submission, passages: Iterable[Passage]) -> None:
    """Take passages from every revision, earlier texts of the sender included."""
    passages = list(passages)
    others = [
        each.column for each in submission.texts_beside() if each.row is submission
    ]
    for revision in submission.revisions.all():
        new = {
            field: _without(revision.content[field], passages, submission, field)
            for field in (*submission.text_fields(), *others)
            if field in revision.content
        }
        _write(revision, new)
    renew_revision(submission)


def renew_revision(submission: Submission) -> None:
    """The latest revision says what the row says: the end of a workflow writes it back."""
    revision = submission.get_latest_revision()
    if revision:
        fields = submission.text_fields()
        _write(revision, {field: getattr(submission, field) for field in fields})


def _write(revision: Revision, texts: dict[str, Any]) -> None:
    content = {**revision.content, **texts}
    if content != revision.content:
        Revision.objects.filter(pk=revision.pk).update(content=content)


def _without(
    value: Any, passages: list[Passage], submission: Submission, field: str
) -> Any:
    if not isinstance(value, str):
        return value
    room = longest(submission, field)
    return redacted(value, passages, submission.language, room)


def current_originals(
    submission: Submission,
) -> dict[tuple[int | None, str], Original]:
    return {original.key: original for original in submission.originals.current()}
