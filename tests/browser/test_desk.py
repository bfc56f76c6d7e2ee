"""The desk in a real browser: axe on our parts, keys, and no script at all."""

import re
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect

from moderation import services
from moderation.enums import Flag
from moderation.models import Message, Submission
from tests.factories.core import ServiceUnitFactory
from tests.factories.feedback_forms import FeedbackFactory
from tests.factories.moderation import ReplyTemplateFactory
from tests.factories.users import UserFactory
from tests.support.browser import AXE, assert_no_overflow
from tests.support.looks import each_look

LIST = "/admin/viestit/"
TEXT = "Tunnus on 010152-9052 ja numero 040 123 4567. Odotin hammashoitolassa tunnin."
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Wagtail's own frame around our parts is not ours to mend.
OURS = """tags => axe.run(document.querySelector(".desk"), {
  runOnly: {type: "tag", values: tags}, resultTypes: ["violations"],
}).then(result => result.violations.map(v => [v.id, v.nodes[0].html]))"""


def violations(page):
    # From the top: what Wagtail's header half covers while one scrolls would count as too
    # small.
    page.evaluate(
        "for (const each of document.querySelectorAll('*')) "
        "each.scrollTo({top: 0, behavior: 'instant'})"
    )
    page.evaluate(AXE.read_text())
    return page.evaluate(OURS, TAGS)


def feedback(**kwargs):
    return FeedbackFactory(
        message=TEXT, flags=[Flag.PHONE, Flag.IDENTITY_CODE], **kwargs
    )


@each_look
def test_desk_is_accessible(open_page, sign_in, width, scheme):
    moderator = UserFactory(moderator=True)
    late = timezone.now() - timedelta(days=2)
    screening = feedback(screening=True, screen_by=late, email="elsa@example.org")
    publication = feedback(publication=True, replier=moderator)
    page = sign_in(open_page(width=width, scheme=scheme), moderator)

    for path in (
        LIST,
        LIST + "?view=spam",
        f"{LIST}{screening.reference}/?decision=reject",
        f"{LIST}{publication.reference}/",
        "/admin/",
    ):
        page.goto(path)
        page.wait_for_load_state("networkidle")
        assert violations(page) == [], path
        assert_no_overflow(page)


def test_decision_by_keyboard_alone(open_page, sign_in):
    now = timezone.now()
    first = feedback(screening=True, screen_by=now + timedelta(days=1))
    second = feedback(screening=True, screen_by=now + timedelta(days=2))
    page = sign_in(open_page(), UserFactory(moderator=True))

    page.goto(LIST)
    page.wait_for_load_state("networkidle")
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.wait_for_url(f"**/{first.reference}/**")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(f"**/{second.reference}/**")

    assert Submission.objects.get(pk=first.pk).state == "handling"


def test_choices_and_what_was_done_reach_who_sees_no_screen(open_page, sign_in):
    now = timezone.now()
    first = feedback(screening=True, screen_by=now + timedelta(days=1))
    second = feedback(screening=True, screen_by=now + timedelta(days=2))
    page = sign_in(open_page(), UserFactory(moderator=True))
    focused = page.locator(":focus")

    page.goto(f"{LIST}{first.reference}/")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("r")
    expect(focused).to_have_value("reject")
    page.keyboard.press("Tab")
    expect(focused).to_have_id("desk-rule")
    page.locator("#desk-rule").select_option(index=1)
    page.click("[name=insert_rule]")
    expect(focused).to_have_id("desk-explanation")

    page.goto(f"{LIST}{first.reference}/?decision=approve")
    expect(focused).to_have_value("approve")
    expect(focused).to_have_accessible_description(
        re.compile("ei ole peitetty.*Viesti siirtyy käsittelyyn")
    )
    page.wait_for_load_state("networkidle")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(f"**/{second.reference}/**")
    said = page.locator("[data-desk-say]")
    expect(said).to_contain_text(first.reference)
    assert page.title().startswith(f"{second.reference} · ")
    # Once: not again on each page for as long as it can be undone.
    page.reload()
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(700)
    expect(said).to_be_empty()


def test_mistake_moves_the_focus_to_what_is_wrong(open_page, sign_in):
    item = feedback(screening=True)
    page = sign_in(open_page(), UserFactory(moderator=True))

    page.goto(f"{LIST}{item.reference}/?decision=ask")
    page.get_by_role("button", name="Vahvista", exact=True).click()
    page.wait_for_load_state("networkidle")

    assert "desk-notice" in page.evaluate("document.activeElement.className")
    assert page.title().startswith("Virhe: ")
    assert violations(page) == []


def test_reply_without_script(open_page, sign_in):
    item = feedback(handling=True)
    ReplyTemplateFactory(name="Kiitos", text_fi="Kiitos palautteestasi.")
    page = sign_in(open_page(width=320, javascript=False), UserFactory(handler=True))

    page.goto(LIST)
    page.click("h4 a")
    page.check("[value=reply]")
    page.select_option("#desk-template", label="Kiitos")
    page.click("[name=insert_template]")
    page.click("button[value=next]")

    assert Message.objects.get(submission=item).text == "Kiitos palautteestasi."


def test_text_is_kept_where_the_message_was_handed_on_meanwhile(open_page, sign_in):
    mine, theirs = ServiceUnitFactory(), ServiceUnitFactory()
    handler, moderator = UserFactory(handler=True), UserFactory(moderator=True)
    mine.handlers.add(handler)
    theirs.handlers.add(UserFactory(handler=True))
    item = feedback(handling=True, unit=mine)
    page = sign_in(open_page(width=320), handler)
    page.goto(f"{LIST}{item.reference}/?decision=reply")
    page.get_by_label("Vastaus lähettäjälle").fill("Soitamme sinulle huomenna.")

    services.forward(submission=item, user=moderator, to=theirs)
    page.locator(".desk-decide button[type=submit]:visible").last.click()

    page.wait_for_load_state("networkidle")
    assert page.locator(".desk-kept textarea").input_value() == (
        "Soitamme sinulle huomenna."
    )
    assert violations(page) == []
    assert_no_overflow(page)
