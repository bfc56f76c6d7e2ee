"""Production: refuses to start without what it cannot guess, and says what is missing."""

from django.core.exceptions import ImproperlyConfigured

from .base import *
from .base import BASE_URL, env

REQUIRED = {
    "SECRET_KEY": "a random text of at least 50 characters",
    "FIELD_KEYS": "keys that encrypt contact details, newest first, separated by commas",
    "RECEIPT_KEY": "a random text that the links in receipts are made with",
    "LOOKUP_KEY": "a random text that addresses are hashed with",
    "ALLOWED_HOSTS": "the names of the site, separated by commas",
    "EMAIL_URL": "the mail server, for example smtp+tls://name:password@host:587",
    "DEFAULT_FROM_EMAIL": "the address that mail comes from",
    "BASE_URL": "the address of the site, for example https://osallistu.example.org",
}
missing = [
    f"  {name}: {what}" for name, what in REQUIRED.items() if not env(name, default="")
]
if missing:
    raise ImproperlyConfigured(
        "These environment variables are missing:\n" + "\n".join(missing)
    )

SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=63_072_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool(
    "SECURE_HSTS_INCLUDE_SUBDOMAINS", default=True
)
SECURE_HSTS_PRELOAD = env.bool("SECURE_HSTS_PRELOAD", default=True)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
if env.bool("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[BASE_URL])
STYLEGUIDE = False
