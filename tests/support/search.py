"""The real search engine, for the tests that need it (`make test-services`)."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from django.conf import settings
from django.test import override_settings

from search import engines

# Without one only the database is searched.
HAS_ENGINE = settings.SEARCH_ENGINE is not None


@contextmanager
def using_engine(**changes: Any) -> Iterator[Any]:
    """The site is configured with the engine; `changes` differ from its settings. Gives
    the backend, and removes all indexes of this process after."""
    assert HAS_ENGINE, "SEARCH_URL is not set: make test-services starts the engine"
    engine = {**settings.SEARCH_ENGINE, **changes}
    with override_settings(
        WAGTAILSEARCH_BACKENDS={**settings.WAGTAILSEARCH_BACKENDS, "engine": engine}
    ):
        forget()
        try:
            yield engines.engine()
        finally:
            remove_indexes()
    forget()


def forget() -> None:
    """As in a process that has just started."""
    engines.backend_of_process.cache_clear()
    engines.engine_is_back()


def remove_indexes() -> None:
    from wagtail.search.backends import get_search_backend

    engine = {**settings.SEARCH_ENGINE}
    client = get_search_backend(engine.pop("BACKEND"), **engine).es.options(
        request_timeout=30
    )
    with suppress(Exception):
        for name in client.indices.get(index=f"{engine['INDEX_PREFIX']}*"):
            client.indices.delete(index=name)
    client.close()
