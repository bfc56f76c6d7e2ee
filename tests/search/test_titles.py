"""Titles to choose from while one types."""

import pytest
from wagtail.models import PageViewRestriction

from participation_pages.models import OpportunityPage
from search.models import SearchMiss
from tests.core.test_offered_in import index_in, version
from tests.factories import pages
from tests.support.queries import counted

pytestmark = pytest.mark.django_db


def titles(client, text, address="/haku/otsikot/"):
    response = client.get(address, {"q": text})
    assert response.status_code == 200
    return [each["title"] for each in response.json()["titles"]]


def test_titles_with_words_that_begin_so(client, indexed):
    page = pages.opportunity_page(title="Äitien kahvila", introduction="Neuvola auttaa")
    indexed()
    assert client.get("/haku/otsikot/?q=kah").json() == {
        "titles": [{"title": "Äitien kahvila", "url": page.url}]
    }
    assert titles(client, "äit") == titles(client, "äitien ka") == ["Äitien kahvila"]
    for text in ("", "k", "ahv", "neuv", "ait", "kahvila x", "%", '"'):
        assert titles(client, text) == [], text


def test_at_most_six(client, indexed):
    for _place in range(8):
        pages.opportunity_page(title="Neuvola")
    indexed()
    assert len(titles(client, "neuv")) == 6


def test_titles_are_in_the_readers_language(client, indexed):
    page = pages.opportunity_page(title="Neuvola")
    index_in("sv"), index_in("fi-simple")
    version(page, "sv", title="Neurologi")
    version(page, "fi-simple", title="Neuvo")
    pages.opportunity_page(title="Neuvot")
    indexed()
    assert set(titles(client, "neu")) == {"Neuvola", "Neuvot"}
    assert titles(client, "neu", "/sv/sok/otsikot/") == ["Neurologi"]
    assert set(titles(client, "neu", "/fi-simple/haku/otsikot/")) == {"Neuvo", "Neuvot"}


@pytest.mark.parametrize("kind", ["draft", "unpublished", "private"])
def test_what_is_not_public_is_not_offered(client, indexed, kind):
    page = pages.opportunity_page(title="Kanarialintu", live=kind != "draft")
    indexed()
    if kind == "private":
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    elif kind == "unpublished":
        OpportunityPage.objects.filter(pk=page.pk).update(live=False)
    assert titles(client, "kanaria") == []


@pytest.mark.parametrize("number", [3, 30])
def test_it_costs_two_queries_and_counts_nothing(client, indexed, number):
    for _place in range(number):
        pages.opportunity_page(title="Neuvola")
    indexed()
    titles(client, "neuv")
    with counted() as queries:
        response = client.get("/haku/otsikot/?q=neu")
    assert len(queries) == 2
    assert "max-age=60" in response["Cache-Control"]
    titles(client, "zeppeliini")
    assert not SearchMiss.objects.exists()
