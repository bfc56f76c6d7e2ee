"""Did you mean: near words, only such that find something public."""

import pytest
from wagtail.models import PageViewRestriction

from participation_pages.models import OpportunityPage
from search.finding import find
from search.models import SearchWord
from search.suggestions import apart, suggestion_for
from tests.core.test_offered_in import index_in, version
from tests.factories import pages
from tests.support.queries import counted


@pytest.mark.parametrize(
    ("typed", "meant", "distance"),
    [
        ("palvlu", "palvelu", 1),
        ("plavelu", "palvelu", 1),
        ("palvelu", "palvelu", 0),
        ("aiti", "äiti", 0.25),
        ("yopaivystys", "yöpäivystys", 0.5),
        ("hoto", "hoito", 1),
        ("kissa", "koira", 3),
    ],
)
def test_nearness(typed, meant, distance):
    assert apart(typed, meant) == distance


def suggested(text, language="fi"):
    found = suggestion_for(find(text, language), language)
    return found.text if found else None


@pytest.fixture
def texts(db, indexed):
    pages.opportunity_page(
        title="Omaishoitajan päivä",
        introduction="Palvelu äideille ja äiti-lapsiryhmille. Neuvola auttaa.",
    )
    indexed()


@pytest.mark.usefixtures("texts")
@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("omaishoitja", "omaishoitaja"),
        ("Omaishotaja", "omaishoitaja"),
        ("neuovla", "neuvola"),
        ("aiti", "äiti"),
        ("xeuvola", "neuvola"),
        ("neuvola palvleu", "neuvola palvelu"),
        # Another word, or what there is already.
        ("hammaspeikko", None),
        ("neuvola", None),
        ("neuvolassa", None),
        ("", None),
        ("???", None),
        ("12345", None),
        ('"palvlu"', None),
        # A short word may have one letter wrong.
        ("aitix", None),
    ],
)
def test_what_is_suggested(typed, meant):
    assert suggested(typed) == meant


@pytest.mark.usefixtures("texts")
def test_a_suggestion_is_a_link_to_what_it_finds(client):
    html = client.get("/haku/?q=neuovla").content.decode()
    assert '<a href="/haku/?q=neuvola"><strong>neuvola</strong></a>' in html
    assert "did-you-mean" not in client.get("/haku/?q=neuvola").content.decode()


def test_of_words_as_near_the_more_frequent_comes_first(indexed):
    pages.opportunity_page(title="Kissala")
    for _place in range(2):
        pages.opportunity_page(title="Kassala")
    indexed()
    assert suggested("kussala") == "kassala"


def test_a_word_of_the_readers_language_comes_first(indexed):
    for _place in range(2):
        pages.opportunity_page(title="Kissala")
    page = pages.opportunity_page(title="Muuta")
    index_in("sv")
    version(page, "sv", title="Kassala")
    indexed()
    assert suggested("kussala") == "kissala"
    assert suggested("kussala", "sv") == "kassala"


@pytest.mark.parametrize("kind", ["draft", "unpublished", "private", "deleted"])
def test_what_is_not_public_is_not_suggested(client, indexed, kind):
    """Not even while its words still stand in the vocabulary."""
    page = pages.opportunity_page(title="Kanarialintu", live=kind != "draft")
    indexed()
    SearchWord.objects.get_or_create(language="fi", word="kanarialintu", entries=1)
    if kind == "private":
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    elif kind == "unpublished":
        OpportunityPage.objects.filter(pk=page.pk).update(live=False)
    elif kind == "deleted":
        OpportunityPage.objects.filter(pk=page.pk).delete()
    assert suggested("kanarialitnu") is None
    assert "anarialintu" not in client.get("/haku/?q=kanarialitnu").content.decode()


@pytest.mark.usefixtures("texts")
def test_a_query_of_nothing_but_mistakes_costs_no_search_for_each():
    found = find("omaishoitja palvleu neuovla lapsirymhille", "fi")
    with counted() as queries:
        assert suggestion_for(found, "fi") is None
    assert len(queries) == 1
