"""Colleagues on the desk in a real browser: forwarding, notes, two on one message, absence."""

from datetime import timedelta
from time import sleep

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from wagtail.admin.models import EditingSession

from moderation.models import Note, StaffPreferences, Submission
from tests.browser.test_desk import LIST, violations
from tests.factories.core import ServiceUnitFactory
from tests.factories.feedback_forms import FeedbackFactory
from tests.factories.users import UserFactory
from tests.support.browser import assert_no_overflow
from tests.support.looks import each_look


def away(user, deputy):
    today = timezone.localdate()
    return StaffPreferences.objects.create(
        user=user, away_from=today, away_until=today + timedelta(days=5), deputy=deputy
    )


@each_look
def test_people_on_the_desk_are_accessible(open_page, sign_in, width, scheme):
    anna = UserFactory(moderator=True, first_name="Anna", last_name="Laine")
    olli = UserFactory(moderator=True, first_name="Olli", last_name="Oja")
    item = FeedbackFactory(handling=True, assignee=anna)
    item.unit.handlers.add(UserFactory(handler=True, first_name="Sanna"))
    Note.objects.create(
        submission=item, author=anna, text="Sama asia kuin viime viikolla."
    )
    away(anna, olli)
    page = sign_in(open_page(width=width, scheme=scheme), olli)

    for path in (LIST, f"{LIST}{item.reference}/?decision=forward"):
        page.goto(path)
        page.wait_for_load_state("networkidle")
        assert violations(page) == [], path
        assert_no_overflow(page)
    page.click("#notes summary")
    assert violations(page) == []


def test_second_person_is_told_at_once_and_nothing_typed_is_lost(open_page, sign_in):
    anna = UserFactory(handler=True, first_name="Anna", last_name="Laine")
    item = FeedbackFactory(handling=True)
    address = f"{LIST}{item.reference}/"
    hers = sign_in(open_page(), anna)
    hers.goto(f"{address}?decision=reply")
    hers.wait_for_load_state("networkidle")
    # Wagtail's script looks first after two seconds at what the form was like.
    hers.wait_for_timeout(2500)
    hers.fill("#desk-reply", "Kiitos, selvitämme asian.")
    expect_writing(item)

    his = sign_in(open_page(width=320), UserFactory(handler=True, first_name="Olli"))
    his.goto(address)
    his.wait_for_load_state("networkidle")

    assert "Anna Laine" in his.inner_text(".desk-notice--warning")
    assert his.is_disabled("[value=reply]")
    assert violations(his) == []
    assert_no_overflow(his)

    his.click(".desk-notice--warning button")
    his.wait_for_load_state("networkidle")
    assert his.is_enabled("[value=reply]")
    expect(hers.locator("#desk-presence .desk-notice")).to_contain_text("Olli")
    assert hers.input_value("#desk-reply") == "Kiitos, selvitämme asian."
    assert violations(hers) == []


def expect_writing(item):
    """Wagtail's script has told that something is being written."""
    writing = EditingSession.objects.filter(object_id=str(item.pk), is_editing=True)
    for _each in range(60):
        if writing.exists():
            return
        sleep(0.25)
    pytest.fail("nobody is writing")


def test_forwarding_without_script(open_page, sign_in):
    item = FeedbackFactory(handling=True)
    item.unit.handlers.add(handler := UserFactory(handler=True))
    unit = ServiceUnitFactory(name_fi="Tesoman hyvinvointikeskus")
    page = sign_in(open_page(width=320, javascript=False), handler)

    page.goto(f"{LIST}{item.reference}/")
    page.check("[value=forward]")
    page.select_option("#desk-to", label=unit.name_fi)
    page.fill("#desk-note", "Kuuluu Tesomalle.")
    page.click("button[value=stay]")

    assert Submission.objects.get(pk=item.pk).unit == unit
    assert Note.objects.get(submission=item).text == "Kuuluu Tesomalle."
