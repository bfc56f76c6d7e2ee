"""Redaction in a real browser: by keyboard, by mouse, without script; axe and 320 px."""

import pytest

from feedback_forms.models import Feedback
from initiatives.enums import Stage
from moderation import services
from moderation.redaction import Passage, mark
from tests.browser.test_desk import LIST, violations
from tests.factories.feedback_forms import FeedbackFactory
from tests.factories.initiatives import InitiativeFactory
from tests.factories.users import UserFactory
from tests.initiatives.public.test_views import attached
from tests.support.browser import assert_no_overflow
from tests.support.looks import each_look

CODE, PHONE = "010152-9052", "040 555 0123"
TEXT = (
    f"Soitin kolme kertaa numerosta {PHONE}, mutta takaisinsoitto ei tullut.\n\n"
    f"Tunnukseni on {CODE}, jotta löydätte ajan. Hoitaja Elsa auttoi."
)


@pytest.fixture
def moderator(live_site):
    return UserFactory(moderator=True)


def conversation(moderator):
    feedback = FeedbackFactory(screening=True, staff=moderator, message=TEXT)
    services.ask(submission=feedback, user=moderator, text="Missä asioit?")
    services.answer_question(submission=feedback, text=f"Hervannassa, {PHONE}.")
    return feedback


@each_look
def test_redaction_is_accessible(open_page, sign_in, moderator, width, scheme):
    feedback = conversation(moderator)
    page = sign_in(open_page(width=width, scheme=scheme), moderator)
    item = f"{LIST}{feedback.reference}/"

    def check():
        page.wait_for_load_state("networkidle")
        assert violations(page) == []
        assert_no_overflow(page)

    page.goto(f"{item}peita/")
    check()
    page.fill("#desk-more", "Ei missään")
    page.click("button[name=add]")
    check()
    passages = [Passage.of(CODE), Passage.of("Hervannassa")]
    services.redact(submission=feedback, user=moderator, passages=passages)
    page.goto(item)
    page.click("#original summary")
    page.select_option("#desk-reading-reason", "review")
    page.click("#original button")
    assert CODE in page.inner_text("#original")
    check()


@each_look
def test_file_is_removed_and_put_back(open_page, sign_in, moderator, width, scheme):
    initiative = InitiativeFactory(at=Stage.SCREENING)
    attached(
        initiative, "Pysäkin ja terveysaseman välinen matka talvella.png", "image/png"
    )
    page = sign_in(open_page(width=width, scheme=scheme), moderator)

    def check():
        page.wait_for_load_state("networkidle")
        assert violations(page) == []
        assert_no_overflow(page)

    page.goto(f"{LIST}{initiative.reference}/")
    page.click("a[href$='/poista/']")
    check()
    page.check("input[name=reason][value=other]")
    page.click("button.serious")
    check()
    page.fill("textarea[name=explanation]", "Kuvassa näkyy sivullisia.")
    page.click("button.serious")
    assert not initiative.attachments.exists()
    page.click(".desk-fold:has(form[action*='/poistetut/']) summary")
    check()
    page.click("button[name=put_back]")
    page.wait_for_load_state("networkidle")
    assert initiative.attachments.count() == 1


def test_redaction_by_keyboard_alone(open_page, sign_in, moderator):
    feedback = FeedbackFactory(screening=True, message=TEXT)
    page = sign_in(open_page(), moderator)

    page.goto(LIST)
    page.wait_for_load_state("networkidle")
    page.keyboard.press("j")
    page.keyboard.press("e")
    page.wait_for_url(f"**/{feedback.reference}/peita/")
    page.wait_for_load_state("networkidle")
    page.focus(f"[value='personal:{PHONE}']")
    page.keyboard.press("Space")
    assert page.is_visible(f".desk-gone__off:text-is('{PHONE}')")
    page.focus("#desk-more")
    page.keyboard.type("Elsa")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(f"**/{feedback.reference}/")

    text = Feedback.objects.get(pk=feedback.pk).message
    assert PHONE in text
    assert CODE not in text
    assert "Elsa" not in text


def test_selected_words_go_into_the_field(open_page, sign_in, moderator):
    feedback = FeedbackFactory(screening=True, message="Hervannassa oli jono.")
    page = sign_in(open_page(), moderator)

    page.goto(f"{LIST}{feedback.reference}/peita/")
    page.wait_for_load_state("networkidle")
    page.dblclick("[data-desk-source]", position={"x": 20, "y": 12})

    assert page.input_value("#desk-more") == "Hervannassa"


def test_redaction_without_script(open_page, sign_in, moderator):
    feedback = FeedbackFactory(screening=True, message=TEXT)
    page = sign_in(open_page(width=320, javascript=False), moderator)

    page.goto(f"{LIST}{feedback.reference}/peita/")
    page.uncheck(f"[value='personal:{PHONE}']")
    page.fill("#desk-more", "Hoitaja Elsa")
    page.select_option("#desk-reason", "other")
    page.click("button[name=add]")
    assert page.is_checked("[value='other:Hoitaja Elsa']")
    page.click("button[name=save]")

    text = Feedback.objects.get(pk=feedback.pk).message
    assert text.endswith(f"{mark('other', 'fi')} auttoi.")
    assert PHONE in text


@pytest.mark.parametrize("width", [320, 1280])
def test_log_has_no_overflow_for_the_officer(open_page, sign_in, moderator, width):
    conversation(moderator)
    page = sign_in(open_page(width=width), UserFactory(data_protection=True))

    page.goto("/admin/tapahtumaloki/")
    page.wait_for_load_state("networkidle")

    assert page.locator("table tbody tr").count() >= 4
    assert_no_overflow(page)
    page.locator(".w-slim-header [data-controller~='w-dropdown'] button").first.click()
    assert page.locator("a[href*='export=xlsx']").is_visible()
