"""The log cannot be changed in the database either: triggers refuse it.

Only one change passes: when a user is removed, the event forgets who it was. SQLite drops
the triggers of a table that a migration makes anew, so they are made again after each
`migrate`. Statements are their own reverse: `remove` takes them away.
"""

from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

EVENTS, ITEMS = "moderation_auditevent", "moderation_audititem"
WORDS = "The log is append-only."
# Compared one by one, since SQLite knows no row as a whole.
KEPT = ("id", "at", "action", "reference", "detail")

SQLITE = [
    f"""
    CREATE TRIGGER IF NOT EXISTS {EVENTS}_no_update BEFORE UPDATE ON {EVENTS}
    WHEN NEW.user_id IS NOT NULL
      OR {" OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in KEPT)}
    BEGIN SELECT RAISE(ABORT, '{WORDS}'); END
    """,
    *(
        f"""
        CREATE TRIGGER IF NOT EXISTS {table}_no_{act.lower()} BEFORE {act} ON {table}
        BEGIN SELECT RAISE(ABORT, '{WORDS}'); END
        """
        for table, act in ((EVENTS, "DELETE"), (ITEMS, "UPDATE"), (ITEMS, "DELETE"))
    ),
    # `INSERT OR REPLACE` deletes the row that is there without asking the triggers above.
    *(
        f"""
        CREATE TRIGGER IF NOT EXISTS {table}_no_replace BEFORE INSERT ON {table}
        WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)
        BEGIN SELECT RAISE(ABORT, '{WORDS}'); END
        """  # noqa: S608 - names of our own
        for table in (EVENTS, ITEMS)
    ),
]
SQLITE_REMOVE = [
    f"DROP TRIGGER IF EXISTS {table}_no_{act}"
    for table in (EVENTS, ITEMS)
    for act in ("update", "delete", "replace")
]

POSTGRESQL = [
    f"""
    CREATE OR REPLACE FUNCTION moderation_log_is_kept() RETURNS trigger AS $$
    BEGIN
      IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = '{EVENTS}' THEN
        IF to_jsonb(NEW) ->> 'user_id' IS NULL
           AND to_jsonb(NEW) - 'user_id' = to_jsonb(OLD) - 'user_id' THEN
          RETURN NEW;
        END IF;
      END IF;
      RAISE EXCEPTION '{WORDS}' USING ERRCODE = 'restrict_violation';
    END
    $$ LANGUAGE plpgsql
    """,
    *(
        f"""
        CREATE OR REPLACE TRIGGER {table}_is_kept BEFORE UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION moderation_log_is_kept()
        """
        for table in (EVENTS, ITEMS)
    ),
    *(
        f"""
        CREATE OR REPLACE TRIGGER {table}_is_not_emptied BEFORE TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION moderation_log_is_kept()
        """
        for table in (EVENTS, ITEMS)
    ),
]
POSTGRESQL_REMOVE = [
    *(
        f"DROP TRIGGER IF EXISTS {table}_{name} ON {table}"
        for table in (EVENTS, ITEMS)
        for name in ("is_kept", "is_not_emptied")
    ),
    "DROP FUNCTION IF EXISTS moderation_log_is_kept()",
]


def install(database: BaseDatabaseWrapper) -> None:
    """Make the triggers that are not there; harmless when repeated."""
    _run(database, SQLITE if database.vendor == "sqlite" else POSTGRESQL)


def remove(database: BaseDatabaseWrapper) -> None:
    _run(database, SQLITE_REMOVE if database.vendor == "sqlite" else POSTGRESQL_REMOVE)


def _run(database: BaseDatabaseWrapper, statements: list[str]) -> None:
    with database.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def after_migrate(sender: Any, using: str, **kwargs: Any) -> None:
    """Once the tables are there (not when a migration has been taken back)."""
    database = connections[using]
    if {EVENTS, ITEMS} <= set(database.introspection.table_names()):
        install(database)
