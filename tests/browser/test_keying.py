"""Keying in a card, and the sender's way back with the code from the slip."""

import re

import pytest

from feedback_forms.models import Feedback
from moderation.references import code, in_groups
from tests.browser.test_desk import violations
from tests.factories import pages
from tests.factories.core import ServiceUnitFactory
from tests.factories.users import UserFactory
from tests.support.browser import assert_no_axe_violations, assert_no_overflow
from tests.support.looks import each_look

URL = "/admin/kirjaa-palaute/"
DONE = re.compile(r"/kirjaa-palaute/P-[^/]+/")
NEXT = re.compile(r"/kirjaa-palaute/\?channel=paper")


def fill(page, text="Kiitos hoitajalle. Numeroni on 040 123 4567."):
    page.get_by_label("Paperi").check()
    page.select_option("#id_place", label="Hatanpään terveysasema")
    page.get_by_label("Mitä lähettäjä kertoo").fill(text)
    page.get_by_label("Olen asiakas", exact=True).check()
    page.get_by_label("Kiitos", exact=True).check()
    page.get_by_role("group", name="Toivooko lähettäjä").get_by_label("Ei").check()
    page.get_by_role("group", name="Saako sen julkaista").get_by_label("Ei").check()


@each_look
def test_screens_of_keying_are_accessible(open_page, sign_in, width, scheme):
    ServiceUnitFactory(name_fi="Hatanpään terveysasema")
    page = sign_in(open_page(width=width, scheme=scheme), UserFactory(moderator=True))

    page.goto(URL)
    page.wait_for_load_state("networkidle")
    assert violations(page) == []
    assert_no_overflow(page)
    page.get_by_role("button", name="Tallenna ja tee lappu").click()
    page.wait_for_load_state("networkidle")
    assert violations(page) == []
    assert_no_overflow(page)
    fill(page)
    page.get_by_role("button", name="Tallenna ja tee lappu").click()
    page.wait_for_url(DONE)
    page.wait_for_load_state("networkidle")
    assert violations(page) == []
    assert_no_overflow(page)


def test_two_cards_by_keyboard(open_page, sign_in):
    ServiceUnitFactory(name_fi="Hatanpään terveysasema")
    page = sign_in(open_page(), UserFactory(moderator=True))
    page.goto(URL)
    page.wait_for_load_state("networkidle")
    fill(page)
    page.keyboard.press("Control+s")
    page.wait_for_url(DONE)
    page.wait_for_load_state("networkidle")

    page.keyboard.press("n")
    page.wait_for_url(NEXT)
    page.wait_for_load_state("networkidle")

    assert page.evaluate("document.activeElement.name") == "message"
    assert page.input_value("#id_place").startswith("unit-")
    assert Feedback.objects.count() == 1


@each_look
def test_code_page_is_accessible(open_page, width, scheme):
    pages.home_page()
    page = open_page("/seuranta/", width=width, scheme=scheme)

    assert_no_axe_violations(page)
    assert_no_overflow(page)
    page.click("main button[type=submit]")
    assert_no_axe_violations(page)
    assert_no_overflow(page)


@pytest.mark.parametrize("language", ["fi", "sv", "en", "fi-simple"])
def test_sender_comes_back_with_the_code_without_script(open_page, sign_in, language):
    pages.home_page()
    ServiceUnitFactory(name_fi="Hatanpään terveysasema")
    staff = sign_in(open_page(javascript=False), UserFactory(moderator=True))
    staff.goto(URL)
    fill(staff, text="Aika peruttiin kolmesti.")
    staff.get_by_role("button", name="Tallenna ja tee lappu").click()
    feedback = Feedback.objects.get()
    page = open_page(f"/seuranta/?kieli={language}", width=320, javascript=False)

    page.fill("[name=reference]", feedback.reference.lower())
    page.fill("[name=code]", in_groups(code(feedback)).replace("-", " ").lower())
    page.click("main button[type=submit]")

    assert page.get_by_text("Aika peruttiin kolmesti.").is_visible()
    assert page.locator("html").get_attribute("lang") == language.split("-")[0]
