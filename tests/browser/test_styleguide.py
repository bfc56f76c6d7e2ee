"""The style guide shows every component in every state: what holds there holds on pages."""

import io

import pytest
from django.conf import settings
from PIL import Image

from tests.support.browser import (
    assert_keyboard_works,
    assert_no_axe_violations,
    assert_no_overflow,
)
from tests.support.looks import each_look

GUIDE = "/styleguide/"


@each_look
def test_components_are_accessible(open_page, width, scheme):
    page = open_page(GUIDE, width=width, scheme=scheme)
    assert_no_axe_violations(page)


def test_components_are_accessible_in_forced_colours(open_page):
    page = open_page(GUIDE, forced_colors=True)
    assert_no_axe_violations(page)


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_components_fit_the_window(open_page, width):
    page = open_page(GUIDE, width=width)
    assert_no_overflow(page)


def test_components_fit_with_large_text(open_page):
    page = open_page(GUIDE, width=320, bypass_csp=True)
    page.add_style_tag(content="html { font-size: 200% !important }")
    assert_no_overflow(page)


def test_components_fit_with_wide_text_spacing(open_page):
    """WCAG 1.4.12."""
    page = open_page(GUIDE, width=320, bypass_csp=True)
    page.add_style_tag(
        content="* { line-height: 1.5 !important; letter-spacing: .12em !important;"
        " word-spacing: .16em !important } p { margin-block-end: 2em !important }"
    )
    assert_no_overflow(page)


def test_keyboard_reaches_every_component(open_page):
    page = open_page(GUIDE)
    assert_keyboard_works(page)


def test_everything_comes_from_the_site_itself(open_page, live_site):
    page = open_page()
    addresses = []
    page.on("request", lambda request: addresses.append(request.url))
    page.goto(GUIDE)
    assert addresses
    assert [url for url in addresses if not url.startswith(live_site)] == []


@each_look
def test_pictures_of_the_components_for_the_eye(open_page, width, scheme):
    """Kept in var/screenshots/; each section is drawn, in the colours of its scheme."""
    page = open_page(GUIDE, width=width, scheme=scheme)
    folder = settings.BASE_DIR / "var" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"styleguide-{width}-{scheme}.png"
    page.screenshot(path=path, full_page=True)
    with Image.open(path) as picture:
        assert picture.width == width
        corner = picture.convert("L").getpixel((2, picture.height // 2))
        assert (corner > 128) == (scheme == "light")
    for section in page.locator("main section").all():
        data = io.BytesIO(section.screenshot())
        with Image.open(data) as picture:
            assert len(picture.convert("RGB").getcolors(1_000_000) or []) > 1
