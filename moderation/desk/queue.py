"""The list of messages: its views, their counts, the order, and what a row shows."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Case, Count, F, Q, QuerySet, When
from django.utils.functional import Promise
from django.utils.translation import get_language, get_language_info, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from core.languages import html_language
from moderation import permissions
from moderation.absences import acting_for, name_of, unattended
from moderation.enums import OPEN, REPLIED, Channel, Flag, SubmissionState
from moderation.finding import matching
from moderation.models import Submission

from .kinds import kinds, words_of
from .words import age_words, due_group, due_words, end_of_day, first_words

S = SubmissionState

# Somebody of the staff has to do something; while we wait for the sender, nobody has.
NEEDS_STAFF = frozenset({S.RECEIVED, S.SCREENING, S.HANDLING, S.PUBLICATION, S.REVIEW})
# What the counts of all views look at but of those by their own index.
LISTED = OPEN | {S.SPAM}
# What the sender said after the reply, and nobody has read. While a message is handled
# again, who handles it reads it.
TOLD = Q(told_at__isnull=False, state__in=REPLIED)
MOST_TO_WALK = 500
REFERENCE = re.compile(r"[A-Za-z]-[0-9]{4}-[0-9A-Za-z]{2,16}")

person = name_of


@dataclass(frozen=True)
class View:
    """A list that one can open, with a count."""

    slug: str
    label: str | Promise
    # Without groups: nothing in it is due. By `by`, if nothing else is asked for.
    ended: bool = False
    by: tuple[str, ...] = ("-ended_at", "-pk")


VIEWS = (
    View("waiting", _("Waiting")),
    View("mine", _("Waiting for me")),
    View("units", _("My units")),
    View("free", pgettext_lazy("messages that nobody has taken", "Free")),
    View("late", _("Late")),
    View("publication", _("To be published")),
    View("review", pgettext_lazy("messages", "Reviews")),
    View("returned", pgettext_lazy("messages", "Came back")),
    View("sender", _("Waiting for the sender")),
    # It waits for eyes, not for an act: who said it first is read first.
    View("told", _("After the reply"), ended=True, by=("told_at", "pk")),
    View("spam", _("Spam"), ended=True),
    View("ended", pgettext_lazy("messages", "Handled"), ended=True),
)
BY_SLUG = {view.slug: view for view in VIEWS}

DUE = Case(
    When(state__in=[S.RECEIVED, S.SCREENING], then=F("screen_by")),
    When(state=S.HANDLING, then=F("answer_by")),
    When(state=S.REVIEW, then=F("review_by")),
    default=None,
)
GROUPS = {
    "late": _("Late"),
    "today": _("Today"),
    "later": _("Later"),
    "none": _("Without a due date"),
}


def view_q(slug: str, user: Any, now: datetime) -> Q:
    needs_staff = Q(state__in=NEEDS_STAFF)
    return {
        "waiting": needs_staff,
        "mine": needs_staff & Q(assignee__in=acting_for(user, now)),
        "units": needs_staff
        & Q(unit__in=permissions.own_units(user, now).values("pk")),
        "free": needs_staff & nobodys(user, now),
        "late": needs_staff & Q(due__lt=now),
        "publication": Q(state=S.PUBLICATION),
        "review": Q(state=S.REVIEW),
        "returned": needs_staff & Q(returned_at__isnull=False),
        "sender": Q(state=S.WAITING),
        "told": TOLD,
        "spam": Q(state=S.SPAM),
        # By the index of what has ended, which has their order too.
        "ended": Q(ended_at__isnull=False) & ~Q(state=S.SPAM),
    }[slug]


def nobodys(user: Any, now: datetime) -> Q:
    """What waits for no one: nobody has taken it, or who has is away while no deputy stands
    in, or has left. Not what this person has taken in spite of an absence of their own."""
    left = get_user_model()._default_manager.filter(is_active=False).values("pk")
    gone = unattended(user, now) - {user.pk}
    return Q(assignee=None) | Q(assignee__in=gone) | Q(assignee__in=left)


def messages(user: Any) -> QuerySet[Submission]:
    """What this person may see on the desk."""
    return Submission.objects.filter(permissions.visible_to(user)).annotate(due=DUE)


def in_view(view: View, user: Any, now: datetime) -> QuerySet[Submission]:
    return messages(user).filter(view_q(view.slug, user, now))


def in_order(
    queryset: QuerySet[Submission], view: View, order: str = ""
) -> QuerySet[Submission]:
    """Most urgent first; what is over, newest first, or as its view has it."""
    if view.ended:
        return queryset.order_by(*view.by)
    if order == "oldest":
        return queryset.order_by("received_at", "pk")
    return queryset.order_by(F("due").asc(nulls_last=True), "received_at", "pk")


def waiting_count(request: Any) -> int:
    """How many messages wait for the staff: the number in the menu.

    No query where the page has counted its lists already.
    """
    if counted := getattr(request, "desk_counts", None):
        return int(counted["waiting"])
    return messages(request.user).filter(state__in=NEEDS_STAFF).count()


def counts(request: Any, now: datetime) -> dict[str, int]:
    """How many there are in each view, in three queries for the whole page.

    What has been handled, and what was said after it, are counted by their own indexes
    alone: the first grows with the years, and the rows that the other counts look at do not.
    """
    if not hasattr(request, "desk_counts"):
        seen = messages(request.user)
        found = seen.filter(state__in=LISTED).aggregate(
            **{
                view.slug: Count("pk", filter=view_q(view.slug, request.user, now))
                for view in VIEWS
                if view.slug not in {"told", "ended"}
            }
        )
        handled = seen.filter(view_q("ended", request.user, now)).count()
        told = seen.filter(TOLD).count()
        request.desk_counts = {**found, "told": told, "ended": handled}
    counted: dict[str, int] = request.desk_counts
    return counted


def totals(queryset: QuerySet[Submission], view: View, now: datetime) -> dict[str, int]:
    """How many there are in all, and in each group by due date where something is due,
    in one query."""
    if view.ended:
        return {"all": queryset.count()}
    midnight = end_of_day(now)
    found: dict[str, int] = queryset.aggregate(
        all=Count("pk"),
        late=Count("pk", filter=Q(due__lt=now)),
        today=Count("pk", filter=Q(due__gte=now, due__lt=midnight)),
        later=Count("pk", filter=Q(due__gte=midnight)),
        none=Count("pk", filter=Q(due=None)),
    )
    return found


def search(queryset: QuerySet[Submission], words: str) -> QuerySet[Submission]:
    """By a whole reference, or by the words of the texts in any of their forms."""
    if REFERENCE.fullmatch(words):
        return queryset.filter(reference=words.upper())
    return queryset.filter(matching(words, get_language() or settings.LANGUAGE_CODE))


# What a row shows ------------------------------------------------------------


@dataclass(frozen=True)
class Row:
    submission: Submission
    icon: str
    label: str
    words: str
    lang: str
    about: str
    age: str
    language: str
    channel: str
    due: str
    group: str
    flags: list[str]
    assignee: str
    # Who has it is not here, and nobody stands in.
    gone: bool
    mine: bool
    open: bool


def rows(submissions: Iterable[Submission], user: Any, now: datetime) -> list[Row]:
    """Rows of a page that has been fetched with `select_related("assignee", "page")`."""
    submissions = list(submissions)
    words = words_of(submissions)
    return [
        _row(submission, words.get(submission.pk), user, now)
        for submission in submissions
    ]


def _row(submission: Submission, words: Any, user: Any, now: datetime) -> Row:
    kind = kinds().get(submission.specific_class)
    due = submission.due_at()
    return Row(
        submission=submission,
        icon=kind.icon if kind else "mail",
        label=words.label if words else "",
        words=first_words(words.text if words else ""),
        lang=html_language(submission.language),
        about=" · ".join(
            filter(None, [words.about if words else "", about(submission)])
        ),
        age=age_words(submission.received_at, now),
        language=""
        if submission.language == "fi"
        else language_name(submission.language),
        channel=""
        if submission.channel == Channel.WEB
        else submission.get_channel_display(),
        due=due_words(due, now),
        group=due_group(due, now),
        flags=[
            *came_back(submission),
            *said_after(submission),
            *(str(Flag(flag).label) for flag in submission.flags),
        ],
        assignee=person(submission.assignee),
        gone=is_gone(submission.assignee, user, now),
        mine=submission.assignee_id == user.pk,
        open=submission.is_open,
    )


def is_gone(assignee: Any, user: Any, now: datetime) -> bool:
    """The same as `nobodys`, of one person."""
    if assignee is None or assignee == user:
        return False
    return not assignee.is_active or assignee.pk in unattended(user, now)


def came_back(submission: Submission) -> list[str]:
    """Said first where a reply did not help its reader."""
    waits = submission.returned_at and submission.is_open
    return [str(_("Came back: the reply did not help"))] if waits else []


def said_after(submission: Submission) -> list[str]:
    """Said first where nobody has read yet what the sender said after the reply."""
    waits = submission.told_at and submission.state in REPLIED
    return [str(_("Said after the reply, not read"))] if waits else []


def about(submission: Submission) -> str:
    """Who answers (from the register's cache), and the page that it answers."""
    page = submission.page.title if submission.page else ""
    return " · ".join(filter(None, [submission.handler_name, page]))


def language_name(code: str) -> str:
    """The language's own name for itself."""
    return str(get_language_info(code)["name_local"])


@dataclass(frozen=True)
class Place:
    """Where a message stands in the list that one came from."""

    number: int
    total: int
    before: str
    after: str


def place(queryset: QuerySet[Submission], submission: Submission) -> Place:
    """Its neighbours in the list, in one query; the list's first when it is not in it."""
    references = list(queryset.values_list("reference", flat=True)[:MOST_TO_WALK])
    try:
        at = references.index(submission.reference)
    except ValueError:
        return Place(0, len(references), "", references[0] if references else "")
    return Place(
        number=at + 1,
        total=len(references),
        before=references[at - 1] if at else "",
        after=references[at + 1] if at + 1 < len(references) else "",
    )
