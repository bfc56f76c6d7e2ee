"""The feed and the calendar of the whole site, and the feeds of its lists: all that is new
is in them, and nothing that is not public."""

from datetime import datetime, timedelta
from xml.etree import ElementTree as ET

import pytest
from django.utils import timezone
from icalendar import Calendar
from wagtail.models import PageViewRestriction

from core import news
from core.feeds import Entry
from feedback_forms.models import Feedback
from participation_pages.models import StoryPage
from tests.core.test_routing import translate
from tests.factories import pages, stories
from tests.factories.core import ServiceAreaFactory, TopicFactory
from tests.factories.feedback_forms import REPLY, FeedbackFactory
from tests.participation_pages.test_feeds import ATOM, LANG, published, titles
from tests.support.queries import counted
from tests.test_leaks import KINDS, hide

pytestmark = pytest.mark.django_db

CANARY = "Kanarialintu"
SITE = "/syote.atom"
SITE_CALENDAR = "/kalenteri.ics"
FEEDBACK = "/anna-palautetta/julkaistut/syote.atom"
# The feed of each list, and a page that belongs in it.
LISTS = {
    "/osallistu-nyt/syote.atom": pages.opportunity_page,
    "/mika-muuttui/syote.atom": lambda **fields: pages.opportunity_page(
        with_outcome=True, **fields
    ),
    "/tarinat/syote.atom": stories.story_page,
    "/menetelmat/syote.atom": pages.method_page,
    "/neuvostot/syote.atom": pages.council_page,
}
CALENDARS = {
    "/osallistu-nyt/kalenteri.ics": pages.opportunity_page,
    "/neuvostot/kalenteri.ics": lambda **fields: pages.council_page(
        meetings=[pages.meeting()], **fields
    ),
}
EVERY_FEED = [SITE, FEEDBACK, *LISTS]
EVERY_FILE = [*EVERY_FEED, SITE_CALENDAR, *CALENDARS]


@pytest.fixture
def lists():
    pages.index_page(), pages.method_index_page(), pages.council_index_page()
    stories.story_index(), stories.outcomes_page(), pages.feedback_page()


def one_of_each(topic=None):
    """The newest of every kind, by its title in a feed."""
    way = pages.opportunity_page(topic=topic)
    outcome = pages.opportunity_page(with_outcome=True, topic=topic)
    story = stories.story_page(topic=topic)
    method, council = pages.method_page(), pages.council_page()
    return [page.title for page in (way, outcome, story, method, council)]


def read(client, url):
    """The feed as a reader of feeds has it: what RFC 4287 asks for is there."""
    response = client.get(url)
    assert response.status_code == 200, url
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    tree = ET.fromstring(response.content)
    assert tree.tag == f"{ATOM}feed"
    assert tree.get(LANG)
    entries = tree.findall(f"{ATOM}entry")
    for element in [tree, *entries]:
        for part in ("id", "title", "updated"):
            assert element.findtext(f"{ATOM}{part}"), (url, part)
        assert datetime.fromisoformat(element.findtext(f"{ATOM}updated")).tzinfo
    assert tree.findtext(f"{ATOM}author/{ATOM}name")
    for entry in entries:
        assert entry.get(LANG)
        assert entry.find(f"{ATOM}link").get("href").startswith("http://testserver/")
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(ids) == len(set(ids))
    updated = [entry.findtext(f"{ATOM}updated") for entry in entries]
    assert updated == sorted(updated, reverse=True)
    return tree


def summaries(client, url):
    """The titles of what a calendar holds."""
    response = client.get(url)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(response.content)
    entries = calendar.walk("VEVENT")
    assert not calendar.errors
    assert len({entry["UID"] for entry in entries}) == len(entries)
    return [entry["SUMMARY"] for entry in entries]


# What is in them -----------------------------------------------------------------


def test_the_site_tells_of_every_kind(client, lists):
    expected = one_of_each()
    FeedbackFactory(published=True, unit=pages.service_unit())
    found = titles(read(client, SITE))
    assert sorted(found) == sorted([*expected, "Moite: Hervannan terveysasema"])


@pytest.mark.parametrize("url", LISTS)
def test_a_list_tells_of_its_own(client, lists, url):
    one_of_each()
    LISTS[url](title="Uusin & paras")
    found = titles(read(client, url))
    assert "Uusin & paras" in found
    others = {"/osallistu-nyt/syote.atom": 3}
    assert len(found) == others.get(url, 2)


@pytest.mark.parametrize("url", [SITE_CALENDAR, *CALENDARS])
def test_a_calendar_holds_what_has_a_time(client, lists, url):
    for make in CALENDARS.values():
        make()
    expected = {SITE_CALENDAR: 2}.get(url, 1)
    assert len(summaries(client, url)) == expected


def test_the_same_thing_is_the_same_entry_everywhere(client, lists):
    pages.opportunity_page(with_outcome=True)
    found = [
        ET.tostring(read(client, url).find(f"{ATOM}entry"))
        for url in (SITE, "/osallistu-nyt/syote.atom", "/mika-muuttui/syote.atom")
    ]
    assert found[0] == found[1] == found[2]


def test_the_newest_of_all_kinds_stands_first(client, lists, monkeypatch):
    old, new = published(9), published(2)
    story = stories.story_page()
    between = timezone.now() - timedelta(days=5)
    StoryPage.objects.filter(pk=story.pk).update(first_published_at=between)
    assert titles(read(client, SITE)) == [new.title, story.title, old.title]
    monkeypatch.setattr("core.feeds.MOST", 2)
    assert titles(read(client, SITE)) == [new.title, story.title]


def test_a_kind_that_comes_later_only_registers(client, lists, monkeypatch):
    asked = []

    def source(given):
        asked.append(given)
        moment = timezone.now()
        key = pages.home_page().translation_key
        yield Entry(key, "sv", "Ny & fin", "/sv/ny/", "", moment, moment)

    monkeypatch.setattr(news, "_news", {})
    news.register_news("new", source)
    topic = TopicFactory()
    tree = read(client, f"{SITE}?aihe={topic.pk}")
    assert titles(tree) == ["Ny & fin"]
    assert tree.find(f"{ATOM}entry").get(LANG) == "sv"
    assert asked[0].topics == (topic.pk,)


def test_statements_of_councils_are_news(client, lists):
    council = pages.council_page(
        statements=[
            pages.statement(3, what_followed="Aika muuttui.\nVoit soittaa."),
            pages.statement(3, title="Toinen"),
        ]
    )
    tree = read(client, "/neuvostot/syote.atom")
    assert sorted(titles(tree)) == [
        council.title,
        f"{council.title}: Lausunto palveluverkosta",
        f"{council.title}: Toinen",
    ]
    (entry,) = [
        one
        for one in tree.iter(f"{ATOM}entry")
        if one.findtext(f"{ATOM}title").endswith("palveluverkosta")
    ]
    assert "Aika muuttui." in entry.findtext(f"{ATOM}summary")
    link = entry.find(f"{ATOM}link").get("href")
    assert link == f"http://testserver{council.url}#statements"
    assert 'id="statements"' in client.get(council.url).content.decode()
    again = read(client, SITE)
    assert entry.findtext(f"{ATOM}id") in [one.text for one in again.iter(f"{ATOM}id")]


def test_meetings_of_councils_stand_in_the_calendar(client, lists):
    council = pages.council_page(
        meetings=[pages.meeting(3, topics="koulu\nchat"), pages.meeting(-99)]
    )
    data = client.get("/neuvostot/kalenteri.ics").content
    (entry,) = Calendar.from_ical(data).walk("VEVENT")
    assert entry["SUMMARY"].startswith(f"{council.title}: ")
    assert entry["LOCATION"] == "Virtain kirjasto"
    assert entry["DESCRIPTION"].splitlines()[:2] == ["koulu", "chat"]
    in_days = entry.decoded("DTSTART") - timezone.now()
    assert timedelta(days=2, hours=23) < in_days <= timedelta(days=3)


def test_feedback_leads_to_its_place_on_the_list(client, lists, monkeypatch):
    monkeypatch.setattr("feedback_forms.published_lists.PER_PAGE", 1)
    monkeypatch.setattr("feedback_forms.published.PER_PAGE", 1)
    first, second = FeedbackFactory.create_batch(2, published=True, message="a <b>\x0b")
    tree = read(client, FEEDBACK)
    entries = tree.findall(f"{ATOM}entry")
    text = entries[1].findtext(f"{ATOM}summary")
    assert "a &lt;b&gt;" in text
    assert REPLY in text
    assert first.message not in text
    links = [entry.find(f"{ATOM}link").get("href") for entry in entries]
    for link, feedback, query in zip(
        links, (second, first), ("", "?sivu=2"), strict=True
    ):
        response = client.get(link)
        assert response["Location"] == (
            f"/anna-palautetta/julkaistut/{query}#f{feedback.pk}"
        )
        shown = client.get(response["Location"]).content.decode()
        assert f'id="f{feedback.pk}"' in shown


@pytest.mark.parametrize("asked", ["x", "999999", "99999999999", "²", "-1"])
def test_feedback_that_is_not_published_has_no_place(client, lists, asked):
    FeedbackFactory(handling=True)
    url = f"/anna-palautetta/julkaistut/?palaute={asked}"
    assert client.get(url).status_code == 404


def test_feedback_that_waits_has_no_place(client, lists):
    feedback = FeedbackFactory(publication=True)
    url = f"/anna-palautetta/julkaistut/?palaute={feedback.pk}"
    assert client.get(url).status_code == 404


def test_the_secret_of_a_receipt_is_not_in_the_feed(client, lists):
    feedback = FeedbackFactory(published=True)
    text = client.get(FEEDBACK).content.decode()
    assert "urn:uuid:" in text
    for secret in (str(feedback.uuid), feedback.uuid.hex, feedback.reference):
        assert secret not in text


# How they are narrowed -----------------------------------------------------------


def test_a_topic_narrows_the_site(client, lists):
    topic, other = TopicFactory(name_fi="Digipalvelut"), TopicFactory(name_fi="Tilat")
    way, outcome, story, *_rest = one_of_each(topic)
    one_of_each(other)
    page = pages.opportunity_page(topic=topic, title="Kysely")
    FeedbackFactory(published=True, page=page)
    FeedbackFactory(published=True)
    tree = read(client, f"{SITE}?aihe={topic.pk}")
    assert sorted(titles(tree)) == sorted(
        [way, outcome, story, "Kysely", "Moite: Kysely"]
    )
    assert "Digipalvelut" in tree.findtext(f"{ATOM}title")
    links = [link.get("href") for link in tree.findall(f"{ATOM}link")]
    assert f"http://testserver/?aihe={topic.pk}" in links
    both = read(client, f"{SITE}?aihe={topic.pk}&aihe={other.pk}")
    assert len(titles(both)) == 8
    assert sorted(summaries(client, f"{SITE_CALENDAR}?aihe={topic.pk}")) == sorted(
        [way, "Kysely"]
    )


@pytest.mark.parametrize("url", [SITE, SITE_CALENDAR])
def test_a_topic_that_there_is_not_is_not_found(client, lists, url):
    topic = TopicFactory()
    for wrong in ("x", f"0{topic.pk}", topic.pk + 1, f"{topic.pk}&aihe=x"):
        assert client.get(f"{url}?aihe={wrong}").status_code == 404, wrong
    assert client.get(f"{url}?aihe=&haku=x").status_code == 200


def test_stories_are_narrowed_as_their_list_is(client, lists):
    area = ServiceAreaFactory(name_fi="Neuvola")
    mine = stories.story_page(whose="own", service_area=area)
    stories.story_page(whose="own"), stories.story_page(service_area=area)
    query = f"kenen=own&alue={area.pk}"
    tree = read(client, f"/tarinat/syote.atom?{query}")
    assert titles(tree) == [mine.title]
    assert tree.findtext(f"{ATOM}title").endswith(", Neuvola")
    html = client.get(f"/tarinat/?{query}&sivu=1").content.decode()
    address = f"/tarinat/syote.atom?{query}".replace("&", "&amp;")
    assert f'href="{address}"' in html
    assert client.get("/tarinat/syote.atom?kenen=x").status_code == 404


def test_outcomes_are_narrowed_as_their_list_is(client, lists):
    area = ServiceAreaFactory(name_fi="Neuvola")
    mine = pages.opportunity_page(with_outcome=True, service_area=area)
    pages.opportunity_page(with_outcome=True)
    pages.opportunity_page(late=True, service_area=area)
    query = f"alue={area.pk}&vuosi={mine.outcome_published_at.year}"
    tree = read(client, f"/mika-muuttui/syote.atom?{query}")
    assert titles(tree) == [mine.title]
    assert f"Neuvola, {mine.outcome_published_at.year}" in tree.findtext(f"{ATOM}title")
    html = client.get(f"/mika-muuttui/?{query}").content.decode()
    address = f"/mika-muuttui/syote.atom?{query}".replace("&", "&amp;")
    assert f'href="{address}"' in html
    assert titles(read(client, "/mika-muuttui/syote.atom?vuosi=1999")) == []
    assert client.get("/mika-muuttui/syote.atom?alue=x").status_code == 404


# Languages -----------------------------------------------------------------------


def test_the_swedish_site_tells_what_its_readers_are_offered(client, lists):
    only_finnish, both = stories.story_page(), stories.story_page()
    translate(stories.story_index(), "sv")
    translate(both, "sv", title="Pappas samtal")
    translate(pages.feedback_page(), "sv")
    FeedbackFactory(published=True, language="fi", unit=pages.service_unit())
    tree = read(client, f"/sv{SITE}")
    assert tree.get(LANG) == "sv"
    languages = {
        entry.findtext(f"{ATOM}title"): entry.get(LANG)
        for entry in tree.iter(f"{ATOM}entry")
    }
    assert languages == {
        "Pappas samtal": "sv",
        only_finnish.title: "fi",
        "Moite: Hervannan terveysasema": "fi",
    }
    assert "Pappas samtal" not in titles(read(client, SITE))
    links = [link.get("href") for link in tree.iter(f"{ATOM}link")]
    assert any("/sv/anna-palautetta/julkaistut/?palaute=" in link for link in links)


def test_without_a_feedback_page_in_the_language_there_is_no_place_to_lead_to(
    client, lists
):
    pages.home_page("sv")
    FeedbackFactory(published=True)
    assert titles(read(client, f"/sv{SITE}")) == []
    assert len(titles(read(client, SITE))) == 1


# What they say of themselves -------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    ["/", *(f"{url.rpartition('/')[0]}/" for url in (FEEDBACK, *LISTS))],
)
def test_each_list_leads_to_its_feed(client, lists, path):
    html = client.get(path).content.decode()
    head = html.partition("</head>")[0]
    mark = '<link rel="alternate" type="application/atom+xml" title="'
    assert head.count(mark) == 1
    title, _quote, rest = head.partition(mark)[2].partition('"')
    assert title
    assert rest.strip().startswith(f'href="{path}syote.atom"')
    read(client, f"{path}syote.atom")


@pytest.mark.parametrize("path", ["/", "/neuvostot/", "/osallistu-nyt/"])
def test_what_has_dates_leads_to_its_calendar(client, lists, path):
    head = client.get(path).content.decode().partition("</head>")[0]
    assert f'href="{path}kalenteri.ics"' in head
    summaries(client, f"{path}kalenteri.ics")


@pytest.mark.parametrize("url", EVERY_FILE)
def test_who_asks_again_gets_nothing_twice(client, lists, url):
    one_of_each()
    FeedbackFactory(published=True)
    first = client.get(url)
    assert first["Cache-Control"] == "max-age=600, public"
    again = client.get(url, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.post(url).status_code == 405
    assert client.head(url).status_code == 200


@pytest.mark.parametrize("url", EVERY_FILE)
def test_an_empty_file_can_be_read_and_stays_the_same(client, lists, url):
    first = client.get(url)
    assert first.status_code == 200
    assert client.get(url)["ETag"] == first["ETag"]


@pytest.mark.parametrize("url", EVERY_FEED)
def test_what_xml_cannot_hold_breaks_no_feed(client, lists, url):
    for make in LISTS.values():
        make(title="Otsikko\x0b & <b>", introduction="a\x0bb")
    FeedbackFactory(published=True, message="c\x0bd")
    assert titles(read(client, url))


# What is not in them ---------------------------------------------------------------


def everything(client):
    return "".join(client.get(url).content.decode() for url in EVERY_FILE)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("url", [*LISTS, *CALENDARS])
def test_a_page_that_is_not_public_is_in_no_file(client, lists, url, kind):
    make = {**LISTS, **CALENDARS}[url]
    make(title=CANARY)
    assert CANARY in client.get(url).content.decode()
    site = SITE_CALENDAR if url in CALENDARS else SITE
    assert CANARY in client.get(site).content.decode()
    page = make(title="Toinen lintu", live=kind == "private")
    hide(page, kind)
    assert "Toinen lintu" not in everything(client)


@pytest.mark.parametrize("url", LISTS)
def test_a_list_in_a_private_part_tells_nobody(client, lists, url):
    page = LISTS[url](title=CANARY)
    PageViewRestriction.objects.create(page=page.get_parent(), restriction_type="login")
    assert CANARY not in everything(client)
    assert client.get(SITE)["Cache-Control"] == "max-age=600, private"


def test_feedback_on_a_private_page_of_feedback_is_told_nobody(client, lists):
    FeedbackFactory(published=True, message=CANARY)
    assert everything(client).count(CANARY) == 2
    PageViewRestriction.objects.create(
        page=pages.feedback_page(), restriction_type="login"
    )
    assert CANARY not in everything(client)


@pytest.mark.parametrize(
    "trait",
    ["screening", "waiting", "handling", "publication", "answered", "withdrawn"],
)
def test_feedback_that_is_not_approved_is_in_no_file(client, lists, trait):
    FeedbackFactory(message=CANARY, **{trait: True})
    assert CANARY not in everything(client)


def test_the_title_of_a_page_that_was_taken_down_is_in_no_file(client, lists):
    topic = TopicFactory()
    page = pages.opportunity_page(title=CANARY, topic=topic)
    FeedbackFactory(published=True, page=page)
    assert f": {CANARY}" in everything(client)
    page.unpublish()
    assert CANARY not in everything(client)
    assert Feedback.objects.public().count() == 1
    assert titles(read(client, f"{SITE}?aihe={topic.pk}")) == []


def test_a_draft_of_a_published_page_is_in_no_file(client, lists):
    for make in (*LISTS.values(), *CALENDARS.values()):
        page = make()
        page.title = page.introduction = CANARY
        page.save_revision()
    assert CANARY not in everything(client)


# What they cost --------------------------------------------------------------------


@pytest.mark.parametrize("number", [1, 30])
def test_their_queries_do_not_grow(client, lists, number):
    topic = TopicFactory()
    for _place in range(number):
        one_of_each(topic)
        pages.council_page(meetings=[pages.meeting()], statements=[pages.statement()])
        FeedbackFactory(published=True, page=pages.opportunity_page(topic=topic))
    most = {SITE: 9, SITE_CALENDAR: 4, FEEDBACK: 4}
    for url in [*EVERY_FILE, f"{SITE}?aihe={topic.pk}"]:
        client.get(url)
        with counted() as queries:
            client.get(url)
        assert len(queries) <= most.get(url.partition("?")[0], 3), (url, queries)
        assert not queries.repeated
