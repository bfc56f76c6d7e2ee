"""Brings the development site up to date: database, style sheet, texts, demo content.

    prepare.py [assets]

With `assets` only what can be made without a database. One process for all, because
each start of Django costs seconds. What is done already is not done again.
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    (ROOT / "var" / "build").mkdir(parents=True, exist_ok=True)
    import django
    from django.core.management import call_command

    django.setup()
    call_command("build_assets")
    call_command("compile_catalogues")
    if "assets" in sys.argv:
        return
    if not migrated():
        print(
            "Making the tables of the database (a minute at the first time) …",
            flush=True,
        )
        call_command("migrate", verbosity=0)
    call_command("setup_site")
    call_command("load_demo")


def migrated() -> bool:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


if __name__ == "__main__":
    main()
