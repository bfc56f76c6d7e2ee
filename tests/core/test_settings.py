"""What a newcomer gets without setting anything."""

import os
import subprocess
import sys

from django.conf import settings


def value(name: str, **env: str) -> str:
    """A setting as development has it, in a process of its own."""
    clean = {
        key: text
        for key, text in os.environ.items()
        if not key.endswith(("_URL", "_BACKEND")) and key != "TEST_DIR"
    }
    script = f"from django.conf import settings; print(settings.{name})"
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", script],
        cwd=settings.BASE_DIR,
        env={**clean, "DJANGO_SETTINGS_MODULE": "config.settings.dev", **env},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return done.stdout.strip()


def test_mail_goes_to_files_beside_the_database():
    assert value("EMAIL_FILE_PATH") == str(settings.BASE_DIR / "var" / "mail")


def test_the_database_is_a_file():
    name = value("DATABASES['default']['NAME']")
    assert name == str(settings.BASE_DIR / "var" / "osallistu.sqlite3")


def test_mail_can_go_to_a_server():
    url = "smtp+tls://aino:salasana@posti.example.org:587"
    assert value("EMAIL_HOST", EMAIL_URL=url) == "posti.example.org"
