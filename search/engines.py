"""Which backend answers: the configured engine, or the database while it is away."""

import time
from typing import Any

from django.conf import settings
from wagtail.search.backends import get_search_backend

ENGINE = "engine"
# After a failure the engine is left alone for so many seconds.
LEFT_ALONE = 30.0


class EngineAway(Exception):
    """The external engine refused, was silent too long, or answered what it should not."""


_absence = {"until": 0.0}


def engine() -> Any | None:
    """The external engine's backend; None where the database does all."""
    return (
        get_search_backend(ENGINE)
        if ENGINE in settings.WAGTAILSEARCH_BACKENDS
        else None
    )


def engine_to_ask() -> Any | None:
    """The engine, unless it has just failed."""
    return None if time.monotonic() < _absence["until"] else engine()


def engine_failed() -> None:
    _absence["until"] = time.monotonic() + LEFT_ALONE


def engine_is_back() -> None:
    _absence["until"] = 0.0


def database() -> Any:
    return get_search_backend()
