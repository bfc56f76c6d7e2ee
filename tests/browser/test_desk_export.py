"""The list as a file, in a real browser."""

import io
from pathlib import Path

import openpyxl

from moderation.enums import Action
from moderation.models import AuditEvent
from tests.browser.test_desk import LIST, feedback, violations
from tests.factories.users import UserFactory
from tests.support.browser import assert_no_overflow
from tests.support.looks import each_look


@each_look
def test_what_the_filters_have_left_is_downloaded_by_keyboard(
    open_page, sign_in, width, scheme
):
    feedback(screening=True), feedback(handling=True)
    swedish = feedback(screening=True, language="sv")
    page = sign_in(open_page(width=width, scheme=scheme), UserFactory(moderator=True))
    page.goto(f"{LIST}?view=waiting&language=sv")
    page.wait_for_load_state("networkidle")

    page.locator(".desk-export summary").press("Enter")
    assert violations(page) == []
    assert_no_overflow(page)
    page.locator(".desk-export [name=texts]").press("Space")
    with page.expect_download() as download:
        page.locator(".desk-export [value=xlsx]").press("Enter")

    sheet = openpyxl.load_workbook(
        io.BytesIO(Path(download.value.path()).read_bytes())
    ).active
    assert [row[0] for row in sheet.values][1:] == [swedish.reference]
    event = AuditEvent.objects.get(action=Action.EXPORTED)
    assert event.detail == "messages-texts-xlsx 1"


def test_without_script(open_page, sign_in):
    found = [feedback(screening=True), feedback(screening=True)]
    moderator = UserFactory(moderator=True)
    page = sign_in(open_page(width=320, javascript=False), moderator)
    page.goto(LIST)

    page.click(".desk-export summary")
    with page.expect_download() as download:
        page.click(".desk-export [value=csv]")

    assert download.value.suggested_filename.endswith(".csv")
    text = Path(download.value.path()).read_text("utf-8-sig")
    assert all(each.reference in text for each in found)
    assert len(text.splitlines()) == 3
