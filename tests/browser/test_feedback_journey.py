"""Feedback from the front page to the published answer, as people do it in a browser."""

import json
import random
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from feedback_forms.models import Feedback
from moderation import checks, intake
from moderation.clock import settle
from moderation.enums import Flag, SubmissionState
from moderation.models import Message, OutboxMail, UndoableDecision
from moderation.references import receipt_path
from tests.factories import pages
from tests.factories.feedback_forms import QUESTION, FeedbackFactory
from tests.factories.moderation import ReplyTemplateFactory
from tests.factories.users import PASSWORD, UserFactory
from tests.support.browser import (
    as_if_without_has,
    assert_no_axe_violations,
    assert_no_overflow,
    tab_to,
)

FORM = "/anna-palautetta/"
TEXT = "Ajan varaaminen puhelimella ei onnistu. Numeroni on 040 123 4567."
MENDED = TEXT + " Soittakaa."
ADDRESS = "elsa@example.org"
CHECKS = Path(__file__).parent.parent / "moderation" / "checks.json"


@pytest.fixture(autouse=True)
def _a_test_writes_faster_than_people(monkeypatch):
    """Else the clock of the intake would ask every test whether it is a person."""
    monkeypatch.setattr(intake, "FASTEST", timedelta(0))


@pytest.fixture
def form_page(live_site):
    pages.service_unit()
    return pages.feedback_page()


def send(page):
    page.get_by_role("button", name="Lähetä palaute").click()


def fill_in(page, text="Odotin takaisinsoittoa koko päivän.", reply="no"):
    """A form without mistakes, without an opportunity."""
    page.check("[name=role][value=client]")
    page.select_option("[name=place]", "unknown")
    page.check("[name=kind][value=criticism]")
    page.fill("[name=message]", text)
    page.check(f"[name=wants_reply][value={reply}]")
    if reply == "yes":
        page.fill("[name=email]", ADDRESS)
    page.check("[name=publish][value=yes]")


def test_resident_without_javascript_on_a_phone(open_page):
    form_page = pages.feedback_page()
    opportunity = pages.opportunity_page(take_part_page=form_page)
    page = open_page("/", width=320, javascript=False)

    page.get_by_role("link", name=opportunity.title).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(opportunity.title)
    page.get_by_role("link", name="Osallistu", exact=True).click()
    expect(page.get_by_text("Palautteesi koskee tätä")).to_be_visible()

    # With mistakes: no role, no publication choice, and a crooked address.
    page.check("[name=kind][value=criticism]")
    page.fill("[name=message]", TEXT)
    page.check("[name=wants_reply][value=yes]")
    page.fill("[name=email]", "elsa.example.org")
    send(page)

    summary = page.locator(".error-summary")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("Korjaa vielä 3 kohtaa")
    expect(page).to_have_title(re.compile("^Virhe"))
    expect(page.locator("[name=message]")).to_have_value(TEXT)
    expect(page.locator("[name=email]")).to_have_value("elsa.example.org")
    expect(page.locator("[name=kind][value=criticism]")).to_be_checked()
    expect(page.locator("[name=wants_reply][value=yes]")).to_be_checked()
    assert_no_overflow(page)
    links = summary.get_by_role("link")
    for index, field in enumerate(["id_role_0", "id_email", "id_publish_0"]):
        links.nth(index).click()
        expect(page.locator(f"#{field}")).to_be_focused()
        expect(page.locator(f"#{field}")).to_be_in_viewport()

    page.check("[name=role][value=client]")
    page.fill("[name=email]", ADDRESS)
    page.check("[name=publish][value=yes]")
    send(page)

    # The text is warned of once; nobody is kept from sending it.
    warning = page.locator(".notice[autofocus]")
    expect(warning).to_be_focused()
    expect(warning).to_contain_text("puhelinnumero")
    warning.get_by_role("link", name="Korjaa tekstiä").click()
    expect(page.locator("[name=message]")).to_be_focused()
    page.fill("[name=message]", MENDED)
    send(page)
    # Changed, so looked at again.
    expect(page.locator(".notice[autofocus]")).to_be_focused()
    expect(page.locator("[name=message]")).to_have_value(MENDED)
    expect(page.locator("[name=email]")).to_have_value(ADDRESS)
    page.get_by_role("button", name="Lähetä silti").click()

    feedback = Feedback.objects.get()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kiitos palautteestasi!")
    expect(page.locator(".reference")).to_have_text(feedback.reference)
    assert_no_overflow(page)
    assert (feedback.message, feedback.page_id) == (MENDED, opportunity.pk)
    assert feedback.contact.email == ADDRESS
    assert feedback.flags == [Flag.PHONE]
    # The task after the commit has begun the check.
    assert feedback.state == SubmissionState.SCREENING
    page.get_by_role("link", name=re.compile("Seurantalinkki")).click()
    expect(page.locator(".messages")).to_contain_text(MENDED)


def log_in(page, user):
    page.goto("/admin/viestit/")
    expect(page).to_have_url(re.compile("/kirjaudu/login/"))
    page.get_by_label("Käyttäjätunnus").fill(user.username)
    page.get_by_label("Salasana").fill(PASSWORD)
    page.get_by_role("button", name="Kirjaudu sisään").click()
    expect(page).to_have_url(re.compile("/admin/viestit/"))
    return page


def decide(page, feedback, decision):
    """Out of the list, then a choice and its button."""
    page.goto("/admin/viestit/?view=all")
    row = page.locator("[data-desk-row]", has_text=feedback.reference)
    row.locator("h4 a").click()
    page.check(f"[name=decision][value={decision}]")
    return page.get_by_role("button", name="Vahvista", exact=True)


def time_to_undo_ends():
    now = timezone.now()
    UndoableDecision.objects.update(until=now)
    Feedback.objects.filter(published_at__gt=now).update(published_at=now)
    settle(now)


def test_staff_answer_and_publish_and_the_resident_reads_it(open_page, form_page):
    text = "Miksi kotihoidon hoitaja vaihtuu joka viikko?"
    answer = "Kiitos kysymyksestäsi. Joka asiakkaalla on nyt oma hoitajapari."
    feedback = FeedbackFactory(
        screening=True,
        message=text,
        email=ADDRESS,
        wants_reply=True,
        publication_consent=True,
    )
    ReplyTemplateFactory(name="Kotihoito", text_fi=answer)
    first, second = UserFactory(moderator=True), UserFactory(moderator=True)

    author = log_in(open_page(), first)
    decide(author, feedback, "approve").click()
    expect(
        author.get_by_text(f"Hyväksyit viestin {feedback.reference}")
    ).to_be_visible()

    confirm = decide(author, feedback, "reply")
    author.select_option("#desk-template", label="Kotihoito")
    author.click("[name=insert_template]")
    expect(author.locator("#desk-reply")).to_have_value(answer)
    confirm.click()
    expect(
        author.get_by_text(f"Vastasit viestiin {feedback.reference}")
    ).to_be_visible()

    # Four eyes: whoever wrote the reply cannot be the one who publishes it.
    author.goto(f"/admin/viestit/{feedback.reference}/")
    expect(author.locator("[name=decision][value=publish]")).to_be_disabled()
    expect(author.get_by_text("Kirjoitit vastauksen.")).to_be_visible()

    resident = open_page(receipt_path(feedback), width=320)
    # Nothing is told while it can still be undone.
    expect(resident.locator(".message.theirs")).to_have_count(0)
    time_to_undo_ends()
    resident.reload()
    expect(resident.get_by_role("heading", level=1)).to_have_text("Vastasimme sinulle")
    expect(resident.locator(".message.theirs")).to_contain_text(answer)
    resident.goto(f"{FORM}julkaistut/")
    expect(resident.get_by_text(text)).to_have_count(0)

    other = log_in(open_page(), second)
    decide(other, feedback, "publish").click()
    expect(other.get_by_text(f"Julkaisit viestin {feedback.reference}")).to_be_visible()
    time_to_undo_ends()

    resident.goto(FORM)
    resident.get_by_role("link", name="Lue julkaistuja palautteita").click()
    expect(resident.locator(".message.own")).to_contain_text(text)
    expect(resident.locator(".message.theirs")).to_contain_text(answer)
    assert first.last_name not in resident.content()
    assert ADDRESS not in resident.content()
    assert_no_overflow(resident)
    assert OutboxMail.objects.filter(submission=feedback, template="reply").exists()


def test_form_whose_cookie_is_gone_is_sent_again(open_page, form_page):
    page = open_page(FORM, width=320, javascript=False)
    text = "Odotin koko päivän.\nKukaan ei soittanut."
    fill_in(page, text=text, reply="yes")
    page.context.clear_cookies()
    send(page)

    expect(page.get_by_role("heading", level=1)).to_have_text("Tekstisi on tallessa")
    expect(page.get_by_label("Tekstisi")).to_have_value(text)
    expect(page.get_by_label("Sähköpostiosoite")).to_have_value(ADDRESS)
    assert Feedback.objects.count() == 0
    page.get_by_role("button", name="Lähetä uudelleen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kiitos palautteestasi!")
    feedback = Feedback.objects.get()
    assert feedback.message.splitlines() == text.splitlines()
    assert feedback.contact.email == ADDRESS


def test_sender_answers_corrects_and_withdraws_without_javascript(open_page, form_page):
    feedback = FeedbackFactory(waiting=True, email=ADDRESS)
    page = open_page(receipt_path(feedback), width=320, javascript=False)

    expect(page.locator(".message.theirs")).to_contain_text(QUESTION)
    page.get_by_role("button", name="Lähetä vastauksesi").click()
    expect(page.locator(".error-summary")).to_be_focused()
    page.get_by_label("Vastauksesi").fill("Hervannan hammashoitolassa.")
    page.get_by_role("button", name="Lähetä vastauksesi").click()
    expect(page.locator(".notice.success")).to_contain_text("Kiitos vastauksestasi!")
    assert Message.objects.filter(text="Hervannan hammashoitolassa.").exists()

    page.get_by_role("link", name="Korjaa viestiäsi").click()
    expect(page.get_by_label("Viestisi", exact=True)).to_have_value(feedback.message)
    page.get_by_label("Viestisi", exact=True).fill("Odotin kaksi viikkoa, en kolmea.")
    page.get_by_role("button", name="Tallenna muutokset").click()
    expect(page.locator(".notice.success")).to_contain_text("Tallensimme muutoksesi")
    expect(page.locator(".message.own").first).to_contain_text("en kolmea")

    page.get_by_role("link", name="Peru viesti").click()
    feedback.refresh_from_db()
    assert feedback.state == SubmissionState.SCREENING
    page.get_by_role("button", name="Kyllä, peru viesti").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Viestisi on peruttu")
    expect(page.get_by_text("en kolmea")).to_have_count(0)
    feedback.refresh_from_db()
    assert feedback.state == SubmissionState.WITHDRAWN


def test_warning_comes_while_one_writes(open_page, form_page):
    page = open_page(FORM)
    region = page.locator("[data-warnings-for=id_message]")
    warning = page.locator("[data-warning=identity-code]")
    text = page.locator("[name=message]")

    # There before its words come, else screen readers would not read them out.
    expect(region).to_have_attribute("role", "status")
    expect(warning).to_be_hidden()
    text.press_sequentially("Tunnukseni on 131052-308T")
    expect(warning).to_be_visible()
    expect(warning).to_contain_text("henkilötunnus")
    expect(text).to_be_focused()
    expect(page).to_have_url(re.compile(f"{FORM}$"))
    assert_no_axe_violations(page)

    text.fill("Tunnukseni on salaisuus")
    expect(warning).to_be_hidden()


def texts_to_check():
    """The table of the server's own tests, and pieces of it run together anyhow."""
    table = [case["text"] for case in json.loads(CHECKS.read_text())]
    chance = random.Random(1)
    pieces = [*table, *"040 123 4567", "+358", "(0)", "-", ".", ",", "@", "ä", "_", "/"]
    mixed = ["".join(chance.choices(pieces, k=5)) for _text in range(150)]
    return [*table, *mixed, "0 " * 2000, "a@" * 2000, "a." * 2000 + "@"]


def test_script_finds_the_same_personal_data_as_the_server(open_page, form_page):
    page = open_page()
    page.clock.install()
    page.goto(FORM)
    names = {"identity-code", "email", "phone"}
    shown = (
        """found => found.filter(one => !one.hidden).map(one => one.dataset.warning)"""
    )
    differ = []

    for text in texts_to_check():
        page.fill("[name=message]", text)
        page.clock.run_for(1000)
        found = set(page.locator("[data-warning]").evaluate_all(shown))
        told = names & {flag.value for flag in checks.flags(text)}
        if found != told:
            differ.append((text, found, told))

    assert differ == []


def test_characters_left_are_told_near_the_limit(open_page, form_page):
    page = open_page(FORM)
    line = page.locator("[data-count-for=id_message]")
    text = page.locator("[name=message]")

    expect(line).to_have_text("Voit kirjoittaa vielä 5000 merkkiä.")
    expect(line).to_have_attribute("aria-live", "off")
    text.fill("a" * 4600)
    expect(line).to_have_text("Voit kirjoittaa vielä 400 merkkiä.")
    expect(line).to_have_attribute("aria-live", "polite")
    text.fill("a" * 4999)
    expect(line).to_have_text("Voit kirjoittaa vielä 1 merkin.")
    text.fill("a" * 5003)
    expect(line).to_contain_text("5003")
    expect(line).to_have_class(re.compile(r"\bover\b"))
    # What is too long is not cut: the sender decides what to leave out.
    expect(text).to_have_value("a" * 5003)


def test_keyboard_alone_from_the_top_to_the_receipt(open_page, form_page):
    page = open_page(FORM)
    press, type_ = page.keyboard.press, page.keyboard.type

    press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    press("Enter")
    expect(page.locator("main")).to_be_focused()
    tab_to(page, page.locator("#id_role_0"))
    press("Space")
    press("ArrowDown")
    expect(page.locator("#id_role_1")).to_be_checked()
    press("Tab")
    expect(page.locator("[name=place]")).to_be_focused()
    press("ArrowDown")
    expect(page.locator("[name=place]")).to_have_value("unknown")
    press("Tab")
    press("Space")
    expect(page.locator("#id_kind_0")).to_be_checked()
    press("Tab")
    type_("Kiitos hyvästä hoidosta.")
    press("Tab")
    press("Space")
    for _press in range(9):
        press("ArrowRight")
    expect(page.locator("[name=recommendation][value='9']")).to_be_checked()
    press("Tab")
    press("Space")
    expect(page.locator("[name=wants_reply][value=yes]")).to_be_checked()
    press("Tab")
    expect(page.locator("[name=email]")).to_be_focused()
    type_(ADDRESS)
    press("Tab")
    press("Space")
    expect(page.locator("[name=publish][value=yes]")).to_be_checked()
    press("Tab")
    expect(page.get_by_role("button", name="Lähetä palaute")).to_be_focused()
    press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Kiitos palautteestasi!")
    feedback = Feedback.objects.get()
    assert (feedback.recommendation.score, feedback.contact.email) == (9, ADDRESS)
    assert feedback.message == "Kiitos hyvästä hoidosta."


@pytest.mark.parametrize("javascript", [True, False])
def test_double_click_sends_once(open_page, form_page, javascript):
    page = open_page(FORM, javascript=javascript)
    fill_in(page)
    page.get_by_role("button", name="Lähetä palaute").dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kiitos palautteestasi!")
    assert Feedback.objects.count() == 1
    assert OutboxMail.objects.filter(template="receipt").count() <= 1


def test_address_is_asked_only_of_those_who_want_a_reply(open_page, form_page):
    page = open_page(FORM, javascript=False)
    email = page.get_by_label("Sähköpostiosoite")

    expect(email).to_be_visible()
    page.check("[name=wants_reply][value=no]")
    expect(email).to_be_hidden()
    page.check("[name=wants_reply][value=yes]")
    expect(email).to_be_visible()


def test_address_can_be_given_where_has_is_unknown(open_page, form_page):
    page = open_page(javascript=False)
    as_if_without_has(page)
    page.goto(FORM)
    email = page.get_by_label("Sähköpostiosoite")

    fill_in(page)
    expect(email).to_be_visible()
    fill_in(page, reply="yes")
    send(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Kiitos palautteestasi!")
    assert Feedback.objects.get().contact.email == ADDRESS
