"""Production's settings, with every file in the trial's own folder."""

import os
from pathlib import Path

from config.settings.production import *  # noqa: F403
from config.settings.production import STORAGES

TRIAL_DIR = Path(os.environ["TRIAL_DIR"])
MEDIA_ROOT = TRIAL_DIR / "media"
EMAIL_FILE_PATH = str(TRIAL_DIR / "mail")
STORAGES["private"] = {
    "BACKEND": "django.core.files.storage.FileSystemStorage",
    "OPTIONS": {"location": str(TRIAL_DIR / "private")},
}
# A trial asks for no style sheets, so none are collected.
STORAGES["staticfiles"] = {
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
STATIC_ROOT = TRIAL_DIR / "static"
