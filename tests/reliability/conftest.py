"""Trials run as the documented commands, on the test's own database."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.factories import pages

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def run_trial(child_env):
    """Runs `scripts/trials/NAME.py` against this test's database; returns what it printed."""
    pages.feedback_page()
    environment = child_env()

    def run(name: str, *options: str) -> str:
        result = subprocess.run(
            [
                sys.executable,
                str(ROOT / "scripts" / "trials" / f"{name}.py"),
                "--ready",
                "--database-url",
                environment["DATABASE_URL"],
                *options,
            ],
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert result.returncode == 0, result.stdout + result.stderr
        return result.stdout

    return run


@pytest.fixture
def run_child(child_env, tmp_path):
    """Runs Python code in a process of its own, with Django set up; returns what it printed.

    `settings` is code that changes Django's settings before it starts; `more` are
    variables of the environment.
    """

    def run(code: str, settings: str = "", **more: str) -> str:
        module = tmp_path / "child_settings.py"
        base = more.pop("base", "config.settings.test")
        module.write_text(f"from {base} import *\n{settings}\n")
        start = "import django; django.setup()\n"
        result = subprocess.run(
            [sys.executable, "-W", "error", "-c", start + code],
            env={
                **child_env(**more),
                "DJANGO_SETTINGS_MODULE": "child_settings",
                "PYTHONPATH": f"{tmp_path}:{ROOT}:{ROOT / 'site'}",
            },
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert result.returncode == 0, result.stdout + result.stderr
        return result.stdout

    return run
