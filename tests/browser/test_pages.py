"""Every kind of page in every state: axe, and nothing sticks out of a narrow window."""

import itertools
from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory
from django.utils import timezone, translation
from playwright.sync_api import expect

import feedback_forms.published_lists
from core import views
from core.models import ServiceUnit
from moderation import intake
from moderation.models import ModerationSettings
from moderation.references import receipt_path
from participation_pages.enums import LadderStep
from participation_pages.models import OpportunityPage
from tests.browser import content
from tests.factories import pages
from tests.factories.feedback_forms import FeedbackFactory
from tests.factories.users import PASSWORD, UserFactory
from tests.support.browser import faults, faults_at, show

FORM = "/anna-palautetta/"
LANGUAGES = ["fi", "sv", "en", "fi-simple"]
NARROW = 320
TEXT = "Odotin takaisinsoittoa koko päivän."
PERSONAL = "Tunnukseni on 131052-308T, soita 040 123 4567 tai aino@example.org."


def send(page):
    page.locator("form.form button.button[type=submit]").first.click()


def fill_in(page, text=TEXT):
    page.check("[name=role][value=client]")
    if page.locator("[name=place]").count():
        page.select_option("[name=place]", "unknown")
    page.check("[name=kind][value=criticism]")
    page.fill("[name=message]", text)
    page.check("[name=wants_reply][value=no]")
    page.check("[name=publish][value=yes]")


def test_home_empty_and_filled(open_page):
    pages.home_page()
    page = open_page(width=NARROW)
    found = faults_at(page, "/")

    content.county()
    page_of_text = content.information_page()
    states = content.opportunities()
    content.filled_home(pages.feedback_page(), page_of_text)
    found += faults_at(page, "/", page_of_text.url)
    expect(page.get_by_role("img", name="Ihmisiä pöydän ääressä")).to_be_visible()
    found += faults_at(
        open_page(width=NARROW, scheme="dark"),
        *("/", page_of_text.url, "/osallistu-nyt/"),
        *(states[name].url for name in ("open", "outcome-late", "outcome-published")),
    )
    assert found == []


def test_list_of_opportunities_by_length(open_page):
    index = pages.index_page()
    page = open_page(width=NARROW)
    found = faults_at(page, index.url)

    pages.opportunity_page()
    found += faults_at(page, index.url)
    for number in range(39):
        pages.opportunity_page(coming=number % 2 == 0)
    found += faults_at(
        page, index.url, f"{index.url}?tila=open", f"{index.url}?tila=opens-soon&sivu=1"
    )
    page.goto(index.url)
    page.get_by_role("link", name="Seuraava").click()
    expect(page.locator(".card")).to_have_count(20)
    assert found + faults(page) == []


def test_opportunity_in_each_state(open_page):
    content.county()
    states = content.opportunities()
    late_without_date = pages.opportunity_page(late=True)
    bare = [content.bare_opportunity(), content.bare_opportunity(with_outcome=True)]
    today = pages.opportunity_page(closes_at=timezone.now() + timedelta(minutes=5))
    page = open_page(width=NARROW)

    assert {name: opportunity.state.value for name, opportunity in states.items()} == {
        name: name for name in states
    }
    everything = [*states.values(), late_without_date, today, *bare]
    assert faults_at(page, *(one.url for one in everything)) == []


def test_methods_empty_one_and_forty(open_page):
    index = pages.method_index_page()
    bare = pages.method_page(introduction="")
    page = open_page(width=NARROW)
    found = faults_at(page, bare.url, f"{bare.url}kaikki/", index.url)
    bare.delete()
    found += faults_at(page, index.url)

    method = content.full_method()
    pages.opportunity_page(method=method)
    found += faults_at(page, index.url, method.url, f"{method.url}kaikki/")
    for number in range(39):
        traits = ({"coming": True}, {"with_outcome": True}, {"late": True})[number % 3]
        pages.opportunity_page(method=method, **traits)
        pages.method_page(ladder=LadderStep.values[number % len(LadderStep)])
    addresses = (index.url, method.url, f"{method.url}kaikki/")
    found += faults_at(page, *addresses)
    found += faults_at(open_page(width=NARROW, scheme="dark"), *addresses)
    page.goto(method.url)
    page.get_by_role("link", name="(40)").click()
    expect(page.locator(".card")).to_have_count(20)
    assert found + faults(page) == []


def test_councils_empty_one_and_forty(open_page):
    index = pages.council_index_page()
    page = open_page(width=NARROW)
    found = faults_at(page, index.url)

    bare = pages.council_page(introduction="")
    found += faults_at(page, index.url, bare.url)
    full = content.full_council(40)
    pages.opportunity_page()
    for _number in range(38):
        pages.council_page(meetings=[pages.meeting()])
    addresses = (index.url, full.url)
    found += faults_at(page, *addresses)
    # All that is folded stands open.
    for summary in page.locator("details > summary").all():
        summary.click()
    found += faults(page)
    found += faults_at(open_page(width=NARROW, scheme="dark"), *addresses)
    assert found == []


def test_folded_meetings_and_statements_open_without_javascript(open_page):
    council = content.full_council(9)
    page = open_page(council.url, width=NARROW, javascript=False)
    last = page.get_by_role("heading", name="Lausunto 9 auki")
    expect(last).to_be_hidden()
    fold = page.locator("#statements ~ details > summary")
    fold.focus()
    page.keyboard.press("Enter")
    expect(last).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_form_and_its_errors(open_page, language):
    form_page = pages.feedback_page()
    pages.service_unit()
    form_page = content.in_language(form_page, language)
    page = open_page(form_page.url, width=NARROW)

    found = faults(page)
    send(page)
    expect(page.locator(".error-summary")).to_be_focused()
    found += faults(page)
    page.check("[name=wants_reply][value=yes]")
    page.fill("[name=email]", "aino")
    page.fill("[name=message]", "a" * 5001)
    send(page)
    expect(page.locator(".error-summary a[href='#id_email']")).to_be_visible()
    found += faults(page)
    fill_in(page, PERSONAL)
    expect(page.locator("[data-warning]:not([hidden])")).to_have_count(3)
    found += faults(page)
    send(page)
    expect(page.locator(".notice[autofocus]")).to_be_focused()
    assert found + faults(page) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_form_that_is_stopped(open_page, monkeypatch, language):
    form_page = content.in_language(pages.feedback_page(), language)
    monkeypatch.setattr(intake, "FASTEST", timedelta(hours=1))
    page = open_page(form_page.url, width=NARROW)

    fill_in(page)
    send(page)
    expect(page.locator("[name=captcha_answer]")).to_be_visible()
    found = faults(page)
    page.fill("[name=captcha_answer]", "karhu")
    send(page)
    expect(page.locator("#id_captcha_answer_error")).to_be_visible()
    found += faults(page)

    limits = ModerationSettings.load()
    limits.most_per_day = 1
    limits.save()
    page.goto(form_page.url)
    fill_in(page)
    send(page)
    expect(page.locator(".notice[autofocus]")).to_be_focused()
    expect(page.locator("[name=message]")).to_have_value(TEXT)
    expect(page.locator("[name=captcha_answer]")).to_have_count(0)
    found += faults(page)

    # Open for too long: the cookie is gone, the text is not.
    page.goto(form_page.url)
    fill_in(page)
    page.context.clear_cookies()
    send(page)
    expect(page.locator("form.form input[name=message]")).to_have_value(TEXT)
    assert found + faults(page) == []


def test_form_about_an_opportunity_and_sent_twice(open_page, monkeypatch):
    monkeypatch.setattr(intake, "FASTEST", timedelta(0))
    form_page = pages.feedback_page()
    content.county()
    opened, ended = pages.opportunity_page(), pages.opportunity_page(ended=True)
    page = open_page(width=NARROW)

    found = faults_at(page, *(f"{FORM}?aihe={one.pk}" for one in (opened, ended)))
    expect(page.get_by_text("Tämä on jo päättynyt")).to_be_visible()
    for _time in range(2):
        page.goto(form_page.url)
        fill_in(page)
        send(page)
    expect(page.get_by_text("Olet jo lähettänyt tämän viestin")).to_be_visible()
    assert found + faults(page) == []


def receipts():
    """A receipt in each state, by what it is called here."""
    past = timezone.now() - timedelta(days=3)
    return {
        "received": FeedbackFactory(),
        "check late": FeedbackFactory(screening=True, screen_by=past),
        "waiting": FeedbackFactory(waiting=True, email="aino@example.org"),
        "handling": FeedbackFactory(handling=True),
        "reply late": FeedbackFactory(handling=True, answer_by=past),
        "answered": FeedbackFactory(answered=True),
        "publication": FeedbackFactory(publication=True),
        "published": FeedbackFactory(published=True),
        "closed": FeedbackFactory(closed=True),
        "rejected": FeedbackFactory(rejected=True),
        "spam": FeedbackFactory(spam=True),
        "withdrawn": FeedbackFactory(withdrawn=True),
    }


def test_receipt_in_each_state(open_page):
    pages.feedback_page()
    found = {name: receipt_path(one) for name, one in receipts().items()}
    page = open_page(width=NARROW)
    faulty = faults_at(page, *found.values())
    faulty += faults_at(page, f"{found['received']}?kiitos")
    dark = open_page(width=NARROW, scheme="dark")
    faulty += faults_at(
        dark, *(found[name] for name in ("waiting", "published", "rejected"))
    )
    assert faulty == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_sender_can_do_on_the_receipt(open_page, language):
    pages.home_page(language)
    asked = receipt_path(FeedbackFactory(waiting=True, language=language))
    handled = receipt_path(FeedbackFactory(handling=True, language=language))
    answered = receipt_path(FeedbackFactory(answered=True, language=language))
    page = open_page(width=NARROW)

    found = faults_at(page, f"{handled}?kiitos", f"{handled}peru/", answered)
    found += faults_at(page, f"{answered}korjaa/", f"{handled}korjaa/")
    page.fill("[name=text]", " ")
    send(page)
    expect(page.locator(".error-summary")).to_be_focused()
    found += faults(page)
    page.fill("[name=text]", "Korjattu teksti")
    send(page)
    expect(page.locator(".notice.success")).to_be_visible()
    found += faults(page)

    page.goto(asked)
    page.fill("[name=text]", "a" * 5001)
    send(page)
    expect(page.locator(".error-summary")).to_be_focused()
    found += faults(page)
    page.fill("[name=text]", "Hervannassa")
    send(page)
    expect(page.locator(".notice.success")).to_be_visible()
    assert found + faults(page) == []


def test_published_list_empty_and_filled(open_page, monkeypatch):
    url = f"{pages.feedback_page().url}julkaistut/"
    page = open_page(width=NARROW)
    found = faults_at(page, url)

    FeedbackFactory(published=True, page=pages.opportunity_page())
    FeedbackFactory(published=True, language="sv", kind="thanks", message="Tack!")
    found += faults_at(page, url)
    found += faults_at(open_page(width=NARROW, scheme="dark"), url)
    monkeypatch.setattr(feedback_forms.published_lists, "PER_PAGE", 1)
    found += faults_at(page, url, f"{url}?sivu=2")
    assert found == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_error_pages(open_page, live_site, language):
    start = pages.home_page(language)
    page = open_page(width=NARROW)
    found = faults_at(page, f"{start.url}ei-ole/")

    empty = RequestFactory().get("/x/")
    sent = RequestFactory().post("/x/", {"message": TEXT, "role": "client"})
    with translation.override(language):
        drawn = [
            views.forbidden(empty, PermissionDenied()),
            views.server_error(empty),
            views.unavailable(empty),
            views.unavailable(sent),
        ]
    for response in drawn:
        found += faults(show(page, live_site, response))
    assert found == []


def test_login_and_account_pages(open_page):
    pages.home_page()
    user, guarded = UserFactory(moderator=True), UserFactory(moderator=True)
    TOTP.activate(guarded, generate_totp_secret())
    page = open_page(width=NARROW)

    def log_in(page, name, password=PASSWORD):
        page.goto("/kirjaudu/login/")
        page.fill("[name=login]", name)
        page.fill("[name=password]", password)
        page.locator("main button[type=submit]").first.click()

    found = faults_at(page, "/kirjaudu/login/", "/kirjaudu/password/reset/")
    log_in(page, user.username, "väärä")
    expect(page.locator(".error, .notice.danger").first).to_be_visible()
    found += faults(page)
    log_in(page, guarded.username)
    page.wait_for_url("**/2fa/authenticate/**")
    found += faults(page)
    page.fill("[name=code]", "000000")
    page.locator("main button[type=submit]").first.click()
    expect(page.locator(".error").first).to_be_visible()
    found += faults(page)

    # Half a login is still open in the first window.
    page = open_page(width=NARROW)
    log_in(page, user.username)
    page.wait_for_url("**/admin/**")
    found += faults_at(
        page,
        "/kirjaudu/2fa/",
        "/kirjaudu/2fa/totp/activate/",
        "/kirjaudu/2fa/webauthn/add/",
        "/kirjaudu/password/change/",
        "/kirjaudu/reauthenticate/",
        "/kirjaudu/logout/",
    )
    assert found == []


def test_45_letters_in_every_heading(open_page):
    """Long words break; they push no page wide."""
    word = content.COMPOUND
    assert len(word) >= 45
    settings = content.county()
    settings.name_fi = word
    settings.save()
    home_page = pages.home_page()
    numbers = itertools.count()

    def titled():
        number = next(numbers)
        return {"title": f"{word} {number}", "slug": f"sana-{number}"}

    form_page, index, text_page = (
        pages.feedback_page(),
        pages.index_page(),
        content.information_page(show_in_menus=True, **titled()),
    )
    lists = [pages.method_index_page(), pages.council_index_page()]
    for page in (home_page, form_page, index, *lists):
        page.title = word
        page.save()
    ServiceUnit.objects.filter(pk=pages.service_unit().pk).update(name_fi=word)
    parts = {"heard": word, "did": word, "could_not": word}
    ways = [
        content.full_opportunity(can_influence=word, cannot_influence=word, **titled()),
        content.full_opportunity(late=True, **titled()),
        content.full_opportunity(ended=True, **parts, **titled()),
    ]
    content.filled_home(form_page, text_page, title=word)
    method = content.full_method(
        suits=word,
        does_not_suit=word,
        participants=word,
        duration=f"{word}, {word}",
        steps=[("step", {"title": word, "text": word})],
        **titled(),
    )
    OpportunityPage.objects.update(method=method)
    council = content.full_council(
        term=word,
        contact_name=word,
        members=[("member", {"name": word, "role": word, "represents": word})],
        meetings=[pages.meeting(place=word, topics=word), pages.meeting(-1)],
        statements=[pages.statement(title=word, given_to=word, what_followed=word)],
        **titled(),
    )
    published = FeedbackFactory(published=True, message=word, page=ways[0])
    asked = FeedbackFactory(waiting=True, message=word)
    page = open_page(width=NARROW)

    assert (
        faults_at(
            page,
            *(one.url for one in (home_page, form_page, index, text_page, *ways)),
            *(one.url for one in (method, council, *lists)),
            f"{method.url}kaikki/",
            f"{form_page.url}?aihe={ways[0].pk}",
            f"{form_page.url}julkaistut/",
            receipt_path(published),
            receipt_path(asked),
            "/ei-ole/",
            "/kirjaudu/login/",
        )
        == []
    )
