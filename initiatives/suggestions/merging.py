"""Joining suggestions that are alike: the supporters and followers of several become those
of one, each once, and the others lead there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone, translation
from django.utils.translation import ngettext

from core.caching import raise_version
from initiatives.enums import Actor, EventKind, Kind, Stage
from initiatives.models import (
    Follower,
    Initiative,
    InitiativeEvent,
    InitiativeMail,
    Support,
)
from initiatives.services import move
from initiatives.stages import SUPPORTABLE, TABLE
from moderation.enums import Action
from moderation.services import Conflict, NotAllowedNow
from moderation.services.base import PUBLISHED, log

CAN_BE_JOINED = frozenset(
    source
    for source, target, kind in TABLE
    if target == Stage.MERGED and kind == Kind.SUGGESTION
)
ONE_PERSON = ~Q(email_hash="")


def mergeable() -> QuerySet[Initiative]:
    """What can be joined to another, while its supporters are still known."""
    rows: QuerySet[Initiative] = Initiative.objects.listed().filter(
        kind=Kind.SUGGESTION, stage__in=CAN_BE_JOINED, supports_erased_at=None
    )
    return rows


def can_take_in(suggestion: Initiative) -> bool:
    """Whether others can be joined to it: it is open, so that their supporters count."""
    return suggestion.is_suggestion and suggestion.stage in SUPPORTABLE


@dataclass(frozen=True)
class Row:
    """One that is to be joined, and how many of its supporters support the other too."""

    suggestion: Initiative
    supports: int
    shared: int
    followers: int


@dataclass(frozen=True)
class Preview:
    rows: list[Row]
    supports: int
    followers: int


def preview(into: Initiative, others: Iterable[Initiative]) -> Preview:
    """What will come of it, in four queries however many there are."""
    others = list(others)
    all_of_them = [into.pk, *(other.pk for other in others)]
    there = Support.objects.filter(initiative=into).filter(ONE_PERSON)
    supports = Support.objects.counted().filter(initiative__in=all_of_them)
    shared = Count("pk", filter=Q(email_hash__in=there.values("email_hash")))
    by_suggestion = {
        row["initiative"]: row
        for row in supports.order_by()
        .values("initiative")
        .annotate(number=Count("pk"), shared=shared)
    }
    followers = Follower.objects.filter(
        initiative__in=all_of_them, confirmed_at__isnull=False
    )
    followed = {
        row["initiative"]: row["number"]
        for row in followers.order_by()
        .values("initiative")
        .annotate(number=Count("pk"))
    }
    people = supports.aggregate(
        known=Count("email_hash", filter=ONE_PERSON, distinct=True),
        others=Count("pk", filter=Q(email_hash="")),
    )
    nothing = {"number": 0, "shared": 0}
    return Preview(
        [
            Row(
                other,
                by_suggestion.get(other.pk, nothing)["number"],
                by_suggestion.get(other.pk, nothing)["shared"],
                followed.get(other.pk, 0),
            )
            for other in others
        ],
        people["known"] + people["others"],
        followers.aggregate(number=Count("email_hash", distinct=True))["number"],
    )


@transaction.atomic
def merge(
    *,
    into: Initiative,
    others: Iterable[Initiative],
    user: Any,
    versions: Mapping[int, int],
) -> Initiative:
    """Join `others` to `into`; `versions` are those that the person saw, by id.

    Nobody is counted twice, and nobody is lost. The makers and followers of what was
    joined are told by the table of stages; both have it among their events.

    Raises NotAllowedNow where one cannot be joined (any more), and Conflict when one
    has changed since it was seen.
    """
    ids = {other.pk for other in others}
    # In the order of their ids, so that two who join at once do not wait for each other.
    rows = Initiative.objects.select_for_update().filter(pk__in={into.pk, *ids})
    found = {row.pk: row for row in rows.order_by("pk")}
    if not ids or into.pk in ids or len(found) != len(ids) + 1:
        raise NotAllowedNow("nothing to join")
    if any(found[pk].version != versions.get(pk) for pk in found):
        raise Conflict
    target = found.pop(into.pk)
    if not (can_take_in(target) and target.is_public):
        raise NotAllowedNow(target.stage)
    if mergeable().filter(pk__in=ids).count() != len(ids):
        raise NotAllowedNow("one of them cannot be joined")
    moved = sum(_join(other, target, user) for other in found.values())
    Initiative.objects.filter(pk=target.pk).update(
        support_count=F("support_count") + moved
    )
    raise_version(PUBLISHED)
    target.refresh_from_db()
    return target


def _join(other: Initiative, target: Initiative, user: Any) -> int:
    """One of them; returns how many supporters came along."""
    now = timezone.now()
    # First its own mail: whoever follows it is written to before they follow the other.
    move(
        initiative=other,
        target=Stage.MERGED,
        actor=Actor.REGISTRY,
        user=user,
        now=now,
        merged_into=target,
    )
    Initiative.objects.filter(merged_into=other).update(merged_into=target)
    moved = _move_supports(other, target)
    _move_followers(other, target)
    with translation.override(target.language):
        words = ngettext(
            "Suggestion %(reference)s was joined to this one, and %(count)s supporter "
            "came along.",
            "Suggestion %(reference)s was joined to this one, and %(count)s supporters "
            "came along.",
            moved,
        )
    InitiativeEvent.objects.create(
        initiative=target,
        kind=EventKind.UPDATE,
        # Its reference and not its title: should its maker take it back, no word stays.
        text=words % {"reference": other.reference, "count": moved},
        happened_at=now,
        author=user,
    )
    log(other, Action.MERGED, user, detail=target.reference)
    log(target, Action.MERGED, user, detail=other.reference)
    return moved


def _move_supports(other: Initiative, target: Initiative) -> int:
    """Those who do not support the target yet; returns how many of them count."""
    there = Support.objects.filter(initiative=target).filter(ONE_PERSON)
    coming = Support.objects.filter(initiative=other).exclude(
        email_hash__in=there.values("email_hash")
    )
    ids = list(coming.values_list("pk", flat=True))
    counted = coming.counted().count()
    for start in range(0, len(ids), 500):
        Support.objects.filter(pk__in=ids[start : start + 500]).update(
            initiative=target
        )
    Support.objects.filter(initiative=other).delete()
    Initiative.objects.filter(pk=other.pk).update(support_count=0)
    return counted


def _move_followers(other: Initiative, target: Initiative) -> None:
    """Likewise. Of whoever follows both the mail that is on its way goes to the row that
    stays, and a confirmation of either holds."""
    confirmed = other.followers.filter(confirmed_at__isnull=False)
    target.followers.filter(
        confirmed_at=None,
        email_hash__in=list(confirmed.values_list("email_hash", flat=True)),
    ).update(confirmed_at=timezone.now())
    both = other.followers.filter(
        email_hash__in=list(target.followers.values_list("email_hash", flat=True))
    )
    same = Follower.objects.filter(
        initiative=target,
        email_hash__in=Follower.objects.filter(
            pk=OuterRef(OuterRef("follower_id"))
        ).values("email_hash"),
    )
    InitiativeMail.objects.filter(follower__in=list(both), sent_at=None).update(
        follower_id=Subquery(same.values("pk")[:1])
    )
    both.delete()
    other.followers.update(initiative=target)
