"""Which backend answers: the configured engine, or the database while it is away."""

import logging
import os
import time
from functools import cache
from typing import Any

from django.conf import settings
from wagtail.search.backends import get_search_backend

log = logging.getLogger("osallistu.search")
ENGINE = "engine"
# After a failure the engine is left alone for so many seconds.
LEFT_ALONE = 30.0


class EngineAway(Exception):
    """The external engine refused, was silent too long, or answered what it should not."""


_absence = {"until": 0.0}


def engine() -> Any | None:
    """The external engine's backend; None where the database does all."""
    if ENGINE not in settings.WAGTAILSEARCH_BACKENDS:
        return None
    return backend_of_process(os.getpid())


@cache
def backend_of_process(process: int) -> Any:
    """Made once, so that its connections are kept; no process uses those of another."""
    return get_search_backend(ENGINE)


def engine_to_ask() -> Any | None:
    """The engine, unless it has just failed."""
    return None if time.monotonic() < _absence["until"] else engine()


def engine_failed(reason: EngineAway) -> None:
    log.warning(
        "The search engine is away and left alone for %d s: %s", LEFT_ALONE, reason
    )
    _absence["until"] = time.monotonic() + LEFT_ALONE


def engine_is_back() -> None:
    _absence["until"] = 0.0


def database() -> Any:
    return get_search_backend()
