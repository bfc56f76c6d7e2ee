"""To a real provider and back, in a browser: accessible, at 320 px, without a script."""

import re

import pytest
from playwright.sync_api import expect

from tests.factories import pages
from tests.support import oidc
from tests.support.browser import assert_no_axe_violations, assert_no_overflow
from tests.support.looks import each_look

BACK = "/anna-palautetta/"
ADDRESS = f"/tunnistus/?next={BACK}"
BUTTON = "main form button"
NAME = "Aada Maria Esimerkki"


@pytest.fixture(scope="module")
def issuer():
    with oidc.provider(oidc.PERSON) as address:
        yield address


@pytest.fixture
def site(settings, issuer, live_site):
    pages.feedback_page()
    settings.OIDC_ISSUER = issuer
    for name, value in oidc.CLIENT.items():
        setattr(settings, name, value)


def identify(page):
    # The provider's page takes its style from far away.
    page.route(re.compile("^https:"), lambda route: route.fulfill(body=""))
    page.goto(ADDRESS)
    page.locator(BUTTON).click()
    page.get_by_role("button", name=oidc.PERSON["sub"]).click()
    page.wait_for_url(f"**{BACK}")


@each_look
def test_screens_are_accessible(open_page, site, width, scheme):
    page = open_page(ADDRESS, width=width, scheme=scheme)
    checked(page)
    identify(page)
    page.goto(ADDRESS)
    expect(page.get_by_text(NAME)).to_be_visible()
    checked(page)


def checked(page):
    assert_no_axe_violations(page)
    assert_no_overflow(page)


def test_there_and_back_and_ended_without_a_script(open_page, site):
    page = open_page(javascript=False)
    identify(page)
    page.goto(ADDRESS)
    expect(page.get_by_text(NAME)).to_be_visible()
    page.locator(BUTTON).click()
    page.wait_for_url(f"**{BACK}")
    page.goto(ADDRESS)
    expect(page.get_by_text(NAME)).to_have_count(0)
