"""Tests: as near to production as speed allows."""

import os
from pathlib import Path

from .base import *
from .base import CACHES, DATABASES, STORAGES, VAR_DIR, WAGTAILSEARCH_BACKENDS, env

SECRET_KEY = "tests only, not a secret, fifty characters and even some more"
RECEIPT_KEY = "tests only: receipts"
LOOKUP_KEY = "tests only: lookups"
FIELD_KEYS = ["dGVzdHMgb25seTogbm90IGEgc2VjcmV0LCAzMmJ5dGU="]
ALLOWED_HOSTS = ["*"]
STYLEGUIDE = True

# Each process of tests has files and a database of its own, so that several can run
# at once. A process that a test starts gets both by the environment.
TEST_DIR = Path(env("TEST_DIR", default=str(VAR_DIR / "test" / str(os.getpid()))))
MEDIA_ROOT = TEST_DIR / "media"
STORAGES["private"] = {
    "BACKEND": "django.core.files.storage.FileSystemStorage",
    "OPTIONS": {"location": str(TEST_DIR / "private")},
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    if "DATABASE_URL" not in os.environ:
        DATABASES["default"]["NAME"] = str(TEST_DIR / "database.sqlite3")
    # The tests kill processes, never the machine: no waiting for the disk.
    DATABASES["default"]["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA secure_delete=ON;"
    )
# A connection that a live server's thread keeps would outlive its test.
DATABASES["default"]["CONN_MAX_AGE"] = 0

if CACHES["default"]["BACKEND"].endswith("RedisCache"):
    # Emptying a cache empties a whole Redis database: one for each process of tests.
    _worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    for _cache in CACHES.values():
        _cache["LOCATION"] = f"{_cache['LOCATION'].rpartition('/')[0]}/{_worker}"

# So for indexes of a search engine; only the tests that need one put it back. The others
# run on the database, whatever the environment says.
SEARCH_ENGINE = WAGTAILSEARCH_BACKENDS.pop("engine", None)
if SEARCH_ENGINE:
    _worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
    SEARCH_ENGINE["INDEX_PREFIX"] = f"test_{os.getpid()}_{_worker}_"

STORAGES["staticfiles"] = {
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
EMAIL_FILE_PATH = str(TEST_DIR / "mail")
# A task runs where it is enqueued, after commit; tests of the workers set their own.
if "TASKS_BACKEND" not in os.environ:
    TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Tests of the page cache set their own.
PAGE_CACHE_SECONDS = env.int("PAGE_CACHE_SECONDS", default=0)

# A process sees its own changes at once; tests of several processes set their own.
CACHE_LOOK_AGAIN = 3600.0
