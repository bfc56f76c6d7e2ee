"""What is forgotten, and when: the clock calls these through each model's declaration."""

from datetime import datetime, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from core.caching import raise_version
from initiatives.enums import Stage
from initiatives.models import (
    Draft,
    Follower,
    Initiative,
    InitiativeMail,
    InitiativeSettings,
    Initiator,
    PaperBatch,
    Support,
)
from moderation.services.base import PUBLISHED

BATCH = 500
UNCONFIRMED = timedelta(days=7)
UNANSWERED = timedelta(days=60)


def ended_before(now: datetime, months: int) -> QuerySet[Initiative]:
    """Those that ended so many months ago."""
    rows: QuerySet[Initiative] = Initiative.objects.filter(
        ended_at__lt=now - relativedelta(months=months)
    )
    return rows


@transaction.atomic
def erase_drafts(*, now: datetime) -> int:
    """Drafts that were not continued in time, with their files, and those that were sent."""
    from initiatives.services.attachments import delete_files

    rows = Draft.objects.filter(expires_at__lt=now)
    ids = list(rows.values_list("pk", flat=True)[:BATCH])
    delete_files(draft__in=ids)
    number, _each = Draft.objects.filter(pk__in=ids).delete()
    return len(ids) if number else 0


@transaction.atomic
def erase_supports(*, now: datetime) -> int:
    """Supports of what ended long ago, and unconfirmed ones.

    The count stays, and so do the sums by municipality that could be shown.
    """
    from initiatives.supporting.places import sums

    months = InitiativeSettings.current().supports_kept_months
    # A suggestion can be taken up again, and be supported anew.
    more = Exists(Support.objects.filter(initiative=OuterRef("pk")))
    ended = ended_before(now, months).filter(Q(supports_erased_at=None) | more)
    erased = 0
    for initiative in ended[:BATCH]:
        first = initiative.supports_erased_at is None
        kept = sorted(sums(initiative).items()) if first else initiative.kept_places
        erased += Support.objects.filter(initiative=initiative).delete()[0]
        Initiative.objects.filter(pk=initiative.pk).update(
            supports_erased_at=now, kept_places=kept
        )
    stale = Support.objects.filter(
        batch=None, confirmed_at=None, created_at__lt=now - UNCONFIRMED
    )
    return erased + stale.delete()[0]


@transaction.atomic
def erase_unchecked_batches(*, now: datetime) -> int:
    """Sheets that nobody checked before the end: they can no longer count, and their notes
    may name somebody. Of the others the numbers stay."""
    months = InitiativeSettings.current().supports_kept_months
    old = PaperBatch.objects.filter(
        initiative__in=ended_before(now, months), checked_at=None
    )
    return old.delete()[0]


@transaction.atomic
def erase_initiators(*, now: datetime) -> int:
    """Names and addresses of the initiators of what ended long ago, and of those who were
    named by somebody else and have not said that they are one."""
    months = InitiativeSettings.current().initiators_kept_months
    ended = Initiator.objects.filter(initiative__in=ended_before(now, months))
    named = Initiator.objects.filter(
        is_contact=False, confirmed_at=None, created_at__lt=now - UNANSWERED
    )
    erased = ended.delete()[0] + named.delete()[0]
    if erased:
        raise_version(PUBLISHED)
    return erased


@transaction.atomic
def erase_followers(*, now: datetime) -> int:
    """Followers of what ended long ago, and those who never confirmed; of what was
    withdrawn as soon as they have been told."""
    months = InitiativeSettings.current().supports_kept_months
    ended = Follower.objects.filter(initiative__in=ended_before(now, months))
    stale = Follower.objects.filter(confirmed_at=None, created_at__lt=now - UNCONFIRMED)
    untold = InitiativeMail.objects.filter(sent_at=None, failed_at=None)
    withdrawn = Follower.objects.filter(initiative__stage=Stage.WITHDRAWN).exclude(
        pk__in=untold.filter(follower__isnull=False).values("follower_id")
    )
    return sum(_deleted(rows) for rows in (ended, stale, withdrawn))


def _deleted(rows: QuerySet[Any]) -> int:
    """How many of these went, without what hangs on them."""
    _all, by_kind = rows.delete()
    return by_kind.get(rows.model._meta.label, 0)
