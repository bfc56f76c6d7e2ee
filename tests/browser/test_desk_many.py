"""Many messages at once, and saved views, in a real browser."""

from playwright.sync_api import expect

from moderation.enums import SubmissionState
from moderation.models import AuditItem, SavedView, Submission
from tests.browser.test_desk import LIST, feedback, violations
from tests.factories.users import UserFactory
from tests.support.browser import assert_no_overflow
from tests.support.looks import each_look


def states():
    return sorted(Submission.objects.values_list("state", flat=True))


@each_look
def test_screens_are_accessible(open_page, sign_in, width, scheme):
    moderator = UserFactory(moderator=True)
    first, second = feedback(screening=True), feedback(handling=True, language="sv")
    SavedView.objects.create(
        user=moderator, name="Ruotsinkieliset", query="language=sv", shared=True
    )
    page = sign_in(open_page(width=width, scheme=scheme), moderator)
    ticked = f"&m={first.reference}&m={second.reference}"

    for path in (
        f"{LIST}?flag=phone",
        f"{LIST}monta/?act=reject{ticked}",
        f"{LIST}monta/?act=assign{ticked}",
        f"{LIST}nakymat/",
    ):
        page.goto(path)
        page.wait_for_load_state("networkidle")
        if page.locator("[name=m]").count():
            page.locator("[name=m]").first.check()
        assert violations(page) == [], path
        assert_no_overflow(page)
    page.goto(f"{LIST}monta/?act=approve{ticked}")
    page.click(".desk-many button[type=submit]")
    expect(page.locator(".desk-left li")).to_have_count(1)
    assert violations(page) == []
    assert_no_overflow(page)


def test_by_keyboard_from_ticks_to_the_end(open_page, sign_in):
    for _number in range(3):
        feedback(screening=True)
    page = sign_in(open_page(), UserFactory(moderator=True))
    page.goto(LIST)
    page.wait_for_load_state("networkidle")
    bar = page.locator(".desk-bulk")
    expect(bar).to_be_hidden()

    for key in ("j", "x", "j", "x"):
        page.keyboard.press(key)
    expect(page.locator("[name=m]:checked")).to_have_count(2)
    expect(bar).to_be_visible()
    expect(page.locator("[data-desk-count]")).to_contain_text("2")
    page.locator(".desk-bulk [value=approve]").press("Enter")
    page.wait_for_url("**/monta/**")
    page.locator(".desk-many button[type=submit]").press("Enter")
    page.wait_for_url(f"**{LIST}*")

    assert states() == [*["handling"] * 2, "screening"]
    assert AuditItem.objects.count() == 2


def test_x_is_a_letter_in_a_field(open_page, sign_in):
    feedback(screening=True)
    page = sign_in(open_page(), UserFactory(moderator=True))
    page.goto(LIST)
    page.wait_for_load_state("networkidle")

    page.keyboard.press("j")
    page.locator("input[name=q]").first.click()
    page.keyboard.type("xjka")

    expect(page.locator("[name=m]:checked")).to_have_count(0)
    assert page.locator("input[name=q]").first.input_value() == "xjka"


def test_one_box_ticks_the_page_and_is_cleared(open_page, sign_in):
    feedback(screening=True), feedback(screening=True)
    page = sign_in(open_page(), UserFactory(moderator=True))
    page.goto(LIST)
    page.wait_for_load_state("networkidle")

    page.check("[data-desk-all]")
    expect(page.locator("[name=m]:checked")).to_have_count(2)
    page.locator("[name=m]").first.uncheck()
    expect(page.locator("[data-desk-all]")).not_to_be_checked()
    page.click(".desk-bulk__clear")

    expect(page.locator(":checked[form=desk-many]")).to_have_count(0)
    expect(page.locator(".desk-bulk")).to_be_hidden()


def test_keys_are_told_in_the_dialog(open_page, sign_in):
    page = sign_in(open_page(), UserFactory(moderator=True))
    page.goto(LIST)
    page.wait_for_load_state("networkidle")

    page.keyboard.press("?")

    keys = page.locator("#keyboard-shortcut-group-desk-list kbd")
    expect(keys.first).to_be_visible()
    assert keys.all_inner_texts() == [
        "j", "k", "Enter", "x", "m", "a", "r", "e"
    ]  # fmt: skip


def test_without_script(open_page, sign_in):
    feedback(screening=True), feedback(screening=True)
    moderator = UserFactory(moderator=True)
    page = sign_in(open_page(width=320, javascript=False), moderator)

    page.goto(f"{LIST}?language=fi")
    page.click(".desk-save summary")
    page.fill("#desk-save-name", "Suomenkieliset")
    page.click(".desk-save button")
    page.check("[name=which][value=page]")
    page.click(".desk-bulk [value=spam]")
    page.click(".desk-many button[type=submit]")

    assert states() == [SubmissionState.SPAM] * 2
    assert SavedView.objects.get().query == "language=fi"
