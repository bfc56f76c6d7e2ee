"""A site with a database and files of its own under var/, for measuring and auditing."""

import os
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def make_site(name: str, database: str = "", *, demo: bool = True) -> dict[str, str]:
    """Sets Django up on an empty, migrated site with the demo's content, or without.

    On SQLite, or in the empty database at the address `database`. Returns the
    environment for a process that shall serve the same site.
    """
    folder = ROOT / "var" / name
    for suffix in ("", "-wal", "-shm"):
        (folder / f"site.sqlite3{suffix}").unlink(missing_ok=True)
    shutil.rmtree(folder / "files", ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    environment = {
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "DATABASE_URL": database or f"sqlite:///{folder / 'site.sqlite3'}",
        "TEST_DIR": str(folder / "files"),
    }
    os.environ.update(environment)
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    import django
    from django.core.management import call_command

    django.setup()
    print("Making a site …", file=sys.stderr, flush=True)
    call_command("migrate", verbosity=0)
    call_command("setup_site", verbosity=0)
    if demo:
        call_command("load_demo", verbosity=0)
    return {**os.environ}
