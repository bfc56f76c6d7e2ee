"""Events in each kind and state: axe, narrow windows, keyboard, and without JavaScript."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from icalendar import Calendar
from playwright.sync_api import expect

from tests.browser import content
from tests.factories import pages
from tests.support.browser import assert_keyboard_works, faults, faults_at, tab_to

NARROW = 320
KINDS = ("hearing", "discussion", "workshop")


def full_event(word: str = "", **fields: Any) -> Any:
    """With every optional field; `word` stands in all that has a title of its own."""
    day = timezone.localdate()
    agenda = [
        {
            "time": "17:00",
            "title": word or "Kahvit ja tervetuloa",
            "text": "Tule ajoissa.",
        },
        {"time": "18:30", "title": "Tauko", "text": ""},
    ]
    access = [
        *pages.ACCESS,
        {
            "sign": "ear",
            "available": True,
            "title": word or "Induktiosilmukka",
            "text": "",
        },
    ]
    phases = [
        {"phase": "understand", "text": "kysely ja 12 haastattelua"},
        {"phase": "define", "text": "Valitsemme, mikä ratkaistaan."},
    ]
    person = {"name": word or "Senja", "role": word or "Kokemusasiantuntija."}
    return pages.event_page(
        **{
            "picture": content.picture(),
            "place": "both",
            "design_phase": "define",
            "design_phases": [("phase", one) for one in phases],
            "agenda": [("item", one) for one in agenda],
            "venue_access": [("item", one) for one in access],
            "present": [("person", person)],
            "venue_name": word or "Virtain kirjasto",
            "venue_address": "Virtaintie 1, 34800 Virrat",
            "venue_directions": "Tule pääovesta.\n\nMikael on vastassa.",
            "venue_checked_on": day - timedelta(days=9),
            "online_url": "https://example.org/huone",
            "online_text": "Linkki aukeaa klo 16.45.",
            "seats": 24,
            "sign_up": "Soita tai lähetä lomake.",
            "sign_up_by": day + timedelta(days=5),
            "otherwise": "Vastaa kyselyyn https://example.org/kysely\nPyydä aineisto",
            "contact_phone": "03 123 4567",
            "contact_email": "helmi@example.org",
            "take_part_page": pages.feedback_page(),
            **fields,
        }
    )


def states() -> dict[str, Any]:
    """One in each state, and in each state of signing up."""
    past = {"sign_up_by": None}
    soon = timezone.now() + timedelta(days=3)
    return {
        "opens-soon": full_event(coming=True, sign_up_by=None),
        "open": full_event(),
        "closes-soon": full_event(starts_at=soon, sign_up_by=None),
        "closed": full_event(
            ended=True,
            starts_at=timezone.now() - timedelta(days=1),
            outcome_due=timezone.localdate() + timedelta(days=60),
            **past,
        ),
        "outcome-due": full_event(ended=True, **past),
        "outcome-late": full_event(late=True, **past),
        "outcome-published": full_event(with_outcome=True, **past),
        "running": full_event(running=True, sign_up_by=None),
        "signing up has ended": full_event(
            opens_at=timezone.now() - timedelta(days=9),
            sign_up_by=timezone.localdate() - timedelta(days=1),
        ),
        "bare": pages.event_page(introduction=""),
        "online": pages.event_page(online=True),
        "several days": full_event(
            ends_at=timezone.now() + timedelta(days=22), sign_up_by=None
        ),
    }


def test_each_state_on_a_phone(open_page):
    content.county()
    found = states()
    named = [name for name in found if found[name].state.value == name]
    assert len(named) == 7
    addresses = [page.url for page in found.values()]
    faulty = faults_at(open_page(width=NARROW), *addresses, "/osallistu-nyt/", "/")
    dark = open_page(width=NARROW, scheme="dark")
    faulty += faults_at(dark, *addresses, "/osallistu-nyt/")
    assert faulty == []


@pytest.mark.parametrize("width", [768, 1280])
def test_each_kind_on_wider_screens(open_page, width):
    addresses = [full_event(event_kind=kind).url for kind in KINDS]
    addresses.append(full_event(workshop=True, ended=True, sign_up_by=None).url)
    assert faults_at(open_page(width=width), *addresses) == []


@pytest.mark.parametrize("language", ["sv", "en", "fi-simple"])
def test_an_event_in_each_language(open_page, language):
    content.in_language(pages.index_page(), language)
    page = content.in_language(full_event(workshop=True), language)
    assert faults_at(open_page(width=NARROW), page.url) == []


def test_45_letters_in_every_title(open_page):
    word = content.COMPOUND
    texts = {"can_influence": word, "cannot_influence": word, "title": word}
    page = open_page(width=NARROW)
    assert faults_at(page, full_event(word, **texts).url, "/osallistu-nyt/") == []


def test_keys_reach_all_that_can_be_done(open_page):
    page = open_page(full_event(workshop=True).url)
    assert_keyboard_works(page)


def test_signing_up_and_the_calendar_without_javascript(open_page):
    event = full_event(slug="tyopaja")
    page = open_page(event.url, width=NARROW, javascript=False)
    call = page.locator(".call-to-action")
    tab_to(page, call.get_by_role("link").nth(1))
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename == "tyopaja.ics"
    calendar = Calendar.from_ical(download.value.path().read_text())
    assert [entry["SUMMARY"] for entry in calendar.walk("VEVENT")] == [event.title]
    call.get_by_role("link").first.click()
    page.wait_for_url(f"**/anna-palautetta/?aihe={event.pk}")
    expect(page.get_by_text(event.title)).to_be_visible()


def test_a_list_of_forty_with_events(open_page):
    for number in range(20):
        pages.event_page(workshop=number % 2 == 0)
        pages.opportunity_page()
    page = open_page("/osallistu-nyt/", width=NARROW)
    expect(page.locator(".card")).to_have_count(20)
    assert faults(page) == []
