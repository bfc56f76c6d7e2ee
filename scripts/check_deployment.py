"""`check --deploy` with production's settings, and with keys made for this moment."""

import os
import secrets
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# Only what a county must set: whatever else is around us would hide a fault.
environment = {
    "PATH": os.environ["PATH"],
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": secrets.token_urlsafe(50),
    "FIELD_KEYS": secrets.token_urlsafe(32) + "=",
    "RECEIPT_KEY": secrets.token_urlsafe(32),
    "LOOKUP_KEY": secrets.token_urlsafe(32),
    "ALLOWED_HOSTS": "osallistu.example.org",
    "BASE_URL": "https://osallistu.example.org",
    "EMAIL_URL": "smtp://localhost:25",
    "DEFAULT_FROM_EMAIL": "osallistu@example.org",
}
sys.exit(
    subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        env=environment,
        cwd=ROOT,
        check=False,
    ).returncode
)
