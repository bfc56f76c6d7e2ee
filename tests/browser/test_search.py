"""Searching: by keyboard, by the titles that come while one types, and without scripts."""

import gzip

import pytest
from playwright.sync_api import expect
from wagtail.contrib.search_promotions.models import Query, SearchPromotion

from search.services import refresh_all
from tests.browser import content
from tests.core.test_offered_in import index_in
from tests.factories import pages, stories
from tests.support.browser import (
    assert_keyboard_works,
    faults,
    faults_at,
    run_axe,
    tab_to,
)

NARROW = 320
COMPOUND = content.COMPOUND


def filled(number=3):
    """Found by `neuvola`: ways to take part, a story, a method."""
    pages.feedback_page(), content.county()
    for place in range(number):
        pages.opportunity_page(
            title=f"Neuvola {place}: {COMPOUND}" if not place else f"Neuvola {place}",
            introduction="Kerro neuvolan ajoista. " * 20,
            ended=place % 2 == 1,
        )
    stories.story_page(title="Neuvolassa kysyttiin")
    method = pages.method_page(title="Neuvolan työpaja")
    SearchPromotion.objects.create(
        query=Query.get("neuvola"), page=method, description="Näin se tehdään."
    )
    refresh_all()


@pytest.mark.parametrize("javascript", [True, False])
def test_from_the_header_to_a_result_by_keyboard(open_page, javascript):
    filled()
    page = open_page("/osallistu-nyt/", javascript=javascript)
    tab_to(page, page.get_by_role("search").get_by_label("Mitä etsit?"))
    page.keyboard.type("zeppeliinineuvola neuvoloissa")
    page.keyboard.press("Enter")
    page.wait_for_url("**/haku/?q=zeppeliinineuvola+neuvoloissa")
    field = page.get_by_label("Mitä etsit?")
    expect(field).to_have_value("zeppeliinineuvola neuvoloissa")

    tab_to(page, field)
    page.keyboard.press("Control+a")
    page.keyboard.type("neuvoloissa")
    page.keyboard.press("Enter")
    page.wait_for_url("**/haku/?q=neuvoloissa")
    expect(page.locator("#results").get_by_role("status")).to_contain_text("5 tulosta")
    expect(page).to_have_title("neuvoloissa, 5 tulosta – Haku – Osallistu")
    tab_to(page, page.get_by_role("link", name="Neuvola 1", exact=True))
    page.keyboard.press("Enter")
    page.wait_for_url("**/osallistu-nyt/lahipalvelu-*/")


def test_narrowing_and_widening_on_a_narrow_screen_without_scripts(open_page):
    filled()
    page = open_page("/osallistu-nyt/", width=NARROW, javascript=False)
    expect(page.locator(".site-search")).to_be_hidden()
    tab_to(page, page.get_by_role("link", name="Haku"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/haku/")
    tab_to(page, page.get_by_label("Mitä etsit?"))
    page.keyboard.type("neuvola")
    page.keyboard.press("Enter")
    expect(page.locator("ol.results > li")).to_have_count(5)

    page.get_by_role("link", name="Tapoja osallistua 3").click()
    expect(page.locator("ol.results > li")).to_have_count(3)
    tab_to(page, page.locator("summary"))
    page.keyboard.press("Enter")
    page.get_by_label("Tilanne").select_option(label="Avoinna (2)")
    page.get_by_role("button", name="Näytä tulokset").click()
    page.wait_for_url("**/haku/?q=neuvola&tyyppi=opportunity&tila=open#results")
    expect(page.locator("ol.results > li")).to_have_count(2)
    page.get_by_role("link", name="Poista rajaus: Avoinna").click()
    expect(page.locator("ol.results > li")).to_have_count(3)


def test_going_back_shows_the_filter_that_the_results_have(open_page):
    filled()
    page = open_page("/haku/?q=neuvola")
    page.get_by_label("Tilanne").select_option(label="Avoinna (2)")
    page.get_by_role("button", name="Näytä tulokset").click()
    page.wait_for_url("**tila=open**")
    page.go_back()
    expect(page.locator("ol.results > li")).to_have_count(5)
    expect(page.get_by_label("Tilanne")).to_have_value("")


def test_a_mistyped_word_leads_to_what_was_meant(open_page):
    filled()
    page = open_page("/haku/?q=neuovla", javascript=False)
    expect(page.get_by_role("status")).to_contain_text("”neuovla” ei löytynyt")
    page.get_by_role("link", name="neuvola", exact=True).click()
    expect(page.locator("ol.results > li")).to_have_count(5)


# -- Titles while one types ----------------------------------------------------


def typed(page, text):
    """The box with its titles, which have come."""
    field = page.get_by_role("combobox", name="Mitä etsit?")
    field.click()
    page.keyboard.type(text)
    expect(page.get_by_role("listbox")).to_be_visible()
    return field


def active(page, field):
    name = field.get_attribute("aria-activedescendant")
    return page.locator(f"#{name}").inner_text() if name else ""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_titles_by_keyboard(open_page, scheme):
    filled()
    page = open_page("/haku/", scheme=scheme)
    field = typed(page, "neuvola")
    options = page.get_by_role("option")
    expect(options).to_have_count(5)
    expect(page.locator("form [role=status]")).to_have_text(
        "5 ehdotusta. Valitse nuolinäppäimillä."
    )
    expect(field).to_have_attribute("aria-expanded", "true")
    names = options.all_inner_texts()
    seen = []
    for key in ("ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp", "ArrowUp"):
        page.keyboard.press(key)
        seen.append(active(page, field))
    assert seen == [names[0], names[1], names[0], "", names[4]]
    expect(options.nth(4)).to_have_attribute("aria-selected", "true")
    # What the list lies over cannot be seen by axe either, and is left undecided.
    assert not run_axe(page)["violations"]

    # Back in the text, nothing is chosen.
    page.keyboard.press("Home")
    assert active(page, field) == ""
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("neuvola")
    page.keyboard.press("Enter")
    page.wait_for_url("**/haku/?q=neuvola")


def test_a_title_that_is_chosen_opens_its_page(open_page):
    filled()
    page = open_page("/osallistu-nyt/")
    typed(page, "neuvola 1")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/osallistu-nyt/lahipalvelu-*/")
    page.goto("/osallistu-nyt/")
    typed(page, "neuvola 1")
    page.get_by_role("option", name="Neuvola 1").click()
    page.wait_for_url("**/osallistu-nyt/lahipalvelu-*/")


def test_titles_go_when_the_box_is_left(open_page):
    filled()
    page = open_page("/haku/")
    typed(page, "neuvola")
    page.keyboard.press("Tab")
    expect(page.get_by_role("listbox", include_hidden=True)).to_be_hidden()
    expect(page.get_by_role("button", name="Hae")).to_be_focused()


@pytest.mark.parametrize("answer", [{"status": 404}, {"body": "<html>"}])
def test_without_an_answer_one_searches_all_the_same(open_page, answer):
    filled()
    page = open_page("/haku/")
    asked = []

    def fail(route):
        asked.append(route.request.url)
        route.fulfill(**answer)

    page.route("**/otsikot/**", fail)
    field = page.get_by_role("combobox", name="Mitä etsit?")
    field.click()
    with page.expect_request("**/otsikot/**"):
        page.keyboard.type("neuvola")
    expect(page.get_by_role("listbox", include_hidden=True)).to_be_hidden()
    page.keyboard.press("Enter")
    page.wait_for_url("**/haku/?q=neuvola")
    assert asked


def test_titles_in_the_colours_of_the_visitor(open_page):
    filled()
    page = open_page("/haku/", width=NARROW, forced_colors=True)
    field = typed(page, "neuvola")
    page.keyboard.press("ArrowDown")
    assert active(page, field)
    style = page.locator("[aria-selected=true]").evaluate(
        "element => getComputedStyle(element).outlineStyle"
    )
    assert style == "solid"
    assert faults(page) == []


# -- In every state ------------------------------------------------------------

STATES = [
    "/haku/",
    "/haku/?q=neuvola",
    "/haku/?q=neuvola&tyyppi=opportunity&tila=open&paikka=837&kieli=fi",
    "/haku/?q=neuvola&tila=closed&tyyppi=opportunity&vuosi=2000",
    "/haku/?q=neuovla",
    f"/haku/?q={COMPOUND}{COMPOUND}",
    "/haku/?q=neuvola&sivu=2",
    "/haku/?q=neuvola&sivu=99",
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_state_on_a_narrow_screen(open_page, scheme):
    filled(22)
    page = open_page(width=NARROW, scheme=scheme)
    assert faults_at(page, *STATES) == []


@pytest.mark.parametrize("width", [768, 1280])
def test_every_state_where_there_is_room(open_page, width):
    filled()
    page = open_page(width=width)
    assert faults_at(page, *STATES[:6]) == []


@pytest.mark.parametrize("address", ["/sv/sok/", "/en/search/", "/fi-simple/haku/"])
def test_every_language(open_page, address):
    filled()
    index_in(address.split("/")[1])
    page = open_page(width=NARROW)
    assert faults_at(page, f"{address}?q=neuvola", f"{address}?q=zeppelin") == []


@pytest.mark.parametrize("width", [NARROW, 1280])
def test_keyboard(open_page, width):
    filled()
    page = open_page("/haku/?q=neuvola", width=width)
    if width == NARROW:
        page.locator("summary").click()
    assert_keyboard_works(page)


def test_a_page_of_results_is_light(open_page, client):
    filled(30)
    html = client.get("/haku/?q=neuvola").content
    assert html.count(b"<mark>") >= 20
    assert len(gzip.compress(html)) <= 7_000
