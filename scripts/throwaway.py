"""A site with a database and files of its own under var/, to measure, audit and show."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
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


@contextlib.contextmanager
def serve(name: str, environment: dict[str, str]) -> Iterator[str]:
    """A web process on the site of `make_site(name)`, until the block ends; yields its origin."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with (ROOT / "var" / name / "server.log").open("wb") as log:
        server = subprocess.Popen(
            [
                *(sys.executable, "-m", "gunicorn", "-c", "site/config/gunicorn.py"),
                *("--bind", f"127.0.0.1:{port}", "--workers", "1", "audit_wsgi"),
            ],
            cwd=ROOT,
            env={
                **environment,
                "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
                "PYTHONPATH": os.pathsep.join(
                    str(ROOT / folder) for folder in (".", "site", "scripts")
                ),
                # As readers get them: a page that was made once comes from the cache.
                "PAGE_CACHE_SECONDS": "600",
            },
            stdout=log,
            stderr=log,
        )
        try:
            wait_for(port, name)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(20)


def wait_for(port: int, name: str) -> None:
    for _ in range(300):
        with (
            contextlib.suppress(OSError),
            socket.create_connection(("127.0.0.1", port)),
        ):
            return
        time.sleep(0.1)
    sys.exit(f"The server did not start; see var/{name}/server.log")
