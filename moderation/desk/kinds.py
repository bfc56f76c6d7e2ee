"""What a kind of submission tells the desk.

A kind's app registers an instance in its `wagtail_hooks.py`:

    @hooks.register("register_desk_kind")
    def feedback_on_the_desk() -> DeskKind:
        return FeedbackOnDesk()
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.db.models import Q, TextChoices
from django.http import HttpRequest
from django.utils.functional import Promise
from laces.components import Component
from wagtail import hooks

from core.spreadsheets import Cell
from moderation.models import Submission

if TYPE_CHECKING:
    from .decisions import Decision
    from .item import Step


@dataclass(frozen=True)
class Words:
    """A row's first words and what kind of message it is."""

    label: str
    text: str
    # What it belongs to, where that is neither a unit nor a page.
    about: str = ""


def labels(choices: type[TextChoices]) -> dict[str, str]:
    """The words of each value, in the language of the moment: for many rows at once, of
    which `get_…_display()` would look through all choices each time."""
    return {choice.value: str(choice.label) for choice in choices}


class DeskKind:
    model: type[Submission]
    icon = "mail"
    # Approved it is shown to all at once, and nobody handles it.
    shown_when_approved = False
    # Whether its sender was asked to wish for a reply and to let it be published.
    has_wishes = True

    def words(self, ids: Iterable[int]) -> dict[int, Words]:
        """Label and text by id, in one query."""
        raise NotImplementedError

    def filters(self) -> dict[str, Any]:
        """django-filter's filters on the base `Submission`, by name."""
        return {}

    def columns(self) -> dict[str, str | Promise]:
        """Headings, by name, of what a file of the list says of this kind alone. Never who
        somebody is, and no words of residents."""
        return {}

    def cells(
        self, submissions: Sequence[Submission], *, texts: bool
    ) -> dict[int, dict[str, Cell]]:
        """What stands in these columns, or for this kind in others, by id and name of the
        column, with as many queries for one as for hundreds.

        Without `texts` the sender's words have not been read: asking for them costs a query.
        """
        return {}

    def seen_by(self, user: Any) -> Q | None:
        """Those that this person handles whatever their unit; None where there are none."""
        return None

    def label(self, submission: Submission) -> str:
        """What it is, for the head of its page."""
        return str(submission._meta.verbose_name)

    def facts(self, submission: Submission) -> list[tuple[str, str]]:
        """Rows of the read view: what, and how it is."""
        return []

    def people(self, submission: Submission) -> list[tuple[str, str]]:
        """Rows with personal data beside the sender's address: shown with it, to those who
        may read it, and the reading stands in the log."""
        return []

    def panels(self, submission: Submission, request: HttpRequest) -> list[Component]:
        """Parts below the message, in their order; a part has its own forms and addresses."""
        return []

    def steps(self, submission: Submission) -> list["Step"] | None:
        """Where it is on its way, where that is another way than that of any message."""
        return None

    def decisions(
        self, submission: Submission, possible: list["Decision"]
    ) -> list["Decision"]:
        """What may be decided now, of what the state allows to any kind."""
        return possible

    def refused(self, submission: Submission) -> dict["Decision", str | Promise]:
        """Decisions that cannot be taken yet, with the reason that is shown."""
        return {}

    def refused_among(
        self, ids: list[int]
    ) -> dict[int, dict["Decision", str | Promise]]:
        """The same of those of many where there is such a decision, in one query."""
        return {}

    def help(self, submission: Submission) -> dict["Decision", str | Promise]:
        """What follows from a decision, where it is something else than for any kind."""
        return {}

    def done(self, submission: Submission) -> dict["Decision", str | Promise]:
        """What is said once a decision was taken, likewise; with `%(reference)s`."""
        return {}


@lru_cache(maxsize=1)
def kinds() -> dict[type[Submission], DeskKind]:
    """The registered kinds by their model."""
    registered = [make() for make in hooks.get_hooks("register_desk_kind")]
    return {kind.model: kind for kind in registered}


def seen_by(user: Any) -> Q:
    """What this person sees on the desk by kind, beside the messages of own units."""
    found = [kind.seen_by(user) for kind in kinds().values()]
    return reduce(or_, (seen for seen in found if seen is not None), Q(pk__in=[]))


def kind_of(submission: Submission) -> DeskKind:
    """The kind of a submission; a plain one for a model that has registered none."""
    return kinds().get(submission.specific_class, DeskKind())


def words_of(submissions: Iterable[Submission]) -> dict[int, Words]:
    """Label and text by id: a query for each kind among them, however many they are."""
    by_kind: dict[type[Submission], list[int]] = {}
    for submission in submissions:
        by_kind.setdefault(submission.specific_class, []).append(submission.pk)
    found: dict[int, Words] = {}
    for model, ids in by_kind.items():
        if model in kinds():
            found |= kinds()[model].words(ids)
    return found
