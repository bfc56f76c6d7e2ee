"""Stories and outcomes in Chromium: empty, one and forty, with and without pictures."""

import io
from datetime import timedelta

from django.utils import timezone
from PIL import Image
from playwright.sync_api import expect

from tests.browser import content
from tests.factories import pages, stories
from tests.support.browser import assert_keyboard_works, faults, faults_at, tab_to

NARROW = 320
THREAD = (0xC6, 0x1F, 0x4C)
LIST, OUTCOMES = "/tarinat/", "/mika-muuttui/"


def full_story(**fields):
    """With every optional field; steps with and without a picture, the first one with."""
    image = stories.picture()
    steps = [
        stories.step(
            image=image if number % 3 != 1 else None, quote="Kukaan ei kysynyt."
        )
        for number in range(5)
    ]
    return stories.story_page(
        **{
            "steps": steps,
            "content_note": "Tarina kertoo läheisen sairastumisesta.",
            "name_changed": True,
            "expert_presentation": "Marja kouluttaa hoitajia.",
            "what_followed": "Soitamme nyt toisin.",
            "outcome_page": pages.opportunity_page(with_outcome=True),
            "service_area": pages.service_area(),
            **fields,
        }
    )


def test_list_of_stories_by_length(open_page):
    stories.story_index()
    page = open_page(width=NARROW)
    found = faults_at(page, LIST)

    pages.feedback_page().save_revision().publish()
    stories.story_page()
    found += faults_at(page, LIST)
    steps = [stories.step(image=stories.picture())]
    areas = [pages.service_area(), pages.service_area("Sairaalapalvelut")]
    for number in range(39):
        stories.story_page(
            whose=("own", "relative", "other")[number % 3],
            service_area=areas[number % 2],
            steps=steps if number % 2 else [stories.step()],
        )
    found += faults_at(page, LIST, f"{LIST}?kenen=own&alue={areas[0].pk}")
    found += faults_at(open_page(width=NARROW, scheme="dark"), LIST)
    page.goto(LIST)
    page.get_by_role("link", name="Seuraava").click()
    expect(page.locator(".card")).to_have_count(18)
    assert found + faults(page) == []


def test_what_is_only_in_finnish_in_swedish_lists(open_page):
    method = pages.method_page(title=content.COMPOUND)
    pages.opportunity_page(method=method)
    pages.opportunity_page(with_outcome=True, method=method)
    pages.opportunity_page(
        late=True, outcome_new_date="2040-01-07", outcome_delay_reason=content.COMPOUND
    )
    pages.council_page(meetings=[pages.meeting()], title=content.COMPOUND)
    stories.story_page(title=content.COMPOUND)
    lists = [
        content.in_language(page, "sv")
        for page in (
            stories.story_index(),
            stories.outcomes_page(),
            pages.method_index_page(),
            pages.council_index_page(),
        )
    ]
    urls = [page.url for page in (*lists, content.in_language(method, "sv"))]
    assert faults_at(open_page(width=NARROW), *urls) == []


def test_story_with_and_without_pictures(open_page):
    word = content.COMPOUND
    full, bare = full_story(), stories.story_page(introduction="", teller="")
    long = full_story(
        title=word,
        slug="pitka",
        teller=word,
        content_note=word,
        steps=[stories.step(title=word, text=f"<p>{word}</p>", quote=word)] * 2,
    )
    urls = [full.url, bare.url, long.url]
    found = faults_at(open_page(width=NARROW), *urls)
    found += faults_at(open_page(width=NARROW, scheme="dark"), *urls)
    found += faults_at(open_page(width=1280), *urls)
    assert found == []


def test_a_story_can_be_left_unread_without_javascript(open_page):
    page = open_page(full_story().url, javascript=False)
    page.get_by_role("link", name="Siirry tarinan loppuun").click()
    expect(
        page.get_by_role("heading", name="Mitä tarinasta seurasi?")
    ).to_be_in_viewport()
    page.get_by_role("link", name="Takaisin muihin tarinoihin").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kokemustarinat")


def test_keyboard_on_a_story(open_page):
    page = open_page(full_story().url)
    assert_keyboard_works(page)
    page.evaluate("() => { document.activeElement.blur(); scrollTo(0, 0); }")
    tab_to(page, page.get_by_role("link", name="Siirry tarinan loppuun"))
    page.keyboard.press("Enter")
    # From there the next stop is what follows the story.
    tab_to(page, page.get_by_role("link", name="Katso tulos"), limit=1)


def test_pictures_take_turns_and_words_stand_on_the_thread(open_page):
    page = open_page(full_story().url, width=1280)
    middle = 640
    first, third = page.locator(".scene-picture").nth(0), page.locator(".turned")
    assert first.bounding_box()["x"] < middle
    picture = third.locator(".scene-picture").first.bounding_box()
    assert picture["x"] > middle
    words = page.locator(".words .scene-text").first.bounding_box()
    assert abs(words["x"] + words["width"] / 2 - middle) < 2
    # The thread ends at the sheet; it does not cross the words.
    drawn = page.locator(".words .scene-text p").first.screenshot()
    colours = Image.open(io.BytesIO(drawn)).convert("RGB").getcolors(1_000_000)
    assert THREAD not in {colour for _number, colour in colours}


def test_page_of_outcomes_by_length(open_page):
    stories.outcomes_page()
    page = open_page(width=NARROW)
    found = faults_at(page, OUTCOMES)

    day = timezone.localdate()
    pages.opportunity_page(with_outcome=True)
    pages.opportunity_page(late=True)
    found += faults_at(page, OUTCOMES)
    areas = [pages.service_area(), pages.service_area("Sairaalapalvelut")]
    late = {
        "outcome_new_date": day + timedelta(days=9),
        "outcome_delay_reason": content.COMPOUND,
    }
    for number in range(39):
        title = f"{content.COMPOUND} {number}"
        area = areas[number % 2]
        pages.opportunity_page(with_outcome=True, title=title, service_area=area)
        if number % 4 == 0:
            pages.opportunity_page(late=True, title=title, **late)
    found += faults_at(page, OUTCOMES, f"{OUTCOMES}?alue={areas[0].pk}")
    found += faults_at(open_page(width=NARROW, scheme="dark"), OUTCOMES)
    found += faults_at(open_page(width=1280), OUTCOMES)
    page.goto(OUTCOMES)
    page.get_by_role("link", name="Seuraava").click()
    expect(page.locator(".outcomes > li")).to_have_count(20)
    expect(page.get_by_role("heading", name="11 tulosta on myöhässä")).to_be_visible()
    assert found + faults(page) == []
    assert_keyboard_works(page)
