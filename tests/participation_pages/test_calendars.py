"""Calendar files: valid, safe, the same entry each time, and public pages only."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation
from icalendar import Calendar
from wagtail.models import PageViewRestriction

from core.calendars import Agenda
from core.calendars import written as written_file
from participation_pages.calendars import entries_of
from participation_pages.models import EventPage, OpportunityPage
from tests.browser.content import in_language
from tests.factories import pages
from tests.support.queries import counted

pytestmark = pytest.mark.django_db

HELSINKI = ZoneInfo("Europe/Helsinki")
HOSTILE = (
    "Kahvit, pulla; ja \\n tee\r\nEND:VEVENT\rBEGIN:VEVENT\nATTACH:https://evil.example/"
    "\x00\x0b\u2028X-EVIL:1\x85BEGIN:VALARM"
)


def written(rf, *found, name="Osallistu") -> bytes:
    return written_file(Agenda(name, entries_of(found, rf.get("/"))))


def entries(data: bytes) -> list:
    return Calendar.from_ical(data.decode()).walk("VEVENT")


def only(rf, page):
    (entry,) = entries(written(rf, page))
    return entry


def test_an_event_stands_at_its_hours_in_utc(rf):
    starts = datetime(2035, 7, 3, 17, tzinfo=HELSINKI)
    page = pages.event_page(starts_at=starts, venue_address="Virtaintie 1, Virrat")
    data = written(rf, page).decode()
    assert "DTSTART:20350703T140000Z\r\n" in data
    assert "DTEND:20350703T160000Z\r\n" in data
    assert "TZID" not in data
    entry = only(rf, page)
    assert entry["SUMMARY"] == page.title
    assert entry["LOCATION"] == "Virtain kirjasto, Virtaintie 1, Virrat"
    assert entry["URL"] == f"http://testserver{page.url}"
    assert entry["DESCRIPTION"].splitlines() == [
        page.introduction,
        f"http://testserver{page.url}",
    ]


def test_what_one_must_know_beforehand_is_in_the_description(rf):
    day = timezone.localdate() + timedelta(days=5)
    page = pages.event_page(online=True, online_text="Linkki\naukeaa.", sign_up_by=day)
    lines = only(rf, page)["DESCRIPTION"].splitlines()
    assert f"{day.day}.{day.month}.{day.year}" in lines[1]
    assert lines[2:5] == ["Linkki", "aukeaa.", page.online_url]
    with translation.override("en"):
        assert only(rf, page)["LOCATION"] == "Online"


def test_any_other_way_to_take_part_is_whole_days_that_leave_time_free(rf):
    page = pages.opportunity_page(
        opens_at=datetime(2035, 7, 3, 8, tzinfo=HELSINKI),
        closes_at=datetime(2035, 7, 20, 16, tzinfo=HELSINKI),
        outcome_due=date(2035, 9, 1),
    )
    entry = only(rf, page)
    assert entry.decoded("DTSTART") == date(2035, 7, 3)
    assert entry.decoded("DTEND") == date(2035, 7, 21)
    assert entry["TRANSP"] == "TRANSPARENT"
    assert "20.7.2035" in entry["DESCRIPTION"]
    assert "LOCATION" not in entry


def test_what_closes_at_midnight_closes_with_the_day_before(rf):
    page = pages.opportunity_page(
        opens_at=datetime(2035, 7, 3, 8, tzinfo=HELSINKI),
        closes_at=datetime(2035, 7, 21, tzinfo=HELSINKI),
        outcome_due=date(2035, 9, 1),
    )
    assert only(rf, page).decoded("DTEND") == date(2035, 7, 21)


def test_the_file_holds_what_the_standard_asks_for(rf):
    found = [pages.event_page(), pages.event_page(workshop=True)]
    found.append(pages.opportunity_page(title="Ä" * 200))
    data = written(rf, *found, name="Osallistu nyt")
    calendar = Calendar.from_ical(data.decode())
    assert calendar["VERSION"] == "2.0"
    assert calendar["PRODID"]
    assert calendar["NAME"] == calendar["X-WR-CALNAME"] == "Osallistu nyt"
    assert b"X-PUBLISHED-TTL:PT6H\r\n" in data
    assert not calendar.errors
    for entry in calendar.walk("VEVENT"):
        assert not entry.errors
        for name in ("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY"):
            assert not isinstance(entry[name], list)
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert data.count(b"\n") == data.count(b"\r\n") == data.count(b"\r")
    assert max(len(line) for line in data.split(b"\r\n")) <= 75


def test_the_same_page_keeps_its_entry_and_a_later_one_replaces_it(rf):
    page = pages.event_page(live=False)
    page.save_revision().publish()
    page = EventPage.objects.get(pk=page.pk)
    first = written(rf, page)
    assert first == written(rf, EventPage.objects.get(pk=page.pk))
    EventPage.objects.filter(pk=page.pk).update(
        first_published_at=page.first_published_at - timedelta(days=1)
    )
    page = EventPage.objects.get(pk=page.pk)
    page.title = "Uusi nimi"
    page.save_revision().publish()
    (before,), after = entries(first), only(rf, EventPage.objects.get(pk=page.pk))
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["DTSTAMP"].dt >= before["DTSTAMP"].dt
    assert after["LAST-MODIFIED"].dt == after["DTSTAMP"].dt


def test_pages_and_translations_have_entries_of_their_own(rf):
    one, two = pages.event_page(), pages.event_page()
    in_language(pages.index_page(), "sv")
    swedish = in_language(one, "sv")
    uids = {entry["UID"] for entry in entries(written(rf, one, two, swedish))}
    assert len(uids) == 3


def test_hostile_texts_stay_texts(rf):
    page = pages.event_page(place="both", online_text="Linkki tulee")
    # Not stored: PostgreSQL would refuse the NUL, SQLite keeps it.
    page.title = HOSTILE[:250]
    page.introduction = page.online_text = HOSTILE
    page.venue_name = page.venue_address = HOSTILE
    data = written(rf, page, name=HOSTILE)
    names = {line.split(b":")[0].split(b";")[0] for line in data.split(b"\r\n")}
    assert not {b"ATTACH", b"X-EVIL"} & names
    assert b"\x00" not in data
    assert b"\x0b" not in data
    (entry,) = entries(data)
    assert entry["LOCATION"].startswith("Kahvit, pulla; ja \\n tee\nEND:VEVENT\nBEGIN:")
    assert not entry.subcomponents


def test_a_page_without_times_has_no_entry(rf):
    built = pages.EventPageFactory.build(starts_at=None, ends_at=None, outcome_due=None)
    assert entries(written(rf, built)) == []


def test_entries_of_a_list_cost_no_query_more(rf):
    for number in range(3):
        pages.event_page(online=number == 0)
        pages.opportunity_page()
    request = rf.get("/")
    found = OpportunityPage.objects.public().for_cards(timezone.now())
    entries_of(found[:1], request)
    with counted() as queries:
        assert len(entries_of(found.all(), request)) == 6
    assert len(queries) == 1


# -- The page's own file -------------------------------------------------------


def test_the_page_serves_its_entry(client):
    page = pages.event_page(slug="tyopaja")
    response = client.get(f"{page.url}kalenteri.ics")
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="tyopaja.ics"'
    (entry,) = entries(response.content)
    assert entry["SUMMARY"] == page.title


def test_the_file_is_in_the_language_of_its_page(client):
    in_language(pages.index_page(), "en")
    page = in_language(pages.event_page(online=True), "en")
    (entry,) = entries(client.get(f"{page.url}kalenteri.ics").content)
    assert page.url.startswith("/en/")
    assert entry["LOCATION"] == "Online"


def test_the_file_costs_as_much_as_the_page(client):
    url = f"{pages.event_page().url}kalenteri.ics"
    client.get(url)
    with counted() as queries:
        client.get(url)
    assert len(queries) == 2


def test_a_draft_has_no_file(client):
    page = pages.event_page(live=False)
    url = f"/osallistu-nyt/{page.slug}/kalenteri.ics"
    assert client.get(url).status_code == 404
    page.save_revision().publish()
    assert client.get(url).status_code == 200
    EventPage.objects.get(pk=page.pk).unpublish()
    assert client.get(url).status_code == 404


def test_a_private_event_has_no_file_for_all(client):
    page = pages.event_page(title="Salainen")
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    response = client.get(f"{page.url}kalenteri.ics")
    assert response.status_code == 302
    assert b"Salainen" not in response.content


def test_only_events_have_a_file_and_it_is_only_read(client):
    page, event = pages.opportunity_page(), pages.event_page()
    assert client.get(f"{page.url}kalenteri.ics").status_code == 404
    assert client.get("/osallistu-nyt/toinen.ics").status_code == 404
    assert client.get(f"{event.url}toinen.ics").status_code == 404
    assert client.post(f"{event.url}kalenteri.ics").status_code == 405
