"""Rules of the house that no other tool watches over."""

import os
import re
import statistics
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.conf import settings
from django.core.checks import run_checks
from wagtail.models import Page, Site

from tests.support.database import TestDatabase

ROOT = Path(__file__).resolve().parent.parent
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
SOURCES = [
    path
    for path in sorted(ROOT.glob("*/**/*.py"))
    if path.relative_to(ROOT).parts[0] not in {".venv", "var", "tests", "node_modules"}
    and "migrations" not in path.parts
]
TEMPLATES = [
    path
    for path in sorted((ROOT / "templates").rglob("*.html"))
    if not {"mail", "email"} & set(path.parts)
]
STYLES = sorted((ROOT / "assets").rglob("*.css"))
GUIDES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


# -- Layout --------------------------------------------------------------------


def test_site_is_a_plain_folder():
    """A package named `site` would shadow Python's own module."""
    assert not (ROOT / "site" / "__init__.py").exists()


def test_git_does_not_hide_the_project_folder():
    patterns = [
        line.strip().strip("/")
        for line in (ROOT / ".gitignore").read_text().splitlines()
        if not line.startswith("#")
    ]
    assert "site" not in patterns


def test_most_source_files_fit_a_head():
    lengths = [len(path.read_text().splitlines()) for path in SOURCES]
    assert statistics.quantiles(filter(None, lengths), n=10)[-1] <= 250


# -- Dependencies --------------------------------------------------------------


def test_there_is_no_lock_that_names_a_registry():
    assert not (ROOT / "uv.lock").exists()


@pytest.mark.parametrize("lock", LOCKS, ids=relative)
def test_lock_holds_names_versions_and_hashes_only(lock):
    text = lock.read_text()
    assert "://" not in text
    assert "--index" not in text
    for block in re.split(r"\n(?=[a-z0-9])", text, flags=re.IGNORECASE):
        if re.match(r"[a-z0-9]", block, re.IGNORECASE):
            assert "--hash=sha256:" in block, block.splitlines()[0]


def test_locks_hold_every_direct_dependency():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = {"base": project["dependencies"], **project["optional-dependencies"]}
    for name, requirements in wanted.items():
        locked = set(
            re.findall(
                r"^([a-z0-9-]+)==",
                (ROOT / f"requirements/{name}.txt").read_text(),
                re.MULTILINE,
            )
        )
        names = {
            re.split(r"[\[<>=!~ ;]", item)[0].lower().replace("_", "-")
            for item in requirements
        }
        assert names <= locked, name


def test_locks_agree_on_what_they_share():
    def versions(lock):
        return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", lock.read_text(), re.MULTILINE))

    base = versions(ROOT / "requirements" / "base.txt")
    for lock in LOCKS:
        other = versions(lock)
        assert {name: other.get(name) for name in base} == base, lock.name


def test_risky_apps_stay_out():
    """No second admin; `modelsearch` breaks Wagtail's own search index."""
    assert {
        "django.contrib.admin",
        "modelsearch",
        "wagtail.api.v2",
    }.isdisjoint(settings.INSTALLED_APPS)


# -- What residents get --------------------------------------------------------


@pytest.mark.parametrize("template", TEMPLATES, ids=relative)
def test_template_has_nothing_that_the_security_policy_forbids(template):
    text = template.read_text()
    assert not re.search(r"<script(?![^>]*\ssrc=)", text), "inline script"
    assert not re.search(r"<style\b|\sstyle=", text), "inline style"
    assert not re.search(r"\son[a-z]+=[\"']", text), "inline event handler"
    assert not re.search(
        r"<(?:script|img|iframe|link[^>]+stylesheet)[^>]+(?:src|href)=[\"']"
        r"(?:https?:)?//",
        text,
    ), "third party"


@pytest.mark.parametrize("style", STYLES, ids=relative)
def test_style_sheet_works_in_old_browsers_and_loads_nothing_from_others(style):
    text = re.sub(r"/\*.*?\*/", "", style.read_text(), flags=re.DOTALL)
    assert "@layer" not in text, "an old tablet drops a cascade layer whole"
    assert not re.search(r"url\([\"']?(?:https?:)?//", text), "third party"


# -- Settings ------------------------------------------------------------------


def test_system_checks_are_clean():
    assert run_checks() == []


def production(**environment):
    path = os.pathsep.join([str(ROOT), str(ROOT / "site")])
    return subprocess.run(
        [sys.executable, "-c", "import config.settings.production"],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": path, **environment},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_names_every_setting_that_is_missing():
    result = production(SECRET_KEY="x" * 50, RECEIPT_KEY="x")
    assert result.returncode != 0
    for name in ("FIELD_KEYS", "LOOKUP_KEY", "ALLOWED_HOSTS", "BASE_URL"):
        assert f"{name}: " in result.stderr
    assert "RECEIPT_KEY: " not in result.stderr


def test_operations_guide_lists_every_variable():
    guide = (ROOT / "docs" / "operations.md").read_text()
    for path in sorted((ROOT / "site/config/settings").glob("*.py")):
        if path.name == "test.py":
            continue
        for name in re.findall(r"\benv(?:\.\w+)?\(\s*\"([A-Z_]+)\"", path.read_text()):
            assert f"`{name}`" in guide, f"{name} of {path.name}"


@pytest.mark.parametrize("guide", GUIDES, ids=relative)
def test_guides_lead_only_to_what_there_is(guide):
    text = re.sub(r"```.*?```|`[^`]*`", "", guide.read_text(), flags=re.DOTALL)
    for words, target in re.findall(r"\[([^\]]*)\]\(([^)#\s]+)[^)]*\)", text):
        if "://" in target or target.startswith("mailto:"):
            continue
        assert (guide.parent / target).exists(), f"{words}: {target}"


@pytest.mark.parametrize("language", ["fi", "en"])
def test_each_picture_is_small_shown_and_described(language):
    folder = ROOT / "docs" / "moderators"
    pages = [
        page
        for page in folder.glob("*.md")
        if page.name.endswith(".fi.md") == (language == "fi")
    ]
    shown = {
        name: words
        for page in pages
        for words, name in re.findall(
            r"!\[([^\]]*)\]\(pictures/([^)]+)\)", page.read_text()
        )
    }
    pictures = {file.name: file for file in (folder / "pictures").iterdir()}
    assert set(shown) == set(pictures) != set()
    assert [name for name, words in shown.items() if len(words) < 20] == []
    assert [name for name in pictures if pictures[name].stat().st_size > 80_000] == []


# -- The ground that the tests stand on ----------------------------------------


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_turn", [1, 2])
def test_committed_changes_are_gone_in_the_next_test(_turn):
    assert Page.objects.filter(depth=1).exists()
    assert not Site.objects.filter(hostname="left.example").exists()
    Site.objects.create(
        hostname="left.example", root_page=Page.objects.filter(depth=1).get()
    )


@pytest.mark.django_db
@pytest.mark.parametrize("_turn", [1, 2])
def test_uncommitted_changes_are_gone_in_the_next_test(_turn):
    assert not Site.objects.filter(hostname="left.example").exists()
    Site.objects.create(
        hostname="left.example", root_page=Page.objects.filter(depth=1).get()
    )


def test_process_that_a_test_starts_sees_what_the_test_committed(
    child_env, test_database: TestDatabase
):
    Site.objects.create(
        hostname="shared.example", root_page=Page.objects.filter(depth=1).get()
    )
    code = "from wagtail.models import Site; print(Site.objects.latest('pk').hostname)"
    result = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", code],
        env=child_env(),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert result.stdout.strip() == "shared.example"
