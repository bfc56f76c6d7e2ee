"""An editor sees in Finnish what the page could do better, on the page and beside its form."""

import pytest
from playwright.sync_api import expect
from wagtail.users.models import UserProfile

from tests.browser import content
from tests.core.test_writing import FOURTEEN, THIRTEEN
from tests.factories import pages
from tests.factories.users import UserFactory
from tests.support.browser import sign_in
from tests.support.catalogues import compiled  # noqa: F401

pytestmark = pytest.mark.usefixtures("compiled")

PICTURE = "Kuvalta puuttuu kuvaus"
LINK = "Linkki ei kerro, mihin se vie"
SENTENCE = "Virke on liian pitkä selkosuomeksi"


def as_editor(window, site):
    user = UserFactory(communications=True)
    profile = UserProfile.get_for_user(user)
    profile.preferred_language = "fi"
    profile.save()
    return sign_in(window, user, site)


def poor_page():
    image = content.picture()
    picture = {"image": image.pk, "alt_text": "", "decorative": False}
    decorative = {"image": content.picture().pk, "alt_text": "", "decorative": True}
    text = (
        f'<h2>Näin osallistut</h2><p>{FOURTEEN} <a href="/">Lue lisää</a></p>'
        f'<p>{THIRTEEN} <a href="/">Anna palautetta</a></p>'
    )
    return pages.information_page(
        body=[
            {"type": "text", "value": text},
            {"type": "picture", "value": picture},
            {"type": "picture", "value": decorative},
        ]
    )


def names(window):
    return window.locator("[data-content-checker-row] [data-content-checker-name]")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_bar_shows_what_could_be_better(open_page, live_site, scheme):
    page = poor_page()
    window = as_editor(open_page(scheme=scheme), live_site)
    window.goto(page.url)
    window.get_by_role("button", name="Näytä Wagtailin pikatoiminnot").click()
    window.get_by_role("menuitem", name="Tarkistukset").click()
    expect(names(window)).to_have_text([LINK, PICTURE])


def test_side_panel_shows_the_same(open_page, live_site):
    page = poor_page()
    window = as_editor(open_page(), live_site)
    window.goto(f"/admin/pages/{page.pk}/edit/")
    window.get_by_role("button", name="Näytä tai piilota tarkistukset").click()
    expect(names(window)).to_have_text([LINK, PICTURE])


def test_long_sentences_show_in_easy_finnish(open_page, live_site):
    page = content.in_language(poor_page(), "fi-simple")
    window = as_editor(open_page(), live_site)
    window.goto(f"/admin/pages/{page.pk}/edit/")
    window.get_by_role("button", name="Näytä tai piilota tarkistukset").click()
    expect(names(window)).to_have_text([SENTENCE, LINK, PICTURE])
    expect(window.get_by_text("Lukuaika").first).to_be_visible()
    expect(window.get_by_text("Luettavuus")).to_have_count(0)


def test_good_pages_are_left_in_peace(open_page, live_site):
    content.county()
    opportunity = content.full_opportunity(take_part_page=pages.feedback_page())
    statement = pages.statement_page()
    content.filled_home(pages.feedback_page())
    window = as_editor(open_page(), live_site)
    for url in ("/", opportunity.url, "/anna-palautetta/", statement.url):
        window.goto(url)
        count = window.locator("#checker-trigger [data-content-checker-count]")
        expect(count).to_have_text("0")
