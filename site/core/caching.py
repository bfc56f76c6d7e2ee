"""Values that many requests share, correct in every process.

The version of a named group of values stands in a database row, so that a
change made by another process (the task worker, the clock, a second web
process) is seen: each process asks for all versions at once, every
CACHE_LOOK_AGAIN seconds. The process that makes a change sees it at once.

A value is kept in two places: in this process, ready to use, and in the cache,
from where other processes of the same release take it. It must never be changed.
"""

import hashlib
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeVar

from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.db import models, transaction

Value = TypeVar("Value")

KEEP = 24 * 3600
# For values that there may be as many of as visitors have choices.
KEEP_CHOICE = 3600
# So many values a process keeps ready; when there are more it begins anew.
MOST_READY = 500

_ready: dict[str, Any] = {}
_local = threading.local()


@dataclass(frozen=True)
class _Look:
    """What the database said, and when (in the process's own clock)."""

    marks: dict[str, str]
    at: float

    @cached_property
    def state(self) -> str:
        marks = " ".join(
            f"{group} {mark}" for group, mark in sorted(self.marks.items())
        )
        return hashlib.blake2b(marks.encode(), digest_size=16).hexdigest()

    def is_old(self) -> bool:
        return time.monotonic() - self.at >= settings.CACHE_LOOK_AGAIN


_shared: _Look | None = None


def version(group: str) -> str:
    """The group's version, at most CACHE_LOOK_AGAIN seconds old."""
    return _known().marks.get(group, "")


def state() -> str:
    """One mark for the versions of all groups together: another after any change."""
    return _known().state


def _known() -> _Look:
    """The marks by group: those of all threads, or of this thread's own transaction.

    Marks that are not committed yet stay with the transaction that wrote them: another
    thread would keep today's values under tomorrow's mark.
    """
    global _shared
    if _changing():
        if _local.own is None or _local.own.is_old():
            _local.own = _look()
        return _local.own  # type: ignore[no-any-return]
    if _shared is None or _shared.is_old():
        _shared = _look()
    return _shared


def _look() -> _Look:
    from core.models import CacheVersion

    return _Look(
        dict(CacheVersion.objects.values_list("group", "mark")), time.monotonic()
    )


def raise_version(group: str) -> None:
    """Make every value of the group stale when the transaction commits.

    The mark is written with the change itself: whatever happens after the commit,
    no process goes on with what was true before it.
    """
    from core.models import CacheVersion

    def look_again() -> None:
        global _shared
        _local.changing, _shared = False, None

    mark = secrets.token_hex(8)
    CacheVersion.objects.update_or_create(group=group, defaults={"mark": mark})
    _local.changing, _local.own = True, None
    transaction.on_commit(look_again)


def _changing() -> bool:
    """Whether this thread is in a transaction that has raised a version."""
    if not transaction.get_connection().in_atomic_block:
        _local.changing = False
    return bool(getattr(_local, "changing", False))


@lru_cache(maxsize=1)
def _program() -> str:
    """One mark for the code itself: what another release has kept is not read, since its
    objects lack the columns and attributes that came after it."""
    own = {
        Path(app.path)
        for app in apps.get_app_configs()
        if "site-packages" not in Path(app.path).parts
    }
    mark = hashlib.blake2b(digest_size=8)
    for file in sorted({file for path in own for file in path.rglob("*.py")}):
        mark.update(file.read_bytes())
    return mark.hexdigest()


def forget() -> None:
    """Ask the database again at the next read (tests, and after loading a database)."""
    global _shared
    _local.changing, _shared = False, None
    _ready.clear()


def cached(group: str, key: str, make: Callable[[], Value]) -> Value:
    """The value, made once and kept until the group's version rises."""
    full_key = f"{_program()}:{group}:{version(group)}:{key}"
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


def cached_while(
    group: str,
    key: str,
    now: datetime,
    make: Callable[[], tuple[Value, datetime]],
) -> Value:
    """The value and the moment until which it holds, made anew after that moment, after
    an hour, or when the group's version rises.

    In the cache alone: a process does not keep what a stranger may ask for in any number.
    """
    digest = hashlib.sha256(key.encode()).hexdigest()
    full_key = f"{_program()}:{group}:{version(group)}:{digest}"
    kept = cache.get(full_key)
    if kept is not None:
        value, since, until = kept
        if since <= now < until:
            return value  # type: ignore[no-any-return]
    value, until = make()
    cache.set(full_key, (value, now, until), KEEP_CHOICE)
    return value  # type: ignore[no-any-return]


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
