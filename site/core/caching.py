"""Values that many requests share, correct in every process.

The version of a named group of values stands in a database row, so that a
change made by another process (the task worker, the clock, a second web
process) is seen: each process asks for it once in CACHE_LOOK_AGAIN seconds.
The process that makes a change sees it at once.
"""

import time
from collections.abc import Callable
from typing import TypeVar

from django.conf import settings
from django.core.cache import cache
from django.db import models, transaction
from django.db.models import F

Value = TypeVar("Value")

KEEP = 24 * 3600

_seen: dict[str, tuple[int, float]] = {}


def version(group: str) -> int:
    """The group's version, at most CACHE_LOOK_AGAIN seconds old; a query once in that time."""
    from core.models import CacheVersion

    known = _seen.get(group)
    if known and time.monotonic() - known[1] < settings.CACHE_LOOK_AGAIN:
        return known[0]
    rows = CacheVersion.objects.values_list("group", "number")
    now = time.monotonic()
    found = dict(rows)
    for name in {*found, *_seen, group}:
        _seen[name] = (found.get(name, 0), now)
    return _seen[group][0]


def raise_version(group: str) -> None:
    """Make every value of the group stale, once the transaction has committed."""
    from core.models import CacheVersion

    def bump() -> None:
        CacheVersion.objects.get_or_create(group=group)
        CacheVersion.objects.filter(group=group).update(number=F("number") + 1)
        _seen.pop(group, None)

    transaction.on_commit(bump)


def forget() -> None:
    """Ask the database again at the next read (tests, and after loading a database)."""
    _seen.clear()


def cached(group: str, key: str, make: Callable[[], Value]) -> Value:
    """The value from the cache, or made and kept until the group's version rises."""
    full_key = f"{group}:{version(group)}:{key}"
    missing = object()
    value = cache.get(full_key, missing)
    if value is missing:
        value = make()
        cache.set(full_key, value, KEEP)
    return value  # type: ignore[return-value]


class CachedQuerySet(models.QuerySet):  # type: ignore[type-arg]
    """Writes that pass by `save()` still raise the version."""

    def update(self, **kwargs: object) -> int:
        count = super().update(**kwargs)
        raise_version(self.model.cache_group)
        return count
