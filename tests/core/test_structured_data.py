"""JSON-LD of every kind of page: it can be read, says what is shown, and breaks nothing."""

import json

import pytest
from django.test import RequestFactory
from wagtail.models import PageViewRestriction

from core.languages import html_language
from core.structured_data import filled, script
from tests.core.test_page_languages import HOST, KINDS, versions_of
from tests.factories import pages, stories
from tests.security.payloads import SCRIPTS
from tests.support.html import Head, json_ld, of_type

pytestmark = pytest.mark.django_db

# What says the language, where the page has an object of its own.
OWN = {
    "home": "WebSite",
    "opportunity": "WebPage",
    "event": "Event",
    "story": "Article",
    "published feedback": "CollectionPage",
}


@pytest.mark.parametrize("payload", SCRIPTS)
def test_no_text_ends_the_element(payload):
    element = script([{"name": payload}])
    head = Head(f"{element}<p>")
    assert json.loads(head.blocks[0])["@graph"] == [{"name": payload}]
    inside = element.removeprefix('<script type="application/ld+json">')
    assert not set("<>&") & set(inside.removesuffix("</script>"))


def test_nothing_to_say_is_no_element():
    assert script([]) == ""


def test_finnish_stands_as_it_is_and_without_spaces():
    element = script([{"a": "ä", "b": ["\u2028", "\x00"]}])
    assert '{"a":"ä","b":["\u2028","\\u0000"]}' in element


def test_what_is_empty_is_left_out():
    given = filled(type_="Thing", id_="x", a="", b=None, c=[], d={}, e=0, f=False)
    assert given == {"@type": "Thing", "@id": "x", "e": 0, "f": False}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_page_in_every_language(client, kind):
    make, rest = KINDS[kind]
    for code, page in versions_of(make()).items():
        url = f"{page.url}{rest}"
        html = client.get(url).content.decode()
        objects = json_ld(html)
        assert objects
        if kind in OWN:
            own = of_type(html, OWN[kind])
            assert own["inLanguage"] == html_language(code)
            assert own["url"] == f"{HOST}{url}"
        again = Head(client.get(url).content.decode())
        assert (again.tags, again.blocks) == (Head(html).tags, Head(html).blocks)


def test_home_shows_no_breadcrumb_and_says_none(client):
    pages.home_page()
    types = [one["@type"] for one in json_ld(client.get("/").content.decode())]
    assert "BreadcrumbList" not in types


@pytest.mark.parametrize("rest", ["", "kaikki/"])
def test_breadcrumb_ends_with_the_page(client, rest):
    method = pages.method_page(title="Työpaja")
    html = client.get(f"{method.url}{rest}").content.decode()
    assert of_type(html, "BreadcrumbList") == {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": name,
                "item": f"{HOST}{url}",
            }
            for position, name, url in (
                (1, "Etusivu", "/"),
                (2, "Menetelmät", "/menetelmat/"),
                (3, "Työpaja", method.url),
            )
        ],
    }


def test_breadcrumb_passes_by_what_is_not_published(client):
    method = pages.method_page()
    pages.method_index_page().unpublish()
    html = client.get(method.url).content.decode()
    names = [one["name"] for one in of_type(html, "BreadcrumbList")["itemListElement"]]
    assert names == ["Etusivu", method.title]


@pytest.mark.parametrize(
    "make", [pages.event_page, pages.opportunity_page, stories.story_page]
)
def test_hostile_title_is_a_title(client, make):
    title = "</script><script>alert(1)</script>\"'&<!--"
    page = make(title=title, introduction=title)
    html = client.get(page.url).content.decode()
    assert "<script>alert" not in html
    crumbs = of_type(html, "BreadcrumbList")["itemListElement"]
    assert crumbs[-1]["name"] == title


@pytest.mark.parametrize("url", ["/ei-ole/", "/kirjaudu/login/"])
def test_what_is_no_page_says_nothing(client, url):
    pages.home_page()
    html = client.get(url).content.decode()
    assert not Head(html).blocks
    assert not Head(html).tags


def test_private_page_says_nothing_to_strangers(client):
    page = pages.event_page(title="Kanarialintu")
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert "Kanarialintu" not in client.get(page.url, follow=True).content.decode()


def test_preview_of_a_draft_says_nothing():
    page = pages.event_page(live=False)
    page.title = "Kanarialintu"
    request = RequestFactory().get("/", HTTP_HOST="testserver")
    response = page.make_preview_request(request, page.default_preview_mode)
    html = response.content.decode()
    assert "Kanarialintu" in html
    assert not Head(html).blocks
    assert not Head(html).tags
