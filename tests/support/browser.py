"""What a browser test asks of a page; playwright's `page` comes in, nothing is kept."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.test import Client
from playwright.sync_api import Locator, Page, Route

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Off by default in axe: the 7:1 contrast of level AAA, and the 24-pixel targets of 2.2.
AXE_RULES = {"color-contrast-enhanced": True, "target-size": True}

# What axe cannot decide for us, by rule, with the reason why it is right all the same.
KNOWN_INCOMPLETE: dict[str, str] = {}

HAS = re.compile(r":has\(")

RUN_AXE = """([tags, rules]) => axe.run(document, {
  runOnly: {type: "tag", values: tags},
  rules: Object.fromEntries(Object.entries(rules).map(([id, on]) => [id, {enabled: on}])),
  resultTypes: ["violations", "incomplete"],
})"""

OVERFLOW = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const wide = [...document.querySelectorAll("body *")].filter(element => {
    const box = element.getBoundingClientRect();
    return box.width && (box.right > width + 0.5 || box.left < -0.5);
  });
  return [`${document.documentElement.scrollWidth} > ${width}`].concat(
    wide.slice(0, 5).map(element => element.outerHTML.slice(0, 120)));
}"""

# A template's own line break at the start of such a text would be shown as an empty line.
EMPTY_LINES = """() => [...document.querySelectorAll(".pre-line")]
  .filter(element => /^[ \\t]*\\n\\s*\\S/.test(element.textContent))
  .map(element => "empty line first: " + element.outerHTML.slice(0, 120))"""

FOCUSED = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  element.dataset.tabStop ??= String(document.querySelectorAll("[data-tab-stop]").length);
  const box = element.getBoundingClientRect();
  const outlined = (node, part) => {
    const style = node && getComputedStyle(node, part);
    return !!style && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  };
  const around = (node, levels) => levels > 0 && !!node.parentElement
    && (outlined(node.parentElement) || around(node.parentElement, levels - 1));
  // A large link or a drawn control may show the ring around what it stands for.
  const rings = node => outlined(node) || getComputedStyle(node).boxShadow !== "none"
    || outlined(node, "::before") || outlined(node, "::after")
    || around(node, 4)
    || outlined(node.nextElementSibling)
    || (node.nextElementSibling && outlined(node.nextElementSibling, "::before"));
  const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1);
  const y = Math.min(Math.max(box.top + box.height / 2, 0), innerHeight - 1);
  const top = document.elementFromPoint(x, y);
  const label = element.labels && element.labels[0];
  return {
    key: element.dataset.tabStop,
    tag: element.tagName.toLowerCase(),
    name: (element.getAttribute("aria-label") || (label && label.innerText)
      || element.innerText || element.value || "").trim().replace(/\\s+/g, " "),
    left: box.left + scrollX, top: box.top + scrollY,
    width: box.width, height: box.height,
    ring: !!rings(element),
    unobscured: !!top && (element.contains(top) || top.contains(element)
      || !!(label && label.contains(top))),
  };
}"""


@dataclass(frozen=True)
class TabStop:
    """Where the keyboard stops: place and size in CSS pixels of the document."""

    tag: str
    name: str
    left: float
    top: float
    width: float
    height: float
    ring: bool
    unobscured: bool


@cache
def axe_source() -> str:
    return AXE.read_text()


def run_axe(page: Page) -> dict[str, Any]:
    """Axe's results; evaluated past the page's own security policy, which stays on."""
    # A page on its way is an empty document.
    page.wait_for_load_state()
    scripts_run = "() => !matchMedia('(scripting: none)').matches"
    assert page.evaluate(scripts_run), (
        "axe needs a page that was opened with JavaScript"
    )
    if not page.evaluate("() => typeof axe === 'object'"):
        page.evaluate(axe_source())
    rules = dict(AXE_RULES)
    if page.evaluate("() => matchMedia('(forced-colors: active)').matches"):
        # The visitor's own colours: axe would mix them with those of our style sheet.
        rules |= {"color-contrast": False, "color-contrast-enhanced": False}
    return page.evaluate(RUN_AXE, [AXE_TAGS, rules])


def assert_no_axe_violations(page: Page) -> None:
    results = run_axe(page)
    unclear = [
        item for item in results["incomplete"] if item["id"] not in KNOWN_INCOMPLETE
    ]
    assert not describe(results["violations"]), describe(results["violations"])
    assert not describe(unclear), "undecided:\n" + describe(unclear)


def describe(items: list[dict[str, Any]]) -> str:
    return "\n".join(
        f"{item['id']} ({item['help']}): {node['target']} {node['html'][:160]}"
        f" — {' '.join(node['failureSummary'].split())}"
        for item in items
        for node in item["nodes"]
    )


def assert_no_overflow(page: Page) -> None:
    """Nothing of the page is reached only by scrolling sideways."""
    found = page.evaluate(OVERFLOW)
    assert not found, "\n".join(found)


def tab_stops(page: Page, limit: int = 200) -> list[TabStop]:
    """Presses Tab from the top until it comes round; stops in the order they are met."""
    page.evaluate("() => { document.activeElement.blur(); scrollTo(0, 0); }")
    stops: list[TabStop] = []
    seen: set[str] = set()
    while len(stops) < limit:
        page.keyboard.press("Tab")
        found = page.evaluate(FOCUSED)
        if found is None or found["key"] in seen:
            return stops
        seen.add(found.pop("key"))
        stops.append(TabStop(**found))
    return stops


def assert_keyboard_works(page: Page) -> None:
    """Every stop can be seen: it has a ring, a size, and nothing lies over it."""
    stops = tab_stops(page)
    assert stops, "the keyboard reaches nothing"
    for stop in stops:
        assert stop.ring, f"no focus ring: {stop}"
        assert stop.unobscured, f"something lies over it: {stop}"
        assert stop.name, f"no name: {stop}"


def sign_in(page: Page, user: Any, site: str) -> Page:
    """Puts a session of this user into the browser; the login itself has its own test."""
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    cookie = {"name": name, "value": client.cookies[name].value, "url": site}
    page.context.add_cookies([cookie])
    return page


def tab_to(page: Page, target: Locator, limit: int = 60) -> None:
    """Presses Tab until the target has the focus, as one does without a mouse."""
    for _press in range(limit):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"Tab does not reach {target}")


def as_if_without_has(page: Page) -> None:
    """The style sheet as a browser reads it that does not know `:has()`; before `goto`."""

    def older(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, body=HAS.sub(":unheard-of(", response.text()))

    page.route("**/*.css", older)


def faults(page: Page) -> list[str]:
    """What is wrong with the page as it is shown now: axe, overflow, headings, empty links."""
    name = page.evaluate("() => document.title")
    results = run_axe(page)
    unclear = [
        item for item in results["incomplete"] if item["id"] not in KNOWN_INCOMPLETE
    ]
    found = [describe(results["violations"]), describe(unclear)]
    found += [*page.evaluate(OVERFLOW), *page.evaluate(EMPTY_LINES)]
    if page.locator("h1").count() != 1:
        found.append("not exactly one h1")
    return [f"{name} ({page.url}): {fault}" for fault in found if fault]


def faults_at(page: Page, *addresses: str) -> list[str]:
    """The faults of each address, opened in turn."""
    found = []
    for address in addresses:
        page.goto(address)
        found += faults(page)
    return found


def show(page: Page, site: str, response: Any) -> Page:
    """A response that the test made itself, in the browser, with the site's own style."""
    address = f"{site}/shown-by-a-test/"
    html = response.content.decode()
    page.route(
        address, lambda route: route.fulfill(body=html, content_type="text/html")
    )
    page.goto(address)
    page.unroute(address)
    return page
