"""Search in the site's own database: SQLite or PostgreSQL, whichever it is."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import connection


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802 - Wagtail looks for it
    if connection.vendor == "sqlite":
        from search.backends.sqlite import SQLiteBackend

        return SQLiteBackend(params)
    if connection.vendor == "postgresql":
        from search.backends.postgresql import PostgresBackend

        return PostgresBackend(params)
    raise ImproperlyConfigured(
        f"Osallistu searches SQLite and PostgreSQL, not {connection.vendor}."
    )
