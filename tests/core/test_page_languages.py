"""What every kind of page says of its language, and of its versions in the others."""

import re

import pytest

from core.languages import html_language
from tests.core.test_routing import translate
from tests.factories import pages, stories

pytestmark = pytest.mark.django_db

LANGUAGES = ["fi", "sv", "en", "fi-simple"]
HOST = "http://testserver"
# By kind: the page, and a part of its address that shows something else of it.
KINDS = {
    "home": (pages.home_page, ""),
    "information": (pages.information_page, ""),
    "accessibility statement": (pages.statement_page, ""),
    "list": (pages.index_page, ""),
    "opportunity": (pages.opportunity_page, ""),
    "event": (pages.event_page, ""),
    "stories": (stories.story_index, ""),
    "story": (stories.story_page, ""),
    "outcomes": (stories.outcomes_page, ""),
    "methods": (pages.method_index_page, ""),
    "method": (pages.method_page, ""),
    "all by a method": (pages.method_page, "kaikki/"),
    "councils": (pages.council_index_page, ""),
    "council": (pages.council_page, ""),
    "feedback": (pages.feedback_page, ""),
    "published feedback": (pages.feedback_page, "julkaistut/"),
}


def versions_of(page):
    """The page by language, each below the version of the page above."""
    parent = page.get_parent().specific
    if page.depth == pages.home_page().depth:
        return {code: pages.home_page(code) for code in LANGUAGES}
    if parent.depth > pages.home_page().depth:
        versions_of(parent)
    for code in LANGUAGES:
        if code != "fi":
            translate(page, code, slug=f"{page.slug}-{code}")
    versions = type(page).objects.filter(translation_key=page.translation_key)
    found = {one.locale.language_code: one for one in versions}
    return {code: found[code] for code in LANGUAGES}


def canonical(html):
    return re.findall(r'<link rel="canonical" href="([^"]+)">', html)


def alternates(html):
    found = re.findall(
        r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', html
    )
    assert len(found) == len(dict(found))
    return dict(found)


@pytest.mark.parametrize("kind", KINDS)
def test_each_version_names_its_language_and_the_others(client, kind):
    make, rest = KINDS[kind]
    versions = versions_of(make())
    urls = {code: f"{page.url}{rest}" for code, page in versions.items()}
    assert len(set(urls.values())) == len(LANGUAGES)
    # Easy Finnish is Finnish to a search engine, which knows one page a language.
    known = {code: f"{HOST}{urls[code]}" for code in ("fi", "sv", "en")}
    for code, url in urls.items():
        response = client.get(url)
        assert response.status_code == 200
        html = response.content.decode()
        assert response.headers["Content-Language"] == html_language(code)
        assert f'<html lang="{html_language(code)}" dir="ltr">' in html
        assert canonical(html) == [f"{HOST}{url}"]
        assert alternates(html) == known
        switch = {link["code"]: link for link in response.context["language_links"]}
        assert {code: link["url"] for code, link in switch.items()} == urls
        assert [code for code in switch if switch[code]["current"]] == [code]


@pytest.mark.parametrize("kind", ["opportunity", "story", "method", "council"])
def test_a_page_that_is_only_in_finnish_names_no_other(client, kind):
    for code in LANGUAGES:
        pages.home_page(code)
    page = KINDS[kind][0]()
    html = client.get(page.url).content.decode()
    assert alternates(html) == {"fi": f"{HOST}{page.url}"}


@pytest.mark.parametrize(
    ("make", "query"),
    [
        (stories.story_index, "?kenen=relative"),
        (stories.outcomes_page, "?vuosi=2026"),
        (pages.index_page, "?tila=open"),
    ],
)
def test_a_narrowed_list_is_the_same_in_each_language(client, make, query):
    stories.story_page()
    pages.opportunity_page()
    versions = versions_of(make())
    for page in versions.values():
        html = client.get(f"{page.url}{query}").content.decode()
        assert canonical(html) == [f"{HOST}{page.url}{query}"]
        assert alternates(html) == {
            code: f"{HOST}{versions[code].url}{query}" for code in ("fi", "sv", "en")
        }


def test_a_second_page_of_a_list_has_no_like_in_another_language(client):
    for _number in range(21):
        pages.opportunity_page()
    index = pages.index_page()
    swedish = versions_of(index)["sv"]
    html = client.get(f"{index.url}?sivu=2").content.decode()
    assert alternates(html) == {}
    assert f'href="{swedish.url}"' in html


def test_feedback_on_something_names_no_other_than_the_form(client):
    form = pages.feedback_page()
    versions_of(form)
    about = pages.opportunity_page()
    html = client.get(f"{form.url}?aihe={about.pk}").content.decode()
    assert canonical(html) == [f"{HOST}{form.url}"]
    assert alternates(html) == {}
