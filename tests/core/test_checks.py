"""House rules that `manage.py check` watches over."""

import pytest

from core import checks


@pytest.mark.parametrize(
    ("cache", "queue", "found"),
    [
        ("redis://cache:6379/0", "redis://cache:6379/0?socket_timeout=1", True),
        ("redis://cache:6379/0", "redis://cache:6379/1?socket_timeout=1", False),
        ("redis://cache:6379/0", "redis://queue:6379/0?socket_timeout=1", False),
    ],
)
def test_tasks_wait_in_another_redis_database_than_the_cache(
    settings, cache, queue, found
):
    settings.CACHES = {
        "default": {"BACKEND": "core.redis_cache.RedisCache", "LOCATION": cache}
    }
    settings.RQ_QUEUES = {"default": {"URL": queue}}
    errors = checks.tasks_and_cache_are_apart(None)
    assert [error.id for error in errors] == ["core.E004"] * found


def test_a_site_without_redis_has_nothing_to_keep_apart(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.X"}}
    assert checks.tasks_and_cache_are_apart(None) == []
