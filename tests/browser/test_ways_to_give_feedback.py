"""Quick feedback, the picture card, in-depth and accessibility feedback, and the tablet."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect
from wagtail.models import Locale

from feedback_forms.kiosks import kiosk_query
from feedback_forms.models import (
    FaceAnswer,
    Feedback,
    InDepthQuestion,
    Recommendation,
    ScaleAnswer,
)
from moderation import intake
from tests.browser.test_desk import violations
from tests.factories import pages
from tests.factories.users import UserFactory
from tests.support.browser import (
    assert_keyboard_works,
    assert_no_axe_violations,
    assert_no_overflow,
    faults,
    faults_at,
    tab_to,
)
from tests.support.looks import each_look

LANGUAGES = ["fi", "sv", "en", "fi-simple"]
TEXT = "Täällä oli rauhallista."
PERSONAL = "Soittakaa minulle: 040 123 4567."


@pytest.fixture(autouse=True)
def _a_test_writes_faster_than_people(monkeypatch):
    monkeypatch.setattr(intake, "FASTEST", timedelta(0))
    monkeypatch.setattr(intake, "FASTEST_TAP", timedelta(0))


@pytest.fixture
def unit(live_site):
    pages.feedback_page()
    return pages.service_unit("Etelä-Hervannan kuntoutumis- ja terveysasema")


@pytest.fixture
def path(unit):
    return f"/anna-palautetta/{unit.slug}/"


def prefix(language):
    """The language's part of an address, once the page is in it."""
    if language == "fi":
        return ""
    pages.home_page(language)
    locale = Locale.objects.get(language_code=language)
    pages.feedback_page().copy_for_translation(locale).save_revision().publish()
    return f"/{language}"


def screens(path):
    return [
        *(path, f"{path}?kiitos=1"),
        *(f"{path}kuvat/", f"{path}kuvat/?kerro=", f"{path}kuvat/?kiitos=1"),
        *(f"{path}kioski/", f"{path}kioski/?kerro=", f"{path}kioski/?kiitos=1"),
        f"{path}laaja/",
        "/anna-palautetta/saavutettavuus/?sivu=/haku/",
        "/anna-palautetta/paikat/",
        "/anna-palautetta/ei-ole/",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_screen_at_320_px(open_page, path, language):
    start = prefix(language)
    addresses = [f"{start}{address}" for address in screens(path)]
    assert faults_at(open_page(width=320), *addresses) == []


def test_every_screen_on_a_dark_and_wide_one(open_page, path):
    assert faults_at(open_page(scheme="dark"), *screens(path)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_picture_card_without_javascript(open_page, path, language):
    page = open_page(f"{prefix(language)}{path}kuvat/", javascript=False)
    page.locator("button[value=so-so]").click()
    assert FaceAnswer.objects.get().face == "so-so"
    page.locator("[name=message]").fill(TEXT)
    page.locator("main button[type=submit]").click()
    feedback = Feedback.objects.get()
    expect(page.locator(".reference")).to_have_text(feedback.reference)
    assert (feedback.message, feedback.language) == (TEXT, language)
    assert FaceAnswer.objects.get().feedback == feedback


def test_quick_feedback_by_keyboard(open_page, path):
    page = open_page(path, width=320)
    assert_keyboard_works(page)
    page.goto(path)
    tab_to(page, page.locator("#id_recommendation_0"))
    page.keyboard.press("Space")
    for _press in range(9):
        page.keyboard.press("ArrowRight")
    tab_to(page, page.get_by_role("button", name="Lähetä"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Kiitos vastauksestasi!")
    assert Recommendation.objects.get().score == 9
    assert not Feedback.objects.exists()


def test_in_depth_feedback_without_javascript(open_page, path):
    page = open_page(f"{path}laaja/", javascript=False)
    page.check("[name=recommendation][value='8']")
    for question in InDepthQuestion.objects.all():
        page.check(f"[name=statement-{question.pk}][value='4']")
    page.fill("[name=good]", TEXT)
    page.get_by_role("button", name="Lähetä").click()
    expect(page.locator(".reference")).to_have_text(Feedback.objects.get().reference)
    assert ScaleAnswer.objects.filter(value=4).count() == 5


def test_mistakes_are_said_and_the_text_stays(open_page, path):
    page = open_page(f"{path}laaja/", width=320)
    page.fill("[name=better]", PERSONAL)
    page.get_by_role("button", name="Lähetä").click()
    expect(page.locator(".error-summary")).to_be_focused()
    found = faults(page)
    page.check("[name=recommendation][value='8']")
    page.get_by_role("button", name="Lähetä").click()
    expect(page.locator(".notice.warning[role=group]")).to_be_focused()
    expect(page.locator("[name=better]")).to_have_value(PERSONAL)
    assert found + faults(page) == []
    page.get_by_role("button", name="Lähetä silti").click()
    expect(page.locator(".reference")).to_be_visible()


def test_footer_leads_to_the_accessibility_form_and_names_the_page(open_page, unit):
    page = open_page("/anna-palautetta/paikat/")
    page.get_by_role("contentinfo").get_by_text("saavutettavuusongelmasta").click()
    expect(page.locator("[name=page_address]")).to_have_value(
        page.url.split("/anna-")[0] + "/anna-palautetta/paikat/"
    )
    page.fill("[name=message]", TEXT)
    page.get_by_role("button", name="Lähetä").click()
    expect(page.locator(".reference")).to_have_text(Feedback.objects.get().reference)


# -- The tablet ---------------------------------------------------------------------


@pytest.mark.parametrize("javascript", [True, False])
def test_tablet_shows_nothing_of_the_last_person(open_page, unit, path, javascript):
    home = f"{path}kioski/{kiosk_query(unit)}"
    page = open_page(home, width=1024, javascript=javascript)
    page.get_by_role("button", name="10", exact=True).click()
    page.fill("[name=message]", TEXT)
    page.get_by_role("button", name="Lähetä").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kiitos!")
    feedback = Feedback.objects.get()
    assert (feedback.channel, feedback.recommendation.score) == ("kiosk", 10)

    for _step in range(2):
        page.go_back()
        assert TEXT not in page.content()
        assert feedback.reference not in page.content()
        field = page.locator("[name=message]")
        if field.count():
            expect(field).to_have_value("")
            if javascript:
                # What the next person writes is not tied to the last one's number.
                expect(page.locator("[name=ticket]")).to_have_value("")
    assert page.context.cookies() == []


def test_tablet_thanks_and_returns_to_its_own_language(open_page, unit, path):
    prefix("sv")
    home = f"{path}kioski/{kiosk_query(unit)}"
    page = open_page(width=1024)
    page.clock.install()
    page.goto(home)
    page.get_by_role("link", name="Svenska").click()
    page.get_by_role("button", name="3", exact=True).click()
    page.get_by_role("link", name="Avsluta här").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tack!")
    page.clock.run_for(11_000)
    page.wait_for_url(f"**{home}")


def test_tablet_waits_while_somebody_writes(open_page, path):
    page = open_page(width=1024)
    page.clock.install()
    page.goto(f"{path}kioski/?kerro=")
    for part in ("Täällä ", "oli ", "hyvä olla."):
        page.clock.run_for(40_000)
        page.locator("[name=message]").press_sequentially(part)
    expect(page.locator("[name=message]")).to_have_value("Täällä oli hyvä olla.")
    page.clock.run_for(61_000)
    page.wait_for_url(f"**{path}kioski/")


def test_tablet_outlasts_a_minute_without_the_network(open_page, path):
    home = f"{path}kioski/"
    page = open_page(width=1024)
    page.clock.install()
    page.goto(f"{path}kioski/?kerro=")
    page.fill("[name=message]", PERSONAL)
    page.get_by_role("button", name="Lähetä").click()
    anyway = page.get_by_role("button", name="Lähetä silti")
    expect(anyway).to_be_visible()
    page.context.set_offline(True)
    notice = page.get_by_role("alert")
    anyway.click()
    expect(notice).to_be_visible()
    expect(page.locator("[name=message]")).to_have_value(PERSONAL)
    # Its writer leaves; the next person sees nothing of it, and the tablet comes back.
    page.clock.run_for(61_000)
    expect(page.locator("[name=message]")).to_have_value("")
    page.get_by_role("link", name="Lopeta tähän").click()
    expect(notice).to_be_visible()
    page.context.set_offline(False)
    page.clock.run_for(61_000)
    page.wait_for_url(f"**{home}")
    page.get_by_role("button", name="8", exact=True).click()
    expect(page.locator("[name=message]")).to_be_visible()
    assert Recommendation.objects.get().score == 8
    assert not Feedback.objects.exists()


def test_tablet_returns_without_javascript(open_page, path):
    page = open_page(f"{path}kuvat/kioski/?kiitos=1", javascript=False)
    page.wait_for_url(f"**{path}kuvat/kioski/")


def test_tablet_by_keyboard_with_large_targets(open_page, path):
    page = open_page(f"{path}kuvat/kioski/", width=1024)
    for button in page.locator("button.tap").all():
        assert button.bounding_box()["height"] >= 100
    assert_keyboard_works(page)
    tab_to(page, page.get_by_role("button", name="Huonosti"))
    page.keyboard.press("Enter")
    expect(page.locator("[name=message]")).to_be_visible()
    assert FaceAnswer.objects.get().channel == "kiosk"


def test_links_of_tablets_in_the_admin(open_page, sign_in, unit):
    page = sign_in(open_page(width=320), UserFactory(administrator=True))
    page.goto("/admin/tabletit/")
    expect(page.get_by_role("row")).to_have_count(2)
    assert_no_axe_violations(page)
    assert_no_overflow(page)
    page.locator("td a").first.click()
    expect(page.locator("button.tap")).to_have_count(11)


@each_look
def test_addresses_of_a_unit_are_accessible(open_page, sign_in, unit, width, scheme):
    page = sign_in(
        open_page(width=width, scheme=scheme), UserFactory(communications=True)
    )
    page.goto("/admin/tabletit/")
    page.get_by_role("link", name=unit.name, exact=True).click()
    expect(page.get_by_role("img", name="QR")).to_have_count(5)
    page.wait_for_load_state("networkidle")
    assert violations(page) == []
    assert_no_overflow(page)


def test_on_a_phone_the_numbers_are_seen_at_once(open_page, path):
    page = open_page(path, width=360)
    page.set_viewport_size({"width": 360, "height": 740})
    expect(page.locator("[name=recommendation][value='10']")).to_be_in_viewport(ratio=1)


def test_tablet_says_so_where_the_network_swallows_everything(open_page, path):
    page = open_page(width=1024)
    page.clock.install()
    page.goto(f"{path}kioski/")
    swallowed = []

    def answer(route):
        if route.request.method == "HEAD":
            swallowed.append(route)
        else:
            route.continue_()

    page.route("**/kioski/*", answer)
    page.get_by_role("button", name="3", exact=True).click()
    page.clock.run_for(6_000)
    try:
        expect(page.get_by_role("alert")).to_be_visible()
    finally:
        # The window is closed once every request has its end.
        for route in swallowed:
            route.abort()
