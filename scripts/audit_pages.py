"""The accessibility of every page of the demo, in Chromium; called by audit.py."""

import os
import shutil
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import audit_engines
from throwaway import ROOT, make_site, serve

LOOKS: list[tuple[str, int, Literal["light", "dark"], bool]] = [
    # name, width, scheme, forced colours
    ("light 320", 320, "light", False),
    ("light 1280", 1280, "light", False),
    ("dark 320", 320, "dark", False),
    ("dark 1280", 1280, "dark", False),
    ("forced colours 320", 320, "light", True),
]
SUBMIT = "main form[method=post] :is(button:not([type=button]), input[type=submit])"


@dataclass
class Report:
    """Findings by check; how many pages and looks each check has seen."""

    seen: dict[str, int] = field(default_factory=dict)
    found: dict[str, list[str]] = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)

    def add(self, check: str, where: str, findings: list[str]) -> None:
        self.seen[check] = self.seen.get(check, 0) + 1
        self.found.setdefault(check, []).extend(f"{where}: {line}" for line in findings)

    def text(self, addresses: list[str], version: str) -> str:
        lines = [
            "# Accessibility audit",
            "",
            f"Written by `make audit` on {datetime.now(UTC):%Y-%m-%d}, with {version}.",
            f"It looked at {len(addresses)} addresses of the demo (a page of each kind, in",
            "each state and language) and at the errors of each form. Lighthouse looked at",
            "those in Finnish. Machines find a part of what hinders people.",
            "",
            "| check | times | findings |",
            "|---|---|---|",
        ]
        for check, times in self.seen.items():
            lines.append(f"| {check} | {times} | {len(self.found[check])} |")
        lines += [f"| {line} | 0 | skipped |" for line in self.skipped]
        for check, findings in self.found.items():
            if findings:
                lines += ["", f"## {check}", "", *sorted({f"- {x}" for x in findings})]
        lines += ["", "## Addresses", "", *(f"- `{path}`" for path in addresses), ""]
        return "\n".join(lines)


# Below the feedback page, and there below the address of a unit.
OF_FEEDBACK = ("paikat/", "saavutettavuus/")
OF_UNIT = ("laaja/", "kuvat/", "kioski/", "kuvat/kioski/")


def audit(target: Path) -> bool:
    environment = make_site("audit")
    addresses = list_addresses()
    report = Report()
    with serve("audit", environment) as origin:
        version = look_at(origin, addresses, report)
        audit_engines.check_html(origin, addresses, report)
        audit_engines.run_lighthouse(origin, addresses, report)
    target.write_text(report.text(addresses, version))
    findings = sum(map(len, report.found.values()))
    for line in report.skipped:
        print(f"Pages: skipped: {line}")
    print(f"Pages: {findings} findings; see {target.relative_to(ROOT)}.")
    return not findings


def list_addresses() -> list[str]:
    """A page of each kind, in each state and language, what is no page, and nothing."""
    from wagtail.models import Page

    from core.models import ServiceUnit
    from feedback_forms.models import FeedbackPage

    found: dict[tuple[Any, ...], str] = {}
    for page in Page.objects.live().filter(depth__gt=1).order_by("path").specific():
        if parts := page.get_url_parts():
            kind = (page.locale_id, type(page), getattr(page, "state", None))
            found.setdefault(kind, parts[2])
            for below in getattr(page, "lists_below", ()):
                found.setdefault((*kind, below), f"{parts[2]}{below}")
    unit = next(iter(ServiceUnit.all_cached().values())).slug
    forms = (f"{unit}/", *(f"{unit}/{below}" for below in OF_UNIT), *OF_FEEDBACK)
    feedback = [
        f"{page.get_url_parts()[2]}{form}"
        for page in FeedbackPage.objects.public()
        for form in forms
    ]
    apart = ["/seuranta/", "/styleguide/", "/kirjaudu/", "/ei-ole/"]
    return [*found.values(), *feedback, *apart]


def look_at(origin: str, addresses: list[str], report: Report) -> str:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        for name, width, scheme, forced in LOOKS:
            context = browser.new_context(
                base_url=origin,
                locale="fi-FI",
                viewport={"width": width, "height": 900},
                color_scheme=scheme,
                forced_colors="active" if forced else "none",
                reduced_motion="reduce",
            )
            page = context.new_page()
            for path in addresses:
                print(f"  {name} {path}", file=sys.stderr)
                page.goto(path)
                examine(page, name, path, report)
                if page.locator(SUBMIT).count():
                    page.locator(SUBMIT).first.click()
                    page.wait_for_load_state()
                    examine(page, name, f"{path} with errors", report)
            context.close()
        version = f"Chromium {browser.version}"
        browser.close()
    return version


def examine(page: Any, look: str, path: str, report: Report) -> None:
    from tests.support import browser

    where = f"`{path}` {look}"
    results = browser.run_axe(page)
    for kind in ("violations", "incomplete"):
        items = [
            item for item in results[kind] if item["id"] not in browser.KNOWN_INCOMPLETE
        ]
        report.add(f"axe: {kind}", where, browser.describe(items).splitlines())
    report.add("sideways scrolling", where, page.evaluate(browser.OVERFLOW))
    if look.startswith("light"):
        stops = browser.tab_stops(page)
        hidden = [str(stop) for stop in stops if not (stop.ring and stop.unobscured)]
        report.add("keyboard", where, hidden)
        audit_engines.second_engine(page, where, report)


os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
