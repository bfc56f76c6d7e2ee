"""The list of ways to take part: narrowed, widened and read, by keyboard and without scripts."""

import pytest
from playwright.sync_api import expect

from tests.browser import content
from tests.core.test_offered_in import index_in
from tests.factories import pages
from tests.support.browser import assert_keyboard_works, faults, faults_at, tab_to

NARROW = 320
URL = "/osallistu-nyt/"
EVERYTHING = (
    "?haku=lähi&tila=open&tila=closed&kunta=koko&kunta=837&laji=planning&laji=evaluation"
    "&tapa=online&tapa=on-site"
)


def filled(number=3):
    pages.index_page()
    content.county()
    for place in range(number):
        pages.opportunity_page(
            place="online" if place % 2 else "on-site",
            kind="evaluation" if place % 3 else "planning",
            coming=place % 5 == 4,
        )


def test_choosing_and_removing_by_keyboard_without_scripts(open_page):
    filled()
    page = open_page(URL, width=NARROW, javascript=False)
    expect(page.locator(".card")).to_have_count(3)

    tab_to(page, page.locator("summary"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("Hakusana"))
    page.keyboard.type("LÄHI")
    tab_to(page, page.get_by_role("checkbox", name="Verkossa 1"))
    page.keyboard.press("Space")
    tab_to(page, page.get_by_role("button", name="Näytä tulokset"))
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{URL}?haku=L%C3%84HI&tapa=online#results")
    expect(page.locator(".card")).to_have_count(1)
    expect(page).to_have_title("Osallistu nyt: ”LÄHI”, Verkossa, 1 tulos – Osallistu")
    expect(page.locator("summary")).to_contain_text("2 rajausta valittu")

    tab_to(page, page.get_by_role("link", name="Poista rajaus: Verkossa"))
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{URL}?haku=L%C3%84HI#results")
    expect(page.locator(".card")).to_have_count(3)


def test_nothing_found_leads_on_without_scripts(open_page):
    filled()
    page = open_page(f"{URL}?tapa=online&haku=olematon", javascript=False)
    expect(page.get_by_role("heading", name="Ei tuloksia")).to_be_visible()
    page.get_by_role("link", name="Ilman rajausta ”olematon”: 1 tulos").click()
    expect(page.locator(".card")).to_have_count(1)
    page.goto(f"{URL}?tapa=online&haku=olematon")
    page.get_by_role("link", name="Poista kaikki rajaukset").click()
    expect(page.locator(".card")).to_have_count(3)


def test_a_second_place_is_added_to_the_first(open_page):
    filled()
    other = pages.municipality("Nokia", "536")
    nokia = pages.opportunity_page()
    nokia.municipalities.set([other])
    nokia.save()
    page = open_page(URL, javascript=False)
    page.get_by_label("Paikka").select_option("837")
    page.get_by_role("button", name="Näytä tulokset").click()
    expect(page.locator(".card")).to_have_count(3)
    page.get_by_label("Lisää paikka").select_option("536")
    page.get_by_role("button", name="Näytä tulokset").click()
    expect(page.locator(".card")).to_have_count(4)
    page.get_by_role("checkbox", name="Tampere").uncheck()
    page.get_by_role("button", name="Näytä tulokset").click()
    expect(page.locator(".card")).to_have_count(1)
    assert page.url.endswith("?kunta=536#results")


def test_the_filter_stands_open_where_there_is_room(open_page):
    filled()
    button = "Näytä tulokset"
    wide, narrow = open_page(URL), open_page(URL, width=NARROW)
    expect(wide.get_by_role("button", name=button)).to_be_visible()
    expect(wide.locator("summary")).to_be_hidden()
    expect(narrow.get_by_role("button", name=button)).to_be_hidden()
    assert_keyboard_works(wide)
    narrow.locator("summary").click()
    assert_keyboard_works(narrow)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_filters_on_and_nothing_found(open_page, scheme):
    filled(40)
    page = open_page(width=NARROW, scheme=scheme)
    found = []
    for query in (EVERYTHING, "?kunta=837&haku=olematon", "?haku=olematon&sivu=1"):
        page.goto(f"{URL}{query}")
        page.locator("summary").click()
        found += faults(page)
    found += faults_at(open_page(scheme=scheme), f"{URL}{EVERYTHING}")
    assert found == []


@pytest.mark.parametrize("language", ["sv", "en", "fi-simple"])
def test_what_is_only_in_finnish_in_other_languages(open_page, language):
    filled()
    pages.opportunity_page(with_outcome=True)
    index = index_in(language)
    home = index.get_parent()
    page = open_page(width=NARROW)
    assert faults_at(page, index.url, f"{index.url}?haku=olematon", home.url) == []
    page.goto(index.url)
    page.locator(".card a").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "fi")
    page.get_by_role("navigation", name="Kieli").locator(".elsewhere").first.click()
    page.wait_for_url(f"**{index.url}")


def test_long_words_in_the_filter(open_page):
    filled()
    area = pages.service_area()
    area.name_fi = content.COMPOUND
    area.save()
    page = open_page(width=NARROW)
    page.goto(f"{URL}?palvelu={area.pk}&haku={content.COMPOUND}")
    page.locator("summary").click()
    assert faults(page) == []
