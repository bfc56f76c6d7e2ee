"""The log as a file: a row for each thing that was done to each submission, in words."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import chain, islice
from typing import Any

from django.contrib.auth import get_user_model
from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.spreadsheets import FILES
from moderation import rules
from moderation.desk.item import nobody
from moderation.desk.queue import person
from moderation.enums import Action, ReadingReason, RedactionReason
from moderation.models import AuditItem

NAME = "tapahtumaloki"
CHUNK = 2000

# Time, who, what, reference, detail.
Row = tuple[datetime, str, str, str, str]


class Words:
    """Names and codes in words, in the language of the moment; one query."""

    def __init__(self) -> None:
        users = get_user_model()._default_manager.all()
        self.people = {user.pk: person(user) for user in users}
        self.actions = {action.value: str(action.label) for action in Action}
        self.details: dict[tuple[str, str], str] = {
            **{
                (action, rule.key): rule.title()
                for rule in rules.all_rules().values()
                for action in (Action.REJECTED, Action.RETURNED)
            },
            **{
                (Action.ORIGINAL_READ, reason.value): str(reason.label)
                for reason in ReadingReason
            },
            **{
                (Action.FILE_REMOVED, reason.value): str(reason.label)
                for reason in RedactionReason
            },
            (Action.ERASED, "original"): _("The original of a redacted text"),
            (Action.ERASED, "file"): _("A removed file"),
        }

    def who(self, user_id: int | None, action: str) -> str:
        return self.people.get(user_id or 0) or nobody(action)

    def what(self, action: str) -> str:
        return self.actions.get(action, action)

    def detail(self, action: str, detail: str) -> str:
        if action == Action.ASSIGNED and detail.isdecimal():
            return self.people.get(int(detail), detail)
        return self.details.get((action, detail), detail)


def response(kind: str, events: Any) -> StreamingHttpResponse:
    """The file of these events: `csv` is sent while it is read, `xlsx` from the disk."""
    headings = (_("Time"), _("Who"), _("What"), _("Reference"), _("Detail"))
    # Words now: a stream is read after the language of the request has gone.
    return FILES[kind](chain([headings], rows(events, Words())), NAME)


def rows(events: Any, words: Words) -> Iterator[Row]:
    """Read in chunks; what was done to many is a row for each of them."""
    values = events.prefetch_related(None).values_list(
        "pk", "at", "user_id", "action", "reference", "detail"
    )
    source = values.iterator(chunk_size=CHUNK)
    while chunk := list(islice(source, CHUNK)):
        items = items_of(
            pk for pk, *_rest, reference, _detail in chunk if not reference
        )
        for pk, at, user_id, action, reference, detail in chunk:
            for each in [reference] if reference else items.get(pk, [""]):
                yield (
                    timezone.make_naive(at).replace(microsecond=0),
                    words.who(user_id, action),
                    words.what(action),
                    each,
                    words.detail(action, detail),
                )


def items_of(events: Iterable[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    items = AuditItem.objects.filter(event__in=list(events))
    for event, reference in items.values_list("event_id", "reference"):
        found.setdefault(event, []).append(reference)
    return found
