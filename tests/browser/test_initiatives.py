"""Initiatives as their readers see them: without faults, at all widths, and without scripts."""

import pytest
from playwright.sync_api import expect

from initiatives.enums import Stage
from tests.browser import content
from tests.browser import content_of_initiatives as made
from tests.factories.initiatives import InitiativeFactory
from tests.support.browser import assert_keyboard_works, faults, faults_at

NARROW = 320
LONG = {
    "title": f"{content.COMPOUND} alle 25-vuotiaille",
    "proposal": f"{content.COMPOUND}\n\nKaksi kappaletta.",
    "community": content.COMPOUND,
}


def addresses() -> list[str]:
    """The list, empty and full, one at each stage, and what is shared."""
    found = made.initiatives()
    one = InitiativeFactory(at=Stage.COLLECTING, support_count=1284, **LONG)
    url = f"/aloitteet/{one.slug}/"
    return [
        "/aloitteet/",
        "/aloitteet/?tila=ei&haku=olematon",
        *(f"/aloitteet/{initiative.slug}/" for initiative in found),
        url,
        f"{url}jaa/",
        f"{url}kortti/",
    ]


@pytest.mark.parametrize(("width", "scheme"), [(NARROW, "light"), (1280, "dark")])
def test_pages_of_initiatives_have_no_faults(open_page, width, scheme):
    content.county()
    page = open_page("/", width=width, scheme=scheme)
    assert faults_at(page, *addresses()) == []


def test_an_empty_list_has_no_faults(open_page):
    made.page()
    page = open_page("/aloitteet/", width=NARROW)
    assert faults(page) == []


def test_from_the_list_to_one_and_to_its_card_without_scripts(open_page):
    content.county()
    made.initiatives()
    page = open_page("/aloitteet/", width=NARROW, javascript=False)
    page.locator(".tabs a").nth(1).click()
    expect(page.locator(".petition")).to_have_count(2)
    page.locator("summary").click()
    page.locator("#filter-text").fill("ehkäisyn")
    page.locator(".filter button").click()
    page.wait_for_url("**/aloitteet/?haku=ehk%C3%A4isyn&tila=keraa#results")
    page.get_by_role("link", name="Ilmainen ehkäisy").click()
    expect(page.locator(".support-count b")).to_have_text("1 284")
    expect(page.locator(".steps.across > li")).to_have_count(7)
    page.locator("a[href$='/jaa/']").click()
    page.locator("a[href$='/kortti/']").click()
    expect(page.locator("h1")).to_have_text("Ilmainen ehkäisy alle 25-vuotiaille")


def test_keyboard_reaches_everything_on_one(open_page):
    content.county()
    one = InitiativeFactory(at=Stage.COLLECTING)
    made.page()
    assert_keyboard_works(open_page(f"/aloitteet/{one.slug}/", width=NARROW))
