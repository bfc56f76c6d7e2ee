"""A county with colours of its own: as readable as the site's own, by day and by night."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from core.models import CountySettings
from tests.browser import content
from tests.factories import pages
from tests.factories.users import UserFactory
from tests.support.browser import (
    assert_no_overflow,
    axe_source,
    faults,
    faults_at,
    sign_in,
)
from tests.support.looks import each_look

PLUM = {"brand": "#5b1a4a", "accent": "#f5b83d", "thread": "#c61f4c"}
GREEN = {"brand": "#0f5132", "accent": "#9ed36a", "thread": "#a3348a"}
# What is left of a county that has no colour at all, and of one whose accent is dark.
BLACK = {"brand": "#000000", "accent": "#101010", "thread": "#202020"}
AXE_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OUR_PANELS = """tags => axe.run([".colour-samples", ".other-settings"].map(
  part => document.querySelector(part)).filter(Boolean), {
    runOnly: {type: "tag", values: tags}, resultTypes: ["violations"],
}).then(result => result.violations.map(v => [v.id, v.nodes[0].html]))"""


def county(colours):
    found = content.county()
    for name, value in colours.items():
        setattr(found, f"{name}_colour", value)
    found.logo = content.picture()
    found.social_links = [
        ("link", {"name": name, "url": "https://example.org/"})
        for name in ("Facebook", "Instagram", "YouTube")
    ]
    found.full_clean()
    found.save()


@pytest.mark.parametrize(
    "colours", [PLUM, GREEN, BLACK], ids=["plum", "green", "black"]
)
@each_look
def test_every_text_can_be_read_in_the_county_s_colours(
    open_page, colours, width, scheme
):
    county(colours)
    states = content.opportunities()
    form = pages.feedback_page()
    content.filled_home(form)
    addresses = [
        *("/", "/osallistu-nyt/", form.url),
        *(states[name].url for name in ("open", "outcome-late", "outcome-published")),
    ]

    page = open_page(width=width, scheme=scheme)
    found = faults_at(page, *addresses)

    page.goto("/")
    brand = page.evaluate(
        "() => getComputedStyle(document.documentElement).getPropertyValue('--brand')"
    )
    assert (brand == colours["brand"]) == (scheme == "light")
    assert found == []


def test_errors_of_a_form_can_be_read_in_the_county_s_colours(open_page):
    county(PLUM)
    form = pages.feedback_page()
    found = []
    for scheme in ("light", "dark"):
        page = open_page(form.url, width=320, scheme=scheme)
        page.locator("form.form button.button[type=submit]").first.click()
        expect(page.locator(".error-summary")).to_be_focused()
        found += faults(page)
    assert found == []


@each_look
def test_settings_show_what_follows_from_the_colours(
    open_page, live_site, width, scheme
):
    county(GREEN)
    user = UserFactory(administrator=True)
    url = reverse(
        "wagtailsettings:edit",
        args=["core", "countysettings", CountySettings.load().pk],
    )

    page = sign_in(open_page(width=width, scheme=scheme), user, live_site)
    page.goto(url)
    page.wait_for_load_state("networkidle")
    expect(page.locator(".colour-samples svg")).to_have_count(14)
    page.evaluate(axe_source())
    assert page.evaluate(OUR_PANELS, AXE_AA) == []
    assert_no_overflow(page)


def test_colour_that_is_refused_is_explained_beside_its_field(open_page, live_site):
    user = UserFactory(communications=True)
    url = reverse(
        "wagtailsettings:edit",
        args=["core", "countysettings", CountySettings.load().pk],
    )
    page = sign_in(open_page(), user, live_site)

    page.goto(url)
    page.fill("[name=brand_colour]", "#2a7de1")
    page.get_by_role("button", name="Tallenna").click()

    expect(page.locator(".error-message", has_text="#0047a7")).to_be_visible()


@each_look
def test_import_is_accessible(open_page, live_site, width, scheme):
    user = UserFactory(communications=True)
    parts = (
        '() => axe.run(document.querySelector(".desk"), {resultTypes: ["violations"]})'
    )
    parts += ".then(result => result.violations.map(v => [v.id, v.nodes[0].html]))"
    page = sign_in(open_page(width=width, scheme=scheme), user, live_site)
    for lines in ("", "020,Akaa\n837,Tampere\n", "99999,Ei\n"):
        page.goto("/admin/core/municipality/import/")
        if lines:
            file = {"name": "k.csv", "mimeType": "text/csv"}
            file["buffer"] = f"code,name_fi\n{lines}".encode()
            page.set_input_files("[name=file]", file)
            page.click(".import-file button")
            expect(page.locator("table.listing")).to_be_visible()
        page.wait_for_load_state("networkidle")
        page.evaluate(axe_source())
        assert page.evaluate(parts) == [], lines
        assert_no_overflow(page)


def test_logo_and_a_long_name_fit_a_narrow_window(open_page):
    county(PLUM)
    CountySettings.objects.update(name_fi=content.COMPOUND)
    pages.home_page()

    for scheme in ("light", "dark"):
        page = open_page("/", width=320, scheme=scheme)
        expect(page.locator(".county img")).to_be_visible()
        assert faults(page) == []
