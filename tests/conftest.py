"""What every test stands on: a database as a new county has it, and empty caches."""

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.cache import caches
from django.test import TransactionTestCase
from django.utils import translation

from tests.support.database import (
    TestDatabase,
    child_environment,
    make_test_database,
)


@pytest.fixture(scope="session")
def test_database(
    django_test_environment: None, django_db_blocker: Any
) -> Iterator[TestDatabase]:
    with django_db_blocker.unblock():
        database = make_test_database()
        database.create()
    yield database
    with django_db_blocker.unblock():
        database.destroy()


@pytest.fixture(scope="session")
def django_db_setup(test_database: TestDatabase) -> Iterator[None]:
    """In place of pytest-django's: see tests/support/database.py for the reason.

    A test that commits ends with Django emptying every table; ours copies the
    pristine database instead, which is quicker and keeps Wagtail's root page.
    """
    django_teardown = TransactionTestCase._fixture_teardown
    TransactionTestCase._fixture_teardown = lambda case: test_database.restore()
    yield
    TransactionTestCase._fixture_teardown = django_teardown


@pytest.fixture(autouse=True)
def _as_if_new() -> Iterator[None]:
    """No test sees another's cached values or language."""
    forget_everything()
    yield
    forget_everything()


def forget_everything() -> None:
    from core import caching

    for cache in caches.all(initialized_only=True):
        cache.clear()
    caching.forget()
    translation.deactivate()


@pytest.fixture
def child_env(
    transactional_db: None, test_database: TestDatabase
) -> Callable[..., dict[str, str]]:
    """The environment for a process of our own: same database, same files.

    Use it as `subprocess.Popen([...], env=child_env(NAME="value"))`.
    """

    def environment(**more: str) -> dict[str, str]:
        return {**child_environment(test_database), **more}

    return environment


def pytest_sessionfinish(session: pytest.Session) -> None:
    if django_settings.configured:
        shutil.rmtree(django_settings.TEST_DIR, ignore_errors=True)
