"""Test databases: migrated once, copied for each process, restored after a commit.

Migrating takes far longer than most tests, and emptying the tables would take
Wagtail's root page and the groups with them. So:

1. `migrated`: all migrations, nothing else. Kept between runs, and named for the
   migrations and the locked packages, so that it is made anew when either changes.
2. `pristine`: a copy for this process, on which `setup_site` has run.
3. the database that the tests use: a copy of `pristine`, copied again after each
   test that commits (`transactional_db`, `live_server`).
"""

import contextlib
import fcntl
import hashlib
import os
import shutil
from abc import ABC, abstractmethod
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connections


class TestDatabase(ABC):
    """One process's database; `restore` brings it back to where every test starts."""

    __test__ = False

    def __init__(self, folder: Path) -> None:
        self.connection = connections["default"]
        self.folder = folder

    def create(self) -> None:
        with lock(self.folder / "migrated.lock"):
            if not self.has_migrated():
                self.make_migrated()
            self.make_pristine()
        call_command("setup_site", verbosity=0)
        self.restore()

    def restore(self) -> None:
        connections.close_all()
        self.copy_pristine()

    def use(self, name: str) -> None:
        """From here on, every new connection of this process goes to `name`."""
        connections.close_all()
        settings.DATABASES["default"]["NAME"] = name
        self.connection.settings_dict["NAME"] = name

    @abstractmethod
    def has_migrated(self) -> bool: ...

    @abstractmethod
    def make_migrated(self) -> None: ...

    @abstractmethod
    def make_pristine(self) -> None: ...

    @abstractmethod
    def copy_pristine(self) -> None: ...

    @abstractmethod
    def destroy(self) -> None: ...

    @property
    @abstractmethod
    def url(self) -> str:
        """For DATABASE_URL of a process that a test starts."""


class SQLiteDatabase(TestDatabase):
    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.migrated = folder / f"migrated-{fingerprint()}.sqlite3"
        self.pristine = settings.TEST_DIR / "pristine.sqlite3"
        self.file = settings.TEST_DIR / "database.sqlite3"

    def has_migrated(self) -> bool:
        return self.migrated.exists()

    def make_migrated(self) -> None:
        for old in self.folder.glob("migrated-*.sqlite3*"):
            old.unlink()
        unfinished = self.migrated.with_suffix(".unfinished")
        remove(unfinished)
        self.use(str(unfinished))
        call_command("migrate", verbosity=0)
        connections.close_all()
        unfinished.rename(self.migrated)

    def make_pristine(self) -> None:
        shutil.copyfile(self.migrated, self.pristine)
        self.use(str(self.pristine))

    def copy_pristine(self) -> None:
        # Not written over: a thread that still has the old file open keeps it.
        remove(self.file)
        shutil.copyfile(self.pristine, self.file)
        self.use(str(self.file))

    def destroy(self) -> None:
        connections.close_all()

    @property
    def url(self) -> str:
        return f"sqlite:///{self.file}"


class PostgreSQLDatabase(TestDatabase):
    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        base = self.connection.settings_dict["NAME"]
        self.prefix = f"test_{base}_migrated_"
        self.migrated = f"{self.prefix}{fingerprint()}"
        self.name = f"test_{base}_{os.getpid()}"
        self.pristine = f"{self.name}_pristine"

    def has_migrated(self) -> bool:
        return bool(self.names_like(self.migrated))

    def make_migrated(self) -> None:
        for old in self.names_like(f"{self.prefix}%"):
            self.drop(old)
        unfinished = f"{self.migrated}_unfinished"
        self.execute(f'CREATE DATABASE "{unfinished}"')
        self.use(unfinished)
        call_command("migrate", verbosity=0)
        connections.close_all()
        self.execute(f'ALTER DATABASE "{unfinished}" RENAME TO "{self.migrated}"')

    def make_pristine(self) -> None:
        self.copy(self.migrated, self.pristine)
        self.use(self.pristine)

    def copy_pristine(self) -> None:
        self.copy(self.pristine, self.name)
        self.use(self.name)

    def destroy(self) -> None:
        connections.close_all()
        self.drop(self.name)
        self.drop(self.pristine)

    @property
    def url(self) -> str:
        config = self.connection.settings_dict
        address = f"{config['HOST']}:{config['PORT'] or 5432}"
        return f"postgres://{config['USER']}:{config['PASSWORD']}@{address}/{self.name}"

    def copy(self, source: str, target: str) -> None:
        self.drop(target)
        self.execute(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')

    def drop(self, name: str) -> None:
        """Ends our own connections first. Not WITH (FORCE): it would refuse when an
        autovacuum worker, which is not ours to end, is at work there; plain DROP waits."""
        with self.connection._nodb_cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = %s AND usename = current_user",
                [name],
            )
        self.execute(f'DROP DATABASE IF EXISTS "{name}"')

    def names_like(self, pattern: str) -> list[str]:
        with self.connection._nodb_cursor() as cursor:
            cursor.execute(
                "SELECT datname FROM pg_database WHERE datname LIKE %s",
                [pattern.replace("_", r"\_")],
            )
            return [name for (name,) in cursor.fetchall()]

    def execute(self, statement: str) -> None:
        with self.connection._nodb_cursor() as cursor:
            cursor.execute(statement)


def make_test_database() -> TestDatabase:
    folder = settings.VAR_DIR / "test"
    remove_left_overs(folder)
    settings.TEST_DIR.mkdir(parents=True, exist_ok=True)
    kinds: dict[str, type[TestDatabase]] = {
        "sqlite": SQLiteDatabase,
        "postgresql": PostgreSQLDatabase,
    }
    return kinds[connections["default"].vendor](folder)


def fingerprint() -> str:
    """Changes with whatever decides what `migrate` makes."""
    digest = hashlib.sha256(django.__version__.encode())
    for path in migration_files():
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def migration_files() -> Iterator[Path]:
    """The migrations of every installed app, ours and others', in a steady order."""
    for config in sorted(apps.get_app_configs(), key=lambda config: config.name):
        yield from sorted(Path(config.path, "migrations").glob("*.py"))


@contextlib.contextmanager
def lock(path: Path) -> Iterator[None]:
    with path.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def remove(path: Path) -> None:
    """A SQLite file with what lies beside it."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)


def remove_left_overs(folder: Path) -> None:
    """The folders of test processes that were killed."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.iterdir():
        if path.name.isdigit() and not Path("/proc", path.name).exists():
            shutil.rmtree(path, ignore_errors=True)


def child_environment(database: TestDatabase) -> dict[str, Any]:
    """The environment of a process that shall see this test's database and files."""
    return {
        **os.environ,
        "DATABASE_URL": database.url,
        "TEST_DIR": str(settings.TEST_DIR),
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
    }
