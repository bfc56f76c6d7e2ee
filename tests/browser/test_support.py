"""Supporting an initiative from the form to the count, as people do it in a browser."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from playwright.sync_api import expect

from initiatives.enums import Stage
from initiatives.models import Initiative, Support
from moderation import intake
from tests.factories import pages
from tests.factories.initiatives import InitiativeFactory
from tests.initiatives.supporting.test_services import confirm, give
from tests.support.browser import assert_no_overflow, faults, faults_at, tab_to
from tests.support.looks import each_look

LINK = re.compile(r"https?://[^/\s]+(/aloite/kannatus/\S+)")
LONG = "Lähijunaliikenteen esteettömyyssuunnitelmaluonnos ja penkki mäen puoliväliin"


@pytest.fixture(autouse=True)
def _a_test_writes_faster_than_people(monkeypatch):
    monkeypatch.setattr(intake, "FASTEST", timedelta(0))


@pytest.fixture
def initiative(live_site):
    pages.initiatives_page()
    pages.municipality()
    return InitiativeFactory(at=Stage.COLLECTING, title=LONG)


def form_of(initiative):
    return f"/aloitteet/{initiative.slug}/kannata/"


def fill_in(page):
    page.fill("[name=name]", "Kaisa Kannattaja")
    page.select_option("[name=municipality]", label="Tampere")
    page.fill("[name=email]", "kaisa@example.org")
    page.check("[name=name_public][value=yes]")
    page.check("[name=age]")


def send(page):
    page.locator("main form button[type=submit]").click()


def link_in_mail():
    return LINK.search(mail.outbox[-1].body).group(1)


def count(initiative):
    return Initiative.objects.get(pk=initiative.pk).support_count


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_supporter_confirms_hides_the_name_and_withdraws(
    open_page, initiative, javascript
):
    page = open_page(form_of(initiative), width=320, javascript=javascript)
    page.fill("[name=name]", "Kaisa Kannattaja")
    send(page)
    summary = page.locator(".error-summary")
    expect(summary).to_be_focused()
    for index, field in enumerate(
        ["id_municipality", "id_email", "id_name_public_0", "id_age_0"]
    ):
        summary.get_by_role("link").nth(index).click()
        expect(page.locator(f"#{field}")).to_be_focused()
    expect(page.locator("[name=name]")).to_have_value("Kaisa Kannattaja")

    fill_in(page)
    send(page)
    expect(page).to_have_url(re.compile(r"\?lahetetty$"))
    assert count(initiative) == 0

    page.goto(link_in_mail())
    assert count(initiative) == 0
    expect(page.locator("main dl")).to_contain_text("Kaisa Kannattaja")
    expect(page.locator("main dl")).to_contain_text("Tampere")
    send(page)
    expect(page).to_have_url(re.compile("vahvistettu$"))
    assert count(initiative) == 1
    assert Support.objects.get().email == ""

    names = f"/aloitteet/{initiative.slug}/kannattajat/"
    page.goto(names)
    expect(page.locator("main")).to_contain_text("Kaisa Kannattaja")

    page.goto(link_in_mail())
    page.locator("[name=hide]").click()
    expect(page.locator(".notice.success")).to_be_focused()
    page.goto(names)
    expect(page.locator("main")).not_to_contain_text("Kaisa Kannattaja")

    page.goto(link_in_mail())
    page.locator("main a[href*='/peru/']").click()
    send(page)
    expect(page.locator(".notice.success")).to_be_focused()
    assert_no_overflow(page)
    assert count(initiative) == 0
    assert not Support.objects.exists()


@each_look
def test_screens_of_support(open_page, initiative, width, scheme):
    confirmed = give(initiative, email="a@example.org")
    confirm(confirmed)
    confirmed_link = link_in_mail()
    give(initiative, email="b@example.org")
    waiting_link = link_in_mail()
    page = open_page(width=width, scheme=scheme)
    found = []

    found += faults_at(page, form_of(initiative))
    send(page)
    found += faults(page)
    found += faults_at(page, f"{form_of(initiative)}?lahetetty")
    found += faults_at(page, f"/aloitteet/{initiative.slug}/kannattajat/")
    found += faults_at(page, waiting_link)
    found += faults_at(page, confirmed_link)
    found += faults_at(page, f"{confirmed_link}peru/")
    Initiative.objects.update(collects_until=initiative.stage_at)
    found += faults_at(page, form_of(initiative))
    found += faults_at(page, f"{confirmed_link}peru/")
    assert not found, "\n".join(found)


def test_form_is_filled_in_by_keyboard(open_page, initiative):
    page = open_page(form_of(initiative))
    tab_to(page, page.locator("[name=name]"))
    page.keyboard.type("Kaisa Kannattaja")
    page.keyboard.press("Tab")
    page.keyboard.type("Tampere")
    page.keyboard.press("Tab")
    page.keyboard.type("kaisa@example.org")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"\?lahetetty$"))
    assert Support.objects.get().name == "Kaisa Kannattaja"
