"""A cache in Redis that the site can do without.

While Redis refuses, hangs or fails, every value is simply missing: pages take longer,
and none fails. After a failure this process asks Redis nothing for a while, so that
one that hangs costs a page a second at most, not one second for each value.
"""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.core.cache.backends import redis
from redis.exceptions import RedisError

logger = logging.getLogger("osallistu.cache")

PAUSE = 15.0
_pause_until = 0.0


class Client(redis.RedisCacheClient):
    """Django's, with the answer of an empty cache in place of an error."""

    def get(self, key: Any, default: Any) -> Any:
        return _try(lambda: super(Client, self).get(key, default), default)

    def get_many(self, keys: Any) -> Any:
        return _try(lambda: super(Client, self).get_many(keys), {})

    def has_key(self, key: Any) -> bool:
        return _try(lambda: super(Client, self).has_key(key), False)

    def set(self, key: Any, value: Any, timeout: Any) -> None:
        _try(lambda: super(Client, self).set(key, value, timeout), None)

    def set_many(self, data: Any, timeout: Any) -> None:
        _try(lambda: super(Client, self).set_many(data, timeout), None)

    def add(self, key: Any, value: Any, timeout: Any) -> bool:
        return _try(lambda: super(Client, self).add(key, value, timeout), True)

    def touch(self, key: Any, timeout: Any) -> bool:
        return _try(lambda: super(Client, self).touch(key, timeout), False)

    def delete(self, key: Any) -> bool:
        return _try(lambda: super(Client, self).delete(key), False)

    def delete_many(self, keys: Any) -> None:
        _try(lambda: super(Client, self).delete_many(keys), None)

    def clear(self) -> bool:
        return _try(super().clear, False)


def _try(ask: Callable[[], Any], otherwise: Any) -> Any:
    global _pause_until
    if time.monotonic() < _pause_until:
        return otherwise
    try:
        return ask()
    except (RedisError, OSError) as error:
        _pause_until = time.monotonic() + PAUSE
        logger.warning("The cache is away: %s", type(error).__name__)
        return otherwise


class RedisCache(redis.RedisCache):
    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = Client
