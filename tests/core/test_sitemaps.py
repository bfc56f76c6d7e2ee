"""The map for search engines: what is public, in every language, and nothing else."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone
from wagtail.models import Locale, PageViewRestriction

from core import sitemaps
from participation_pages.models import OpportunityPage
from tests.core.test_routing import translate
from tests.factories import pages, stories
from tests.support.queries import counted

pytestmark = pytest.mark.django_db

NAMES = {
    "map": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "xhtml": "http://www.w3.org/1999/xhtml",
}


def read(client, url="/sitemap-pages.xml"):
    response = client.get(url)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/xml"
    return ElementTree.fromstring(response.content)


def addresses(client, url="/sitemap-pages.xml") -> list[str]:
    return [place.text for place in read(client, url).iterfind(".//map:loc", NAMES)]


def test_it_lists_every_public_page(client):
    pages.opportunity_page(slug="avoin")
    pages.opportunity_page(slug="luonnos", live=False)
    found = addresses(client)
    host = "http://testserver"
    assert f"{host}/" in found
    assert f"{host}/osallistu-nyt/" in found
    assert f"{host}/osallistu-nyt/avoin/" in found
    assert "luonnos" not in "".join(found)


def test_translations_point_at_each_other_and_easy_finnish_has_no_hreflang(client):
    for language in ("sv", "en", "fi-simple"):
        pages.home_page(language)
    root = read(client)
    assert "http://testserver/fi-simple/" in addresses(client)
    for url in root:
        assert {
            link.get("hreflang"): link.get("href")
            for link in url.iterfind("xhtml:link", NAMES)
        } == {
            "fi": "http://testserver/",
            "sv": "http://testserver/sv/",
            "en": "http://testserver/en/",
        }


def test_a_draft_translation_is_no_alternate(client):
    home = pages.home_page("sv")
    home.unpublish()
    assert read(client).find(".//xhtml:link", NAMES) is None


def test_private_parts_are_left_out(client):
    page = pages.opportunity_page(slug="salaisuus")
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert "salaisuus" not in "".join(addresses(client))


def test_it_says_when_a_page_was_last_published(client):
    page = pages.opportunity_page(slug="sivu")
    when = timezone.localtime() - timedelta(days=3)
    OpportunityPage.objects.filter(pk=page.pk).update(last_published_at=when)
    changed = read(client).find(".//map:lastmod", NAMES)
    assert changed.text == f"{when:%Y-%m-%d}"
    assert f"{when:%Y-%m-%d}" in client.get("/sitemap.xml").content.decode()


def test_every_list_is_there_in_every_language(client):
    lists = [
        pages.index_page(),
        pages.method_index_page(),
        pages.council_index_page(),
        stories.story_index(),
        stories.outcomes_page(),
    ]
    form, method = pages.feedback_page(), pages.method_page(slug="tapa")
    for language in ("sv", "en", "fi-simple"):
        for page in [*lists, form, method]:
            translate(page, language)
    paths = [page.url for page in lists]
    paths += [form.url, f"{form.url}julkaistut/", method.url, f"{method.url}kaikki/"]
    places = addresses(client)
    for prefix in ("", "/sv", "/en", "/fi-simple"):
        for path in paths:
            assert f"http://testserver{prefix}{path}" in places
            assert client.get(f"{prefix}{path}").status_code == 200
    assert len(places) == len(set(places))


def test_a_list_below_a_page_points_at_its_translations(client):
    form = pages.feedback_page()
    translate(form, "sv")
    url = f"http://testserver{form.url}julkaistut/"
    (entry,) = [
        entry for entry in read(client) if entry.findtext("map:loc", "", NAMES) == url
    ]
    links = [link.get("href") for link in entry.iterfind("xhtml:link", NAMES)]
    assert links == [url, f"http://testserver/sv{form.url}julkaistut/"]
    assert entry.find("map:lastmod", NAMES) is None


def test_a_list_below_a_page_that_is_not_public_is_left_out(client):
    form = pages.feedback_page()
    PageViewRestriction.objects.create(page=form, restriction_type="login")
    assert form.slug not in "".join(addresses(client))


def test_a_long_map_comes_in_parts(client, monkeypatch):
    monkeypatch.setattr(sitemaps.PageSitemap, "limit", 2)
    for _number in range(3):
        pages.opportunity_page()
    parts = addresses(client, "/sitemap.xml")
    assert parts == [
        "http://testserver/sitemap-pages.xml",
        "http://testserver/sitemap-pages.xml?p=2",
        "http://testserver/sitemap-pages.xml?p=3",
        "http://testserver/sitemap-initiatives.xml",
    ]
    found = [place for part in parts for place in addresses(client, part)]
    assert len(found) == len(set(found)) == 5


@pytest.mark.parametrize(
    "url", ["/sitemap-muu.xml", "/sitemap-pages.xml?p=9", "/sitemap-pages.xml?p=x"]
)
def test_what_is_not_there_is_not_found(client, url):
    pages.home_page()
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("number", [1, 30])
def test_its_queries_do_not_grow(client, number):
    for language in ("sv", "en"):
        pages.home_page(language)
    for _number in range(number):
        pages.opportunity_page()
    client.get("/sitemap-pages.xml")
    with counted() as queries:
        client.get("/sitemap-pages.xml")
    assert len(queries) <= 4


def test_robots_are_shown_the_map_and_kept_from_receipts(client):
    text = client.get("/robots.txt").content.decode()
    assert "Sitemap: http://testserver/sitemap.xml" in text
    assert "Disallow: /seuranta/" in text


def test_a_language_without_a_home_page_has_no_pages_in_it(client):
    page = pages.opportunity_page()
    OpportunityPage.objects.filter(pk=page.pk).update(
        locale=Locale.objects.get(language_code="sv")
    )
    assert page.slug not in "".join(addresses(client))
