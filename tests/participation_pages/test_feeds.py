"""The feed and the calendar of the list, read by parsers as readers of feeds have them."""

from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
from django.utils import timezone
from icalendar import Calendar
from wagtail.models import Locale, PageViewRestriction

from core import feeds
from participation_pages.models import OpportunityPage
from tests.factories import pages
from tests.support.queries import counted

pytestmark = pytest.mark.django_db

FEED = "/osallistu-nyt/syote.atom"
CALENDAR = "/osallistu-nyt/kalenteri.ics"
BOTH = pytest.mark.parametrize("url", [FEED, CALENDAR])
ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def published(days, **fields):
    """A page that was published so many days ago."""
    page = pages.opportunity_page(**fields)
    moment = timezone.now() - timedelta(days=days)
    OpportunityPage.objects.filter(pk=page.pk).update(first_published_at=moment)
    return OpportunityPage.objects.get(pk=page.pk)


def feed(client, query=""):
    response = client.get(f"{FEED}{query}")
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ET.fromstring(response.content)


def titles(tree):
    return [entry.findtext(f"{ATOM}title") for entry in tree.iter(f"{ATOM}entry")]


def events(client, query=""):
    response = client.get(f"{CALENDAR}{query}")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(response.content).walk("VEVENT")


def test_the_newest_stands_first(client):
    old, new = published(9), published(2)
    assert titles(feed(client)) == [new.title, old.title]


def test_an_outcome_brings_a_page_to_the_top_as_the_same_entry(client):
    ended, new = published(90, ended=True), published(2)
    before = feed(client)
    assert titles(before) == [new.title, ended.title]
    for name in ("heard", "did", "could_not"):
        setattr(ended, name, f"Tekstit: {name} & <muuta>")
    ended.save()
    after = feed(client)
    assert titles(after) == [ended.title, new.title]
    entry, was = after.find(f"{ATOM}entry"), before.findall(f"{ATOM}entry")[1]
    for part in ("id", "published"):
        assert entry.findtext(f"{ATOM}{part}") == was.findtext(f"{ATOM}{part}")
    assert entry.findtext(f"{ATOM}updated") > was.findtext(f"{ATOM}updated")
    assert "Tekstit: did &amp; &lt;muuta&gt;" in entry.findtext(f"{ATOM}summary")
    assert "Tekstit" not in was.findtext(f"{ATOM}summary")


def test_the_feed_says_who_and_where_it_is(client):
    page = published(1)
    query = "?tila=open&kunta=837"
    tree = feed(client, query)
    links = {link.get("rel"): link.get("href") for link in tree.findall(f"{ATOM}link")}
    assert links == {
        "self": f"http://testserver{FEED}{query}",
        "alternate": f"http://testserver/osallistu-nyt/{query}",
    }
    assert tree.get(LANG) == "fi"
    assert tree.findtext(f"{ATOM}id") == f"http://testserver{FEED}{query}"
    assert tree.findtext(f"{ATOM}author/{ATOM}name")
    assert "Tampere" in tree.findtext(f"{ATOM}title")
    entry = tree.find(f"{ATOM}entry")
    assert entry.find(f"{ATOM}link").get("href") == f"http://testserver{page.url}"
    assert entry.findtext(f"{ATOM}id").startswith("urn:uuid:")


def test_fifty_entries_at_most(client, monkeypatch):
    assert feeds.MOST == 50
    monkeypatch.setattr(feeds, "MOST", 2)
    for days in range(3):
        published(days)
    assert len(titles(feed(client))) == 2


def test_what_xml_cannot_hold_breaks_no_feed(client):
    published(1, title="Otsikko\x0b & <b>", introduction="a\x0bb")
    assert titles(feed(client)) == ["Otsikko & <b>"]


@BOTH
def test_the_same_filters_narrow_the_feed(client, url):
    published(1, kind="planning"), published(2, kind="evaluation")
    query = "?laji=planning"
    found = titles(feed(client, query)) if url == FEED else events(client, query)
    assert len(found) == 1
    assert client.get(f"{url}?laji=x").status_code == 404
    assert client.get(f"{url}?laji=&haku=%00&sivu=x").status_code == 200


@BOTH
def test_an_empty_feed_can_be_read(client, url):
    pages.index_page()
    assert not (titles(feed(client)) if url == FEED else events(client))


@BOTH
def test_who_asks_again_gets_nothing_twice(client, url):
    page = published(1)
    first = client.get(url)
    assert first["Cache-Control"] == "max-age=600, public"
    again = client.get(url, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    page.title = "Uusi otsikko"
    page.save()
    changed = client.get(url, headers={"if-none-match": first["ETag"]})
    assert changed.status_code == 200
    assert "Uusi otsikko" in changed.content.decode()


@BOTH
def test_an_empty_feed_stays_the_same(client, url):
    pages.index_page()
    assert client.get(url)["ETag"] == client.get(url)["ETag"]


@BOTH
def test_nothing_is_shared_where_parts_of_the_site_are_private(client, url):
    page = published(1)
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    response = client.get(url)
    assert response["Cache-Control"] == "max-age=600, private"
    assert page.title not in response.content.decode()
    PageViewRestriction.objects.create(
        page=pages.index_page(), restriction_type="login"
    )
    assert client.get(url).status_code == 302


@BOTH
def test_a_feed_is_only_read(client, url):
    pages.index_page()
    assert client.post(url).status_code == 405
    assert client.head(url).status_code == 200


@BOTH
def test_no_other_page_has_such_files(client, url):
    page = pages.opportunity_page()
    name = url.rsplit("/", 1)[1]
    for address in (f"{page.url}syote.atom", f"{url}/", f"/ei-ole/{name}"):
        assert client.get(address).status_code == 404, address


def test_the_calendar_has_the_day_on_which_each_closes(client):
    page = published(3)
    (entry,) = events(client)
    assert entry["SUMMARY"] == page.title
    last_day = entry["DTEND"].dt - timedelta(days=1)
    assert last_day == timezone.localtime(page.closes_at).date()
    assert entry["URL"] == f"http://testserver{page.url}"


def test_the_calendar_leaves_out_what_is_long_past(client):
    published(90, ended=True)
    coming, running = published(3, coming=True), published(3)
    assert [entry["SUMMARY"] for entry in events(client)] == [
        running.title,
        coming.title,
    ]


@BOTH
def test_queries_do_not_grow_with_the_feed(client, url):
    published(1)
    client.get(url)
    with counted() as one:
        client.get(url)
    for days in range(10):
        published(days)
    client.get(url)
    with counted() as many:
        client.get(url)
    assert len(one) == len(many) <= 4
    assert not many.repeated


def test_the_list_leads_to_both(client):
    pages.opportunity_page()
    html = client.get("/osallistu-nyt/", {"tila": "open"}).content.decode()
    for name in ("syote.atom", "kalenteri.ics"):
        address = f'href="/osallistu-nyt/{name}?tila=open"'
        assert html.count(address) == 2
    assert 'rel="alternate" type="application/atom+xml"' in html


def test_a_finnish_entry_in_the_swedish_feed_says_so(client):
    page = published(1)
    index = pages.index_page()
    pages.home_page("sv")
    swedish = index.copy_for_translation(Locale.objects.get(language_code="sv"))
    swedish.slug, swedish.title = "delta-nu", "Delta nu"
    swedish.save_revision().publish()
    tree = ET.fromstring(client.get("/sv/delta-nu/syote.atom").content)
    assert tree.get(LANG) == "sv"
    entry = tree.find(f"{ATOM}entry")
    assert entry.get(LANG) == "fi"
    assert entry.find(f"{ATOM}link").get("href") == f"http://testserver{page.url}"
