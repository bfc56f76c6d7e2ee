"""After the reply, and what is published of feedback: accessible, narrow, without a script."""

import pytest
from django.utils import timezone

from moderation import services
from moderation.enums import Helped
from moderation.models import FollowUp, ReplyRating, Submission
from tests.factories import pages
from tests.factories.core import MunicipalityFactory, ServiceUnitFactory
from tests.factories.feedback_forms import ChangeFactory, FeedbackFactory
from tests.factories.users import UserFactory
from tests.moderation.test_receipts import path
from tests.support.browser import assert_no_axe_violations, assert_no_overflow
from tests.support.looks import each_look

ADDRESS = "aino@example.org"
PUBLISHED, CHANGES = "/anna-palautetta/julkaistut/", "/anna-palautetta/vaikutus/"


def published(number: int = 3):
    pages.feedback_page()
    town = MunicipalityFactory(name_fi="Ikaalinen", code="143")
    unit = ServiceUnitFactory(
        name_fi="Ikaalisten hammashoitolan iltavastaanotto", municipality=town
    )
    made = [FeedbackFactory(published=True, unit=unit, kind="idea")]
    made += [FeedbackFactory(published=True) for _number in range(number - 1)]
    page = pages.opportunity_page(title="Lähipalvelut muuttuvat", with_outcome=True)
    ChangeFactory(feedback=[made[0]], page=page, unit=unit)
    ChangeFactory()
    return made


def asked_later():
    feedback = FeedbackFactory(answered=True, email=ADDRESS)
    services.rate_reply(submission=feedback, helped=Helped.YES, ask_later=True)
    FollowUp.objects.update(asked_at=timezone.now())
    return feedback


@each_look
def test_pages_are_accessible(open_page, width, scheme):
    made = published()
    page = open_page(PUBLISHED, width=width, scheme=scheme)
    for address in (
        PUBLISHED,
        f"{PUBLISHED}?haku=olematon&laji=idea",
        CHANGES,
        "/",
        path(made[0]),
        path(FeedbackFactory(answered=True, email=ADDRESS)),
        path(made[0], "julkaisu/"),
        path(made[0], "auttoiko/"),
        path(asked_later()),
    ):
        page.goto(address)
        assert_no_axe_violations(page)
        assert_no_overflow(page)


def test_a_reply_that_did_not_help_without_script(open_page):
    pages.home_page()
    feedback = FeedbackFactory(answered=True, email=ADDRESS)
    page = open_page(path(feedback), width=320, javascript=False)

    page.fill("[name=more]", "Mihin numeroon soitan?")
    page.click("#auttoiko button")
    assert page.input_value("[name=more]") == "Mihin numeroon soitan?"
    page.check("[name=helped][value=no]")
    page.check("[name=ask_later][value=yes]")
    page.click("main form button")

    assert page.locator(".notice.success").count() == 1
    assert "Mihin numeroon soitan?" in page.inner_text("ol.messages")
    assert Submission.objects.get().state == "handling"
    assert FollowUp.objects.count() == ReplyRating.objects.count() == 1


def test_how_things_are_now_by_keyboard(open_page):
    pages.home_page()
    feedback = asked_later()
    page = open_page(path(feedback))

    page.focus("[name=outcome][value=better]")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("Sain ajan.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**parantui**")

    assert FollowUp.objects.get().outcome == "better"


def test_published_feedback_is_narrowed_and_widened_without_script(open_page):
    published()
    page = open_page(PUBLISHED, javascript=False)

    page.select_option("[name=laji]", "idea")
    page.check("[name=muutos]")
    page.click(".filter button")
    assert page.url.endswith("?laji=idea&muutos=1#results")
    assert page.locator("article").count() == 1
    page.click(".removable a >> nth=0")
    assert "laji" not in page.url
    page.click("article .facts a")
    assert "/vaikutus/#m" in page.url


@pytest.mark.parametrize("width", [320, 1280])
def test_what_came_back_is_seen_on_the_desk(open_page, sign_in, width):
    feedback = FeedbackFactory(answered=True)
    services.rate_reply(submission=feedback, helped=Helped.NO, text="Mihin soitan?")
    page = sign_in(open_page(width=width), UserFactory(handler=True))

    page.goto("/admin/viestit/?view=returned")
    page.click("h4 a")
    page.wait_for_load_state("networkidle")

    assert "Mihin soitan?" in page.inner_text(".desk-talk")
    assert_no_overflow(page)
