"""Suggesting, one tap, following and comments, with and without JavaScript; joining."""

from django.urls import reverse
from django.utils import timezone

from initiatives.enums import Kind, Stage
from initiatives.mails import private_url
from initiatives.models import Comment, Follower, Initiative, InitiativeSettings
from initiatives.suggestions.services import give_tap
from initiatives.suggestions.taps import tap_url
from moderation import services
from moderation.models import ModerationSettings
from search.services import refresh_source
from tests.browser.test_desk import violations
from tests.factories import pages
from tests.factories.initiatives import InitiativeFactory
from tests.factories.users import UserFactory
from tests.support.browser import assert_no_axe_violations, assert_no_overflow
from tests.support.looks import each_look

SEND = "main form button[type=submit]:not([name])"
# 45 letters: the narrowest screen must hold it.
LONG = "Omaishoidontukihakemuslomakkeentäyttöohjeistus"


def suggestion(title="Penkki mäen puoliväliin", **fields):
    return InitiativeFactory(
        kind=Kind.SUGGESTION, at=Stage.RECEIVED, title=title, **fields
    )


def follower(initiative):
    return Follower.objects.create(
        initiative=initiative, email="anna@example.org", language="fi"
    )


def path(person, name):
    return "/" + private_url(name, "follower", person).split("/", 3)[3]


def write_suggestion(page):
    page.fill("#id_title", "Penkki mäen puoliväliin")
    page.fill("#id_proposal", "Pysäkiltä on pitkä matka, eikä matkalla voi istua.")
    page.select_option("#id_place", "all")


def check(page):
    page.wait_for_load_state("networkidle")
    assert_no_axe_violations(page)
    assert_no_overflow(page)


@each_look
def test_residents_screens_are_accessible(open_page, width, scheme):
    pages.initiatives_page(), pages.municipality(), pages.service_area()
    settings = InitiativeSettings.load()
    settings.comments = True
    settings.save()
    shown, other = suggestion(LONG), suggestion("Penkki mäen päälle")
    comment = Comment(
        subject=shown,
        language="fi",
        publication_consent=True,
        message=f"{LONG} on hyvä.",
    )
    comment = services.receive(submission=comment).submission
    services.start_screening(submission=comment)
    services.approve(submission=comment, user=UserFactory(moderator=True))
    page = open_page("/aloitteet/ehdota/", width=width, scheme=scheme)

    check(page)
    page.click(SEND)
    check(page)
    write_suggestion(page)
    page.click(SEND)
    page.wait_for_selector("#alike-heading")
    check(page)
    for address in (
        tap_url(shown, "fi"),
        f"/aloitteet/{shown.slug}/seuraa/",
        f"/aloitteet/{shown.slug}/kommentit/",
    ):
        page.goto(address)
        check(page)
        page.click(SEND)
        check(page)
    page.fill("#id_message", "Soita 040 123 4567.")
    page.click(SEND)
    check(page)
    person = follower(other)
    for name in ("confirm_follow", "leave"):
        page.goto(path(person, name))
        check(page)
        page.click(SEND)
        check(page)


def test_whole_way_of_a_suggestion_without_javascript(open_page):
    pages.initiatives_page()
    settings = ModerationSettings.load()
    settings.most_per_hour = 100
    settings.save()
    theirs = suggestion("Penkki mäen päälle")
    page = open_page("/aloitteet/ehdota/", width=320, javascript=False)

    write_suggestion(page)
    page.wait_for_timeout(3100)  # nobody writes in less
    page.click(SEND)
    assert page.locator(f"a[href='/aloitteet/{theirs.slug}/']").is_visible()
    assert page.input_value("#id_title") == "Penkki mäen puoliväliin"
    page.click(SEND)
    page.wait_for_url("**/seuranta/A-*/**")
    made = Initiative.objects.exclude(pk=theirs.pk).get()
    assert made.title == "Penkki mäen puoliväliin"

    page.goto(tap_url(theirs, "fi"))
    page.click(SEND)
    assert page.locator("button[name=undo]").is_visible()
    page.goto(tap_url(theirs, "sv"))
    assert page.locator("button[name=undo]").is_visible()
    theirs.refresh_from_db()
    assert theirs.support_count == 1
    page.click("button[name=undo]")
    assert page.locator(SEND).is_visible()
    theirs.refresh_from_db()
    assert theirs.support_count == 0

    page.goto(f"/aloitteet/{theirs.slug}/seuraa/")
    page.fill("#id_email", "anna@example.org")
    page.click(SEND)
    person = Follower.objects.get()
    page.goto(path(person, "confirm_follow"))
    page.click(SEND)
    person.refresh_from_db()
    assert person.confirmed_at
    page.goto(path(person, "leave"))
    page.click(SEND)
    assert not Follower.objects.exists()


@each_look
def test_joining_on_screen(open_page, sign_in, width, scheme):
    now = timezone.now()
    pages.initiatives_page()
    target, other = suggestion(), suggestion("Penkki mäen päälle")
    suggestion(LONG)
    give_tap(suggestion=other, mark="a", language="fi", now=now)
    refresh_source(model=Initiative)
    page = open_page(width=width, scheme=scheme)
    sign_in(page, UserFactory(administrator=True))

    def check_desk():
        page.wait_for_load_state("networkidle")
        assert violations(page) == []
        assert_no_overflow(page)

    page.goto(reverse("merging:start"))
    check_desk()
    page.click(f"a[href='{reverse('merging:join', args=[target.reference])}']")
    check_desk()
    page.check(f"[value='{other.reference}']")
    page.click("button[name=preview]")
    check_desk()
    page.click(".desk form[method=post] button[type=submit]")
    page.wait_for_url(f"**/{target.reference}/")
    target.refresh_from_db()
    assert target.support_count == 1
