"""Values that many requests share, correct in every process.

The version of a named group of values stands in a database row, so that a
change made by another process (the task worker, the clock, a second web
process) is seen: each process asks for all versions at once, every
CACHE_LOOK_AGAIN seconds. The process that makes a change sees it at once.

A value is kept in two places: in this process, ready to use, and in the cache,
from where other processes take it. It must never be changed.
"""

import secrets
import time
from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.core.cache import cache
from django.db import models, transaction

Value = TypeVar("Value")

KEEP = 24 * 3600
# So many values a process keeps ready; when there are more it begins anew.
MOST_READY = 500

_versions: dict[str, str] = {}
_looked_at: float | None = None
_ready: dict[str, Any] = {}


def version(group: str) -> str:
    """The group's version, at most CACHE_LOOK_AGAIN seconds old."""
    global _looked_at, _versions
    now = time.monotonic()
    if _looked_at is None or now - _looked_at >= settings.CACHE_LOOK_AGAIN:
        from core.models import CacheVersion

        found = dict(CacheVersion.objects.values_list("group", "mark"))
        # In one step: another thread must never see half of it.
        _versions = found
        _looked_at = now
    return _versions.get(group, "")


def raise_version(group: str) -> None:
    """Make every value of the group stale, once the transaction has committed."""
    from core.models import CacheVersion

    def bump() -> None:
        global _looked_at
        mark = secrets.token_hex(8)
        CacheVersion.objects.update_or_create(group=group, defaults={"mark": mark})
        _looked_at = None

    transaction.on_commit(bump)


def forget() -> None:
    """Ask the database again at the next read (tests, and after loading a database)."""
    global _looked_at
    _looked_at = None
    _versions.clear()
    _ready.clear()


def cached(group: str, key: str, make: Callable[[], Value]) -> Value:
    """The value, made once and kept until the group's version rises."""
    full_key = f"{group}:{version(group)}:{key}"
    if full_key in _ready:
        return _ready[full_key]  # type: ignore[no-any-return]
    missing = object()
    value = cache.get(full_key, missing)
    if value is missing:
        value = make()
        cache.set(full_key, value, KEEP)
    if len(_ready) >= MOST_READY:
        _ready.clear()
    _ready[full_key] = value
    return value  # type: ignore[return-value]


class CachedQuerySet(models.QuerySet):  # type: ignore[type-arg]
    """Writes that pass by `save()` still raise the version."""

    def update(self, **kwargs: object) -> int:
        count = super().update(**kwargs)
        raise_version(self.model.cache_group)
        return count

    def delete(self) -> tuple[int, dict[str, int]]:
        result = super().delete()
        raise_version(self.model.cache_group)
        return result

    def bulk_create(self, *args: Any, **kwargs: Any) -> list[Any]:
        made = super().bulk_create(*args, **kwargs)
        raise_version(self.model.cache_group)
        return made
