"""Settings that every environment shares.

Whatever a county may wish to change is read from the environment (or from a
file `.env` in the project's root); docs/operations.md lists the variables.
"""

from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import django.conf.locale
import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parents[3]
VAR_DIR = BASE_DIR / "var"

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

DEBUG = False
SECRET_KEY = env("SECRET_KEY", default="")
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=[])
BASE_URL: str = env("BASE_URL", default="http://localhost:8000")
# How many proxies of ours stand in front: whose word on the sender's address is believed.
PROXY_COUNT: int = env.int("PROXY_COUNT", default=0)
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# Own keys, apart from SECRET_KEY: each can be changed without breaking the others.
# FIELD_KEYS: newest first; older ones still decrypt.
FIELD_KEYS: list[str] = env.list("FIELD_KEYS", default=[])
RECEIPT_KEY: str = env("RECEIPT_KEY", default="")
LOOKUP_KEY: str = env("LOOKUP_KEY", default="")

INSTALLED_APPS = [
    "config.apps.ProjectConfig",
    "home",
    "initiatives",
    "feedback_forms",
    "participation_pages",
    "moderation",
    "core",
    "users",
    # After core: what it keeps about the tree is stale before an entry is made anew.
    "search",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail_modeladmin",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.redirects",
    "wagtail.contrib.search_promotions",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_tasks",
    "captcha",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "core.page_cache.PageCacheMiddleware",
    "core.middleware.UnavailableMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "core.middleware.ContentSecurityPolicyMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "core.middleware.NoReferrerMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "core.template_loader.TerseLoader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "core.context_processors.site",
            ],
            "builtins": ["core.templatetags.osallistu", "search.templatetags.words"],
        },
    },
]

# -- Storage -------------------------------------------------------------------

DATABASES = {
    "default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR}/osallistu.sqlite3")
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # A write that waits its turn beats "database is locked"; an acknowledged
        # submission must survive a crash, hence synchronous=FULL. Pages are kept by the
        # system, and 8 MB of them by each connection; not mapped into memory, where an
        # error of the disk would end the process.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; "
            "PRAGMA cache_size=-8000;"
        ),
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# Kept, also to SQLite: opening it anew costs each request about 3 ms.
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)

CACHES = {
    "default": env.cache("CACHE_URL", default="locmemcache://"),
    "renditions": env.cache("CACHE_URL", default="locmemcache://"),
}
CACHES["renditions"] = {
    **CACHES["renditions"],
    "KEY_PREFIX": "renditions",
    "TIMEOUT": 86400,
}
CACHES["pages"] = {**CACHES["default"], "KEY_PREFIX": "pages"}
if CACHES["default"]["BACKEND"].endswith("LocMemCache"):
    # Beside the other values, and few of them: each process keeps its own.
    CACHES["pages"] |= {"LOCATION": "pages", "OPTIONS": {"MAX_ENTRIES": 150}}
# How long, in seconds, an anonymous reader may get a page as it was made; 0 for never.
PAGE_CACHE_SECONDS = env.int("PAGE_CACHE_SECONDS", default=60)
# A Redis that hangs must not hold a page up: one second, and the site does without.
REDIS_PATIENCE = {"socket_connect_timeout": 1, "socket_timeout": 1}
REDIS_QUERY = "?" + urlencode(REDIS_PATIENCE)
for _cache in CACHES.values():
    if _cache["BACKEND"].endswith("RedisCache"):
        _cache["BACKEND"] = "core.redis_cache.RedisCache"
        _cache["OPTIONS"] = {**REDIS_PATIENCE, **_cache.get("OPTIONS", {})}

# How often, in seconds, a process asks whether another has changed cached values.
CACHE_LOOK_AGAIN = env.float("CACHE_LOOK_AGAIN", default=2.0)

STORAGES = {
    "default": {
        "BACKEND": env(
            "MEDIA_STORAGE", default="django.core.files.storage.FileSystemStorage"
        ),
        "OPTIONS": env.json("MEDIA_STORAGE_OPTIONS", default={}),
    },
    # Residents' files: without an address, served only by a view that checks rights.
    "private": {
        "BACKEND": env(
            "PRIVATE_STORAGE", default="django.core.files.storage.FileSystemStorage"
        ),
        "OPTIONS": env.json(
            "PRIVATE_STORAGE_OPTIONS", default={"location": str(VAR_DIR / "private")}
        ),
    },
    "staticfiles": {"BACKEND": "core.storage.StaticStorage"},
}
MEDIA_ROOT = VAR_DIR / "media"
MEDIA_URL = "/media/"
STATIC_ROOT = VAR_DIR / "static"
STATIC_URL = "/static/"
# What stands in assets/static is served as it is; CSS is compiled from assets/css.
STATICFILES_DIRS = [BASE_DIR / "assets" / "static", VAR_DIR / "build"]
CSS_SOURCE = BASE_DIR / "assets" / "css" / "index.css"
CSS_TARGET = VAR_DIR / "build" / "css" / "site.css"

FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# -- Background work and mail --------------------------------------------------

TASKS_BACKEND = env("TASKS_BACKEND", default="database")
if TASKS_BACKEND == "redis":
    INSTALLED_APPS += ["django_rq", "django_tasks_rq"]
    TASKS = {"default": {"BACKEND": "django_tasks_rq.RQBackend", "QUEUES": ["default"]}}
    RQ_QUEUES = {
        # In the address, since django-rq hands on nothing else with it.
        "default": {
            "URL": env("REDIS_URL", default="redis://127.0.0.1:6379/1") + REDIS_QUERY
        }
    }
    RQ = {"JOB_CLASS": "django_tasks_rq.Job"}
else:
    INSTALLED_APPS += ["django_tasks_db"]
    TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

EMAIL_CONFIG = env.email("EMAIL_URL", default=f"filemail:///{VAR_DIR}/mail")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="osallistu@example.org")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# -- Languages -----------------------------------------------------------------

LANGUAGE_CODE = "fi"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [
    ("fi", "suomi"),
    ("sv", "svenska"),
    ("en", "English"),
    ("fi-simple", "selkosuomi"),
]
# Easy Finnish is no language that Django knows; it falls back to Finnish.
django.conf.locale.LANG_INFO["fi-simple"] = {
    "bidi": False,
    "code": "fi-simple",
    "name": "Easy Finnish",
    "name_local": "selkosuomi",
}
WAGTAILADMIN_PERMITTED_LANGUAGES = [
    ("fi", "suomi"),
    ("sv", "svenska"),
    ("en", "English"),
]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
USE_I18N = WAGTAIL_I18N_ENABLED = True
TIME_ZONE = "Europe/Helsinki"
USE_TZ = True

# -- Staff and their login -----------------------------------------------------

AUTH_USER_MODEL = "users.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
LOGOUT_REDIRECT_URL = "/"
WAGTAILADMIN_LOGIN_URL = LOGIN_URL
WAGTAIL_FRONTEND_LOGIN_URL = "/kirjaudu/"
ACCOUNT_ADAPTER = "users.adapters.StaffAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
# Who asks for a new password for a stranger's address must not make us write there.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Accounts are made by an administrator, who knows the address.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Osallistu"

# Strong identification of residents: without OIDC_ISSUER there is none. See
# users/identification and docs/operations.md.
SOCIALACCOUNT_ADAPTER = "users.identification.adapters.IdentificationAdapter"
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
OIDC_ISSUER: str = env("OIDC_ISSUER", default="")
OIDC_CLIENT_ID: str = env("OIDC_CLIENT_ID", default="")
OIDC_CLIENT_SECRET: str = env("OIDC_CLIENT_SECRET", default="")
OIDC_NAME: str = env("OIDC_NAME", default="Suomi.fi")
OIDC_SCOPES: list[str] = env.list("OIDC_SCOPES", default=["openid", "profile"])
OIDC_ACR_VALUES: list[str] = env.list("OIDC_ACR_VALUES", default=[])
OIDC_CLAIM_PERSON: str = env("OIDC_CLAIM_PERSON", default="sub")
OIDC_CLAIM_GIVEN_NAME: str = env("OIDC_CLAIM_GIVEN_NAME", default="given_name")
OIDC_CLAIM_FAMILY_NAME: str = env("OIDC_CLAIM_FAMILY_NAME", default="family_name")
OIDC_CLAIM_MUNICIPALITY: str = env(
    "OIDC_CLAIM_MUNICIPALITY", default="municipality_code"
)

AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_RESET_ON_SUCCESS = True
# Who signed in, when and from where is nobody's business for ever.
AXES_DISABLE_ACCESS_LOG = True
AXES_USERNAME_CALLABLE = "users.adapters.login_name"
AXES_LOCKOUT_TEMPLATE = "account/locked.html"
AXES_HTTP_RESPONSE_CODE = 429
AXES_VERBOSE = False
AXES_CLIENT_IP_CALLABLE = "users.address.client_address"

# -- Wagtail -------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Osallistu"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAILIMAGES_IMAGE_MODEL = "core.SiteImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "core.image_form.ImageForm"
WAGTAILDOCS_DOCUMENT_MODEL = "core.SiteDocument"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "core.documents.form.DocumentForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "ods", "pdf", "pptx", "txt", "xlsx"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILSEARCH_BACKENDS: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "search.backends.database"}
}
# An external engine for the public search; staff's lists and choosers use the database.
SEARCH_URL = env("SEARCH_URL", default="")
SEARCH_API_KEY = env("SEARCH_API_KEY", default="")
SEARCH_CA_CERTS = env("SEARCH_CA_CERTS", default="")
if SEARCH_URL:
    _options = {"api_key": SEARCH_API_KEY, "ca_certs": SEARCH_CA_CERTS}
    _replicas = f"0-{env.int('SEARCH_REPLICAS', default=1)}"
    WAGTAILSEARCH_BACKENDS["engine"] = {
        "BACKEND": "search.backends.elasticsearch",
        "URLS": [SEARCH_URL],
        "OPTIONS": {name: value for name, value in _options.items() if value},
        "INDEX_PREFIX": env("SEARCH_INDEX_PREFIX", default="osallistu_"),
        "INDEX_SETTINGS": {"settings": {"index": {"auto_expand_replicas": _replicas}}},
        "TIMEOUT": env.float("SEARCH_TIMEOUT", default=1.0),
        # Told by `search.engine_changes`, again until it has heard.
        "AUTO_UPDATE": False,
    }
# Addresses stand on posters and are read out: ä becomes a.
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = True
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = False
TAGGIT_CASE_INSENSITIVE = True

# -- Captcha: a question in words, and only on suspicion -----------------------

CAPTCHA_CHALLENGE_FUNCT = "moderation.captcha.word_question"
CAPTCHA_TIMEOUT = 24 * 60

# -- Safety of the transport and the browser -----------------------------------

CSRF_FAILURE_VIEW = "core.views.csrf_failure"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 10 * 3600
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: []
    for feature in (
        "camera",
        "geolocation",
        "microphone",
        "payment",
        "usb",
        "browsing-topics",
    )
}
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"receipts": {"()": "core.logging.HideReceiptTokens"}},
    "formatters": {
        "plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "filters": ["receipts"],
            "formatter": "plain",
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "django.request": {
            "handlers": ["console"],
            "level": "ERROR",
            "propagate": False,
        },
        "osallistu": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
}

COUNTY_SITE_NAME = _("Osallistu")
