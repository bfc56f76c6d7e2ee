"""Development: a newcomer needs no settings at all. Never for a public server."""

from .base import *
from .base import env

DEBUG = env.bool("DEBUG", default=True)
SECRET_KEY = env(
    "SECRET_KEY", default="development only, not a secret, fifty characters and more"
)
RECEIPT_KEY = env("RECEIPT_KEY", default="development only: receipts")
LOOKUP_KEY = env("LOOKUP_KEY", default="development only: lookups")
FIELD_KEYS = env.list(
    "FIELD_KEYS", default=["ZGV2ZWxvcG1lbnQgb25seTogbm90IGEgc2VjcmV0ISE="]
)
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]", "0.0.0.0"]
)
STYLEGUIDE = True
# Who changes a template wants to see it.
PAGE_CACHE_SECONDS = env.int("PAGE_CACHE_SECONDS", default=0)
# Development has neither a manifest nor collectstatic: files come from their sources.
STORAGES["staticfiles"] = {
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
