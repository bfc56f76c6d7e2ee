"""The list of messages as a file: a row for each message, in the order of the list.

No contact details, no names of those who wrote, no links of receipts. What was written and
replied only where it is asked for; else it is not even read.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice
from typing import Any

from django.conf import settings
from django.db.models import F, QuerySet
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from core.models import Municipality, ServiceArea, ServiceUnit
from core.spreadsheets import Cell, Row
from moderation import checks, rules
from moderation.enums import (
    Channel,
    Flag,
    Helped,
    Later,
    MessageKind,
    SubmissionState,
)
from moderation.models import FollowUp, Message, ReplyRating, Submission

from .kinds import DeskKind, kinds, labels
from .queue import language_name
from .words import days_between

# Rows that are read at once.
CHUNK = 500
# A resident's text is given without them, as far as the checks find them; a reply names
# numbers and addresses of services, and is masked like the list.
CONTACTS = (Flag.IDENTITY_CODE, Flag.EMAIL, Flag.PHONE)

COLUMNS: dict[str, str | Promise] = {
    "reference": gettext_lazy("Reference"),
    "type": gettext_lazy("Kind of message"),
    "state": gettext_lazy("State"),
    "received": gettext_lazy("Received"),
    "due": pgettext_lazy("of a message", "Due"),
    "channel": gettext_lazy("Channel"),
    "language": gettext_lazy("Language"),
    "unit": gettext_lazy("Unit"),
    "service_area": gettext_lazy("Service area"),
    "municipality": gettext_lazy("Municipality"),
    "page": gettext_lazy("Page"),
    "flags": gettext_lazy("Findings"),
    "rule": gettext_lazy("Rule"),
    "wants_reply": gettext_lazy("Wishes for a reply"),
    "consent": gettext_lazy("May be published"),
    "answered": gettext_lazy("Answered"),
    "days": gettext_lazy("Days until the reply"),
    "helped": gettext_lazy("Did the reply help?"),
    "later": gettext_lazy("Did things get better?"),
    "came_back": pgettext_lazy("messages", "Came back"),
    "ended": pgettext_lazy("of a message", "Ended"),
    "published": gettext_lazy("Published"),
    "erased": gettext_lazy("Text erased"),
}
TEXTS: dict[str, str | Promise] = {
    "text": pgettext_lazy("from a resident", "Message"),
    "reply": gettext_lazy("Reply"),
}


def rows(
    messages: QuerySet[Submission], now: datetime, *, texts: bool
) -> Iterator[Row]:
    """The names of the columns, then the messages, a chunk at a time.

    Language and zone are those of this call: whoever reads a stream does so when these are
    gone.
    """
    columns = {name: str(heading) for name, heading in all_columns(texts).items()}
    language, zone = translation.get_language(), timezone.get_current_timezone()

    def found() -> Iterator[Row]:
        keys = messages.values_list("pk", "content_type_id").iterator(chunk_size=CHUNK)
        while chunk := list(islice(keys, CHUNK)):
            with translation.override(language), timezone.override(zone):
                lines = [
                    [cells.get(name, "") for name in columns]
                    for cells in read(chunk, now, texts=texts)
                ]
            yield from lines

    return chain([list(columns.values())], found())


def all_columns(texts: bool) -> dict[str, str | Promise]:
    """Of every kind at once, those that they share first; the texts last."""
    own = chain.from_iterable(kind.columns().items() for kind in kinds().values())
    return {**COLUMNS, **dict(own), **(TEXTS if texts else {})}


def read(
    chunk: list[tuple[int, int]], now: datetime, *, texts: bool
) -> list[dict[str, Cell]]:
    """The cells of these messages (id, content type), with a fixed number of queries for
    each kind among them."""
    ids = [pk for pk, _type in chunk]
    beside = Beside.of(ids, texts=texts)
    found: dict[int, dict[str, Cell]] = {}
    for kind, submissions in by_kind(chunk, texts=texts):
        own = kind.cells(submissions, texts=texts)
        for each in submissions:
            found[each.pk] = cells_of(each, kind, beside, now) | own.get(each.pk, {})
            if texts:
                found[each.pk] = texts_of(each, beside) | found[each.pk]
    # One may have gone since the list was begun.
    return [found[pk] for pk in ids if pk in found]


def by_kind(
    chunk: Iterable[tuple[int, int]], *, texts: bool
) -> Iterator[tuple[DeskKind, list[Submission]]]:
    ids: dict[int, list[int]] = {}
    for pk, content_type in chunk:
        ids.setdefault(content_type, []).append(pk)
    for content_type, keys in ids.items():
        model = Submission(content_type_id=content_type).specific_class
        unread = () if texts else model.text_fields()
        submissions = (
            model._default_manager.filter(pk__in=keys)
            .defer(*unread)
            .annotate(page_title=F("page__title"))
        )
        yield kinds().get(model, DeskKind()), list(submissions)


@dataclass(frozen=True)
class Beside:
    """What stands in other tables, by the message's id or their own, and the words of codes."""

    states: dict[str, str]
    channels: dict[str, str]
    languages: dict[str, str]
    flags: dict[str, str]
    units: dict[int, ServiceUnit]
    areas: dict[int, ServiceArea]
    municipalities: dict[int, Municipality]
    helped: dict[int, str]
    later: dict[int, str]
    replies: dict[int, str]

    @classmethod
    def of(cls, ids: list[int], *, texts: bool) -> "Beside":
        those = {"submission__in": ids}
        replies = Message.objects.filter(**those, kind=MessageKind.REPLY)
        helped, later = labels(Helped), labels(Later)
        rated = ReplyRating.objects.filter(**those)
        told = FollowUp.objects.filter(**those).exclude(outcome="")
        return cls(
            states=labels(SubmissionState),
            channels=labels(Channel),
            languages={code: language_name(code) for code, _name in settings.LANGUAGES},
            flags=labels(Flag),
            units=ServiceUnit.all_cached(),
            areas=ServiceArea.all_cached(),
            municipalities=Municipality.all_cached(),
            helped={
                pk: helped[given]
                for pk, given in rated.values_list("submission_id", "helped")
            },
            later={
                pk: later[outcome]
                for pk, outcome in told.values_list("submission_id", "outcome")
            },
            # The last one stays.
            replies=dict(replies.values_list("submission_id", "text")) if texts else {},
        )


def cells_of(
    submission: Submission, kind: DeskKind, beside: Beside, now: datetime
) -> dict[str, Cell]:
    """What is said of any kind."""
    unit = beside.units.get(submission.unit_id or 0)
    area = beside.areas.get(submission.service_area_id or 0)
    town = beside.municipalities.get((unit and unit.municipality_id) or 0)
    answered, published = submission.answered_at, submission.published_at
    annotated: Any = submission
    return {
        "reference": submission.reference,
        "type": capfirst(str(submission._meta.verbose_name)),
        "state": beside.states[submission.state],
        "received": moment(submission.received_at),
        "due": moment(submission.due_at()),
        "channel": beside.channels[submission.channel],
        "language": beside.languages.get(submission.language, submission.language),
        "unit": unit.name if unit else "",
        "service_area": area.name if area else "",
        "municipality": town.name if town else "",
        "page": annotated.page_title or "",
        "flags": ", ".join(beside.flags[flag] for flag in submission.flags),
        "rule": rules.title(submission.rule) if submission.rule else "",
        "wants_reply": yes_or_no(submission.wants_reply) if kind.has_wishes else "",
        "consent": yes_or_no(submission.publication_consent) if kind.has_wishes else "",
        "answered": moment(answered),
        "days": days_between(submission.received_at, answered) if answered else None,
        "helped": beside.helped.get(submission.pk, "") if answered else "",
        "later": beside.later.get(submission.pk, "") if answered else "",
        "came_back": moment(submission.returned_at),
        "ended": moment(submission.ended_at),
        # A decision that can be undone has published nothing yet.
        "published": moment(published) if published and published <= now else None,
        "erased": moment(submission.erased_at),
    }


def texts_of(submission: Submission, beside: Beside) -> dict[str, Cell]:
    """What its sender wrote, redacted where it is, and the reply that holds."""
    if submission.erased_at:
        return {"text": _("The text has been erased.")}
    reply = beside.replies.get(submission.pk, "")
    return {
        "text": checks.masked(submission.text, *CONTACTS),
        "reply": checks.masked(reply, Flag.IDENTITY_CODE),
    }


def moment(at: datetime | None) -> datetime | None:
    """In the reader's zone, which a spreadsheet does not know of; to the second."""
    return timezone.make_naive(at).replace(microsecond=0) if at else None


def yes_or_no(value: bool) -> str:
    return _("Yes") if value else _("No")
