"""Deciding, undoing and reviewing in a real browser."""

import pytest

from moderation.models import Submission
from tests.browser.test_desk import LIST, violations
from tests.factories import pages
from tests.factories.feedback_forms import FeedbackFactory
from tests.factories.users import UserFactory
from tests.moderation.test_receipts import path
from tests.support.browser import assert_no_axe_violations, assert_no_overflow
from tests.support.looks import each_look

MAIL = "aino@example.org"


def state(feedback):
    return Submission.objects.get(pk=feedback.pk).state


@each_look
def test_new_decisions_are_accessible(open_page, sign_in, width, scheme):
    screening = FeedbackFactory(screening=True, email=MAIL)
    review = FeedbackFactory(review=True, email=MAIL)
    page = sign_in(open_page(width=width, scheme=scheme), UserFactory(moderator=True))
    for address in (
        f"{LIST}?view=review",
        f"{LIST}{screening.reference}/?decision=return",
        f"{LIST}{review.reference}/?decision=uphold",
    ):
        page.goto(address)
        for quote in page.locator(".desk-quote summary:visible").all():
            quote.click()
        page.wait_for_load_state("networkidle")
        assert violations(page) == [], address
        assert_no_overflow(page)
    page.goto(f"{LIST}{screening.reference}/?decision=approve")
    page.get_by_role("button", name="Vahvista", exact=True).click()
    page.wait_for_selector(".desk-undo")
    assert violations(page) == []
    assert_no_overflow(page)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_decision_is_undone(open_page, sign_in, javascript):
    item = FeedbackFactory(screening=True)
    page = sign_in(open_page(javascript=javascript), UserFactory(moderator=True))
    page.goto(f"{LIST}{item.reference}/?decision=approve")
    page.locator("button[value=stay]").click()
    page.wait_for_selector(".desk-undo")
    assert state(item) == "handling"

    page.locator(".desk-undo button").click()
    page.wait_for_selector(".desk-opts")

    assert state(item) == "screening"
    assert page.locator(".desk-undo").count() == 0


@pytest.mark.parametrize("width", [320, 1280])
def test_the_sender_asks_for_a_review(open_page, width):
    pages.rules_page()
    item = FeedbackFactory(rejected=True)
    page = open_page(path(item), width=width)
    assert_no_axe_violations(page)
    assert_no_overflow(page)
    page.locator("a[href*=uusi-tarkistus]").click()
    page.wait_for_url("**/uusi-tarkistus/**")
    assert_no_axe_violations(page)
    assert_no_overflow(page)
    page.locator("textarea").fill("En haukkunut ketään.")
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**?tarkistus")
    assert_no_axe_violations(page)
    assert state(item) == "review"


@pytest.mark.parametrize("width", [320, 1280])
def test_rules_and_figures(open_page, width):
    address = pages.rules_page().url
    page = open_page(address, width=width)
    assert_no_axe_violations(page)
    assert_no_overflow(page)
    page.goto(f"{address}tilastot/")
    assert_no_axe_violations(page)
    assert_no_overflow(page)
