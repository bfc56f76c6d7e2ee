"""An initiative from the first thought to its receipt, as people make it in a browser."""

import io
import re

import pytest
from django.core import mail
from django.utils import timezone
from PIL import Image
from playwright.sync_api import expect

from initiatives.enums import Stage
from initiatives.making import services
from initiatives.making.drafts import page_token
from initiatives.models import Draft, Initiative
from tests.factories import pages
from tests.factories.core import MunicipalityFactory, ServiceAreaFactory
from tests.factories.initiatives import InitiativeFactory
from tests.initiatives.making.test_similar import known
from tests.support.browser import (
    assert_no_axe_violations,
    assert_no_overflow,
    tab_to,
)
from tests.support.looks import each_look

TEXT = "Bussipysäkiltä on pitkä matka terveysasemalle, eikä matkalla voi levätä."
TITLE = "Penkki pysäkin ja terveysaseman väliin jokaiseen kuntaan"
ADDRESS = "tauno@example.org"
STEPS = (
    "otsikko",
    "ehdotus",
    "vaikutukset",
    "palvelu",
    "tekijat",
    "tekija-uusi",
    "kannatus",
    "liitteet",
    "yhteenveto",
    "linkki",
)


@pytest.fixture
def site(live_site):
    pages.initiatives_page(), pages.feedback_page()
    MunicipalityFactory(name_fi="Kangasala")
    ServiceAreaFactory(name_fi="Ikäihmisten ja vammaisten palvelut")


def go_on(page):
    page.locator("main form .button[type=submit]:not(.secondary)").last.click()


def at(page, step):
    expect(page).to_have_url(re.compile(f"/{step}/$"))
    expect(page.locator("h1")).to_have_count(1)
    assert_no_overflow(page)


def add_person(page, name, email, basis="resident"):
    page.get_by_role("main").locator("a.button[href*='tekija-uusi']").click()
    at(page, "tekija-uusi")
    page.fill("[name=name]", name)
    page.fill("[name=email]", email)
    page.select_option("[name=municipality]", label="Kangasala")
    page.check(f"[name=basis][value={basis}]")
    page.check("[name=name_public][value=yes]")
    if page.locator("[name=is_contact]").count():
        page.check("[name=is_contact][value=no]")
    go_on(page)
    at(page, "tekijat")


def link_in(message):
    return re.search(r"https?://[^/]+(/aloite/\S+)", message.body)[1]


def picture(path):
    out = io.BytesIO()
    Image.new("RGB", (600, 400), "green").save(out, "JPEG")
    path.write_bytes(out.getvalue())
    return path


def test_initiator_without_javascript_on_a_phone(open_page, site, tmp_path):
    page = open_page("/aloitteet/aloita/", width=320, javascript=False)

    # The right channel; what is written goes along, and no address tells of it.
    assert_no_overflow(page)
    page.fill("[name=proposal]", TEXT)
    page.check("[value=aloite]")
    go_on(page)
    expect(page).to_have_url(re.compile("/aloitteet/tee/$"))
    expect(page.locator(".kept")).to_contain_text(TEXT)
    assert_no_overflow(page)
    go_on(page)

    at(page, "otsikko")
    go_on(page)
    expect(page.locator(".error-summary")).to_be_focused()
    page.fill("[name=title]", TITLE)
    go_on(page)
    at(page, "ehdotus")
    expect(page.locator("[name=proposal]")).to_have_value(TEXT)
    page.fill("[name=proposal]", f"{TEXT} Soita 040 123 4567.")
    go_on(page)
    expect(page.locator(".notice[autofocus]")).to_be_focused()
    page.fill("[name=proposal]", TEXT)
    page.locator("button[type=submit]:not([name])").last.click()
    at(page, "vaikutukset")
    go_on(page)
    at(page, "palvelu")
    page.select_option("[name=service_area]", "unknown")
    page.select_option("[name=place]", "all")
    go_on(page)
    at(page, "tekijat")
    add_person(page, "Tauno Tekijä", ADDRESS)
    add_person(page, "Irja Toinen", "irja@example.org", "service-user")
    go_on(page)
    at(page, "kannatus")
    page.check("[value=collect]")
    go_on(page)
    at(page, "liitteet")
    page.set_input_files("[name=file]", picture(tmp_path / "Reitin kuva.jpg"))
    page.click("[name=lisaa]")
    expect(page.locator(".summary-list dt")).to_have_text("Reitin kuva.jpg")
    go_on(page)

    at(page, "yhteenveto")
    expect(page.locator("main")).to_contain_text(TITLE)
    expect(page.locator("main")).to_contain_text("Irja Toinen")
    # Changed from here, and back here.
    page.locator("a[href*='vaikutukset']").click()
    page.fill("[name=effects]", "Useampi pääsee perille omin voimin.")
    go_on(page)
    at(page, "yhteenveto")
    page.check("[name=agreed]")
    go_on(page)
    at(page, "lahetetty")
    expect(page.locator("main")).to_contain_text(ADDRESS)
    assert not Initiative.objects.exists()

    (message,) = mail.outbox
    page.goto(link_in(message))
    assert_no_overflow(page)
    assert not Initiative.objects.exists()
    go_on(page)

    expect(page).to_have_url(re.compile("/seuranta/A-"))
    initiative = Initiative.objects.get()
    expect(page.locator("main")).to_contain_text(initiative.reference)
    assert (initiative.title, initiative.proposal) == (TITLE, TEXT)
    assert initiative.initiators.count() == 2
    assert initiative.attachments.count() == 1
    assert initiative.state == "screening"


def test_from_feedback_to_the_right_channel_and_back(open_page, site):
    page = open_page("/anna-palautetta/", width=320, javascript=False)
    page.fill("[name=message]", TEXT)
    page.locator("[formaction]").click()

    expect(page).to_have_url(re.compile("/aloitteet/aloita/$"))
    expect(page.locator(".kept")).to_contain_text(TEXT)
    page.check("[value=oma]")
    go_on(page)
    expect(page.locator(".kept")).to_contain_text(TEXT)
    page.locator("main form button").click()
    page.check("[value=palaute]")
    go_on(page)

    expect(page.locator("[name=message]")).to_have_value(TEXT)
    expect(page.locator(".error-summary")).to_have_count(0)


def empty_draft():
    draft = services.begin(language="fi", now=timezone.now())
    return draft, f"/aloitteet/tee/{draft.uuid}/{page_token(draft)}/"


@each_look
def test_pages_of_a_draft_are_accessible(open_page, site, width, scheme):
    _draft, base = empty_draft()
    page = open_page(width=width, scheme=scheme)
    for step in STEPS:
        page.goto(f"{base}{step}/")
        assert_no_axe_violations(page)
        assert_no_overflow(page)
        if step == "vaikutukset":
            continue
        if step == "liitteet":
            page.click("[name=lisaa]")
        else:
            go_on(page)
        expect(page.locator(".error-summary")).to_be_focused()
        assert_no_axe_violations(page)
        assert_no_overflow(page)


@each_look
def test_pages_before_and_after_are_accessible(open_page, site, width, scheme):
    page = open_page(width=width, scheme=scheme)
    for path in (
        "/aloitteet/aloita/",
        "/aloitteet/aloita/oma-asia/",
        "/aloitteet/tee/",
    ):
        page.goto(path)
        assert_no_axe_violations(page)
        assert_no_overflow(page)
    page.goto("/aloitteet/aloita/")
    go_on(page)
    expect(page.locator(".error-summary")).to_be_focused()
    assert_no_axe_violations(page)

    draft, base = empty_draft()
    known("Penkki pysäkin ja terveysaseman väliin")
    page.goto(f"{base}otsikko/")
    page.fill("[name=title]", TITLE)
    go_on(page)
    at(page, "samanlaisia")
    assert_no_axe_violations(page)
    page.goto(f"{base}ehdotus/")
    page.fill("[name=proposal]", f"{TEXT} 040 123 4567")
    go_on(page)
    assert_no_axe_violations(page)
    page.goto(f"{base}tekijat/")
    add_person(page, "Tauno Tekijä", ADDRESS)
    assert_no_axe_violations(page)
    page.locator("a[href$='-poista/']").click()
    assert_no_axe_violations(page)
    page.goto(f"{base}yhteenveto/")
    assert_no_axe_violations(page)

    initiative = InitiativeFactory(at=Stage.MADE)
    Draft.objects.filter(pk=draft.pk).update(initiative=initiative)
    for path in (f"{base}otsikko/", "/aloite/luonnos/jatka/" + base[14:]):
        page.goto(path)
        assert_no_axe_violations(page)
        assert_no_overflow(page)


def test_a_question_by_keyboard_alone(open_page, site):
    _draft, base = empty_draft()
    page = open_page(f"{base}kannatus/")

    tab_to(page, page.locator("[name=support][value=collect]"))
    page.keyboard.press("Space")
    tab_to(page, page.locator("main form .button[type=submit]"))
    page.keyboard.press("Enter")

    at(page, "liitteet")
