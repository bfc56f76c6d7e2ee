"""What fingers, keys, large text, the visitor's own colours and paper need of a page."""

import pytest
from playwright.sync_api import expect

from moderation.references import receipt_path
from tests.browser import content
from tests.factories import pages
from tests.factories.feedback_forms import FeedbackFactory
from tests.support.browser import (
    assert_keyboard_works,
    assert_no_axe_violations,
    assert_no_overflow,
    tab_stops,
)

FORM = "/anna-palautetta/"

# A radio button or checkbox is as large as its label, which is what one presses.
SMALL = """least => [...document.querySelectorAll(
    "main :is(input:not([type=hidden]), select, textarea, button, .button)")]
  .filter(control => control.tabIndex >= 0 && control.getClientRects().length)
  .map(control => [control, (control.closest("label") || control).getBoundingClientRect()])
  .filter(([, box]) => box.height < least || box.width < least)
  .map(([control, box]) => `${control.outerHTML.slice(0, 80)} ${box.width} × ${box.height}`)"""

# Contrast of what draws a control with what lies around it, as WCAG counts it.
FAINT = """least => {
  const parts = text => (text.match(/[\\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(value => value / 255)
    .map(value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
    .reduce((sum, value, index) => sum + value * [0.2126, 0.7152, 0.0722][index], 0);
  const ratio = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const ground = element => {
    for (let node = element; node; node = node.parentElement) {
      const colour = parts(getComputedStyle(node).backgroundColor);
      if (colour.length === 3 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  return [...document.querySelectorAll(
      "main :is(.input, .select, .textarea, .choice, .choice input, .button.secondary)")]
    .filter(control => control.getClientRects().length)
    .map(control => [control, ratio(
      parts(getComputedStyle(control).borderTopColor), ground(control.parentElement))])
    .filter(([, found]) => found < least)
    .map(([control, found]) => `${control.outerHTML.slice(0, 80)} ${found.toFixed(2)}`);
}"""

SPACING = (
    "* { line-height: 1.5 !important; letter-spacing: .12em !important;"
    " word-spacing: .16em !important } p { margin-block-end: 2em !important }"
)


def wrong_form(page):
    """The form with a mistake in nearly every answer."""
    page.goto(FORM)
    page.check("[name=wants_reply][value=yes]")
    page.fill("[name=email]", "aino")
    page.get_by_role("button", name="Lähetä palaute").click()
    expect(page.locator(".error-summary")).to_be_visible()
    return page


@pytest.fixture
def site(live_site):
    """Addresses of one page of each kind."""
    content.county()
    pages.service_unit()
    text = content.information_page()
    opened = content.full_opportunity(take_part_page=pages.feedback_page())
    ended = content.full_opportunity(with_outcome=True)
    content.filled_home(pages.feedback_page(), text)
    published = FeedbackFactory(published=True)
    asked = FeedbackFactory(waiting=True)
    return {
        "home": "/",
        "list": "/osallistu-nyt/",
        "open": opened.url,
        "ended": ended.url,
        "text": text.url,
        "form": FORM,
        "published": f"{FORM}julkaistut/",
        "receipt": receipt_path(published),
        "question": receipt_path(asked),
        "withdraw": f"{receipt_path(asked)}peru/",
        "login": "/kirjaudu/login/",
        "method": content.full_method().url,
        "council": content.full_council(9).url,
    }


@pytest.mark.parametrize("width", [320, 1280])
def test_controls_are_large_enough_and_their_edges_seen(open_page, site, width):
    small, faint = [], []
    for scheme in ("light", "dark"):
        page = open_page(width=width, scheme=scheme)
        for name in ("form", "question", "withdraw", "login", "open"):
            page.goto(site[name])
            small += page.evaluate(SMALL, 44)
            faint += page.evaluate(FAINT, 3)
        wrong_form(page)
        small += page.evaluate(SMALL, 44)
        faint += page.evaluate(FAINT, 3)
    assert small == []
    assert faint == []


@pytest.mark.parametrize("options", [{}, {"scheme": "dark"}, {"forced_colors": True}])
def test_every_stop_of_the_keyboard_is_seen(open_page, site, options):
    page = open_page(width=320, **options)
    assert_keyboard_works(wrong_form(page))
    for name in ("home", "open", "question", "method", "council"):
        page.goto(site[name])
        assert_keyboard_works(page)


def test_keyboard_goes_down_the_page(open_page, site):
    page = wrong_form(open_page(width=320))
    top = page.locator("main").bounding_box()["y"]
    inside = [stop.top for stop in tab_stops(page) if stop.top >= top]
    assert len(inside) > 10
    assert inside == sorted(inside)


@pytest.mark.parametrize(
    "style", ["html { font-size: 200% !important }", SPACING], ids=["200 %", "1.4.12"]
)
def test_large_or_spaced_text_stays_inside(open_page, site, style):
    page = open_page(width=320, bypass_csp=True)
    for address in site.values():
        page.goto(address)
        page.add_style_tag(content=style)
        assert_no_overflow(page)
    wrong_form(page).add_style_tag(content=style)
    assert_no_overflow(page)
    cut = """() => [...document.querySelectorAll("main :is(label, .button, .chip, h1, p)")]
      .filter(one => getComputedStyle(one).overflow !== "visible"
        && one.scrollHeight > one.clientHeight + 1 && !one.closest(".visually-hidden"))
      .map(one => one.outerHTML.slice(0, 100))"""
    assert page.evaluate(cut) == []


def test_forced_colours_lose_nothing(open_page, site):
    page = open_page(width=320, forced_colors=True)
    for name in (
        *("home", "list", "open", "ended", "form", "receipt"),
        *("method", "council"),
    ):
        page.goto(site[name])
        assert_no_axe_violations(page)
    wrong_form(page)
    # Chosen and not chosen look different where backgrounds are not drawn.
    button = page.locator("[name=publish][value=yes]")
    empty = button.screenshot()
    button.check()
    page.mouse.move(0, 0)
    assert button.screenshot() != empty
    assert page.evaluate(FAINT, 3) == []


def test_print_shows_the_content_and_no_menus(open_page, site):
    page = open_page(width=700, scheme="dark")
    page.emulate_media(media="print")
    for name in ("home", "open", "ended", "text", "receipt", "published"):
        page.goto(site[name])
        expect(page.locator("h1")).to_be_visible()
        for menu in page.locator(
            ".site-nav, .languages, .skip-link, .breadcrumb"
        ).all():
            expect(menu).to_be_hidden()
        # Dark text on white paper, whatever the screen's colours were.
        colours = "(({color, backgroundColor}) => [color, backgroundColor])"
        assert page.evaluate(f"{colours}(getComputedStyle(document.body))") == [
            "rgb(19, 39, 44)",
            "rgb(255, 255, 255)",
        ]
        assert_no_overflow(page)
        assert page.pdf().startswith(b"%PDF")
