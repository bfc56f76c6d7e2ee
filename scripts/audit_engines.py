"""The checkers that come from npm: each is used when it can be had, and else skipped aloud."""

import json
import os
import shutil
import subprocess
import urllib.error
import urllib.request
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from throwaway import ROOT

FOLDER = ROOT / "var" / "audit" / "npm"
ACE = "node_modules/accessibility-checker-engine/ace.js"
RUN_ACE = """() => new ace.Checker().check(document, ["WCAG_2_2"]).then(report =>
  report.results
    .filter(item => item.value[0] === "VIOLATION" && item.value[1] === "FAIL")
    .map(item => `${item.ruleId}: ${item.message} ${item.snippet.slice(0, 120)}`))"""
# They keep search engines out on purpose, which costs Lighthouse's points.
NOT_FOR_SEARCH = {"/ei-ole/", "/styleguide/", "/kirjaudu/"}
OTHER_LANGUAGES = ("/sv/", "/en/", "/fi-simple/")
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


class Report(Protocol):
    skipped: list[str]

    def add(self, check: str, where: str, findings: list[str]) -> None: ...


@cache
def package(name: str) -> Path | None:
    """The folder of an npm package, fetched on first use; None when it cannot be had."""
    folder = FOLDER / "node_modules" / name
    if folder.exists():
        return folder
    if not shutil.which("npm"):
        return None
    FOLDER.mkdir(parents=True, exist_ok=True)
    fetched = subprocess.run(
        ["npm", "install", "--prefix", FOLDER, "--no-audit", "--no-fund", name],
        cwd=FOLDER,
        capture_output=True,
        check=False,
        env={**os.environ, "PUPPETEER_SKIP_DOWNLOAD": "1"},
    )
    return folder if not fetched.returncode and folder.exists() else None


def skip(report: Report, reason: str) -> None:
    if reason not in report.skipped:
        report.skipped.append(reason)


def second_engine(page: Any, where: str, report: Report) -> None:
    folder = package("accessibility-checker-engine")
    if folder is None:
        return skip(report, "IBM accessibility-checker-engine: not to be had from npm")
    page.evaluate(source(folder / "ace.js"))
    # In a closed fold it sees the fields but not their labels.
    page.evaluate("document.querySelectorAll('details').forEach(it => it.open = true)")
    report.add("IBM accessibility-checker-engine", where, page.evaluate(RUN_ACE))
    return None


@cache
def source(path: Path) -> str:
    return path.read_text()


def check_html(origin: str, addresses: list[str], report: Report) -> None:
    folder = package("vnu-jar")
    jar = next(folder.rglob("vnu.jar"), None) if folder else None
    if jar is None or not shutil.which("java"):
        return skip(report, "Nu HTML checker: needs Java, and vnu-jar from npm")
    for path in addresses:
        checked = subprocess.run(
            ["java", "-jar", jar, "--format", "json", "--stdout", "-"],
            input=fetch(origin + path),
            capture_output=True,
            check=False,
        )
        messages = json.loads(checked.stdout)["messages"]
        # What is only remarked upon (how Wagtail writes `<br/>`) is no finding.
        findings = [
            f"{item['type']}: {item['message']}"
            for item in messages
            if item["type"] != "info" or item.get("subType") == "warning"
        ]
        report.add("Nu HTML checker", f"`{path}`", findings)
    return None


def fetch(url: str) -> bytes:
    try:
        with urllib.request.urlopen(url) as response:  # noqa: S310 # nosec B310 - our own server
            return bytes(response.read())
    except urllib.error.HTTPError as error:
        return error.read()


def run_lighthouse(origin: str, addresses: list[str], report: Report) -> None:
    """Mobile, once a page in Finnish, since the other languages have the same templates.

    What costs less than 100 is listed. Noisy machines vary.
    """
    folder = package("lighthouse")
    if folder is None or not shutil.which("node"):
        return skip(report, "Lighthouse: needs Node, and lighthouse from npm")
    for path in addresses:
        if path in NOT_FOR_SEARCH or path.startswith(OTHER_LANGUAGES):
            continue
        result = subprocess.run(
            [
                *("node", folder / "cli" / "index.js", origin + path),
                *(
                    "--quiet",
                    "--output=json",
                    "--chrome-flags=--headless=new --no-sandbox",
                ),
                f"--only-categories={','.join(CATEGORIES)}",
            ],
            capture_output=True,
            check=False,
            env={**os.environ, "CHROME_PATH": shutil.which("chromium") or ""},
        )
        report.add("Lighthouse, mobile", f"`{path}`", scores(result.stdout))
    return None


def scores(output: bytes) -> list[str]:
    try:
        categories = json.loads(output)["categories"]
    except (ValueError, KeyError):
        return ["did not finish"]
    return [
        f"{name} {round((item['score'] or 0) * 100)}"
        for name, item in categories.items()
        if (item["score"] or 0) < 1
    ]
