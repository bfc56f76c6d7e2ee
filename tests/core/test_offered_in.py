"""What a reader of each language is offered, how the rest is marked, and where the
language switch leads."""

import pytest
from django.utils import translation
from wagtail.models import Locale, PageViewRestriction

from core.languages import other_language
from participation_pages.models import OpportunityPage
from tests.core.test_routing import translate
from tests.factories import pages
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db

LANGUAGES = ["fi", "sv", "en", "fi-simple"]


def locale(code):
    return Locale.objects.get(language_code=code)


def index_in(language):
    index = pages.index_page()
    return index if language == "fi" else translate(index, language, title="Index")


def version(page, language, **fields):
    """A published version of the page in the language, below that language's list."""
    return translate(page, language, **fields)


def offered(language):
    return {*OpportunityPage.objects.public().offered_in(locale(language))}


def test_a_reader_is_offered_finnish_where_there_is_no_version():
    alone, both = pages.opportunity_page(), pages.opportunity_page()
    index_in("sv")
    swedish = version(both, "sv", title="På svenska")
    assert offered("sv") == {alone, swedish}
    assert offered("fi") == {alone, both}
    assert offered("en") == offered("fi-simple") == {alone, both}


@pytest.mark.parametrize("kind", ["draft", "unpublished", "private"])
def test_a_version_that_is_not_public_hides_no_original(kind):
    page = pages.opportunity_page()
    index_in("sv")
    swedish = version(page, "sv")
    if kind == "private":
        PageViewRestriction.objects.create(page=swedish, restriction_type="login")
    elif kind == "unpublished":
        OpportunityPage.objects.get(pk=swedish.pk).unpublish()
    else:
        OpportunityPage.objects.filter(pk=swedish.pk).update(live=False)
    assert offered("sv") == {page}


def test_a_swedish_original_is_offered_to_nobody_else():
    index = index_in("sv")
    swedish = pages.opportunity_page(parent=index)
    assert offered("sv") == {swedish}
    assert offered("en") == offered("fi") == set()


def test_each_list_offers_its_own_and_the_finnish(client):
    alone, both = pages.opportunity_page(), pages.opportunity_page()
    index = index_in("sv")
    swedish = version(both, "sv", title="På svenska")
    response = client.get(index.url)
    assert {*response.context["opportunities"]} == {alone, swedish}
    assert response.context["total"] == 2
    assert {
        page.pk: bool(page.other_language) for page in response.context["opportunities"]
    } == {
        alone.pk: True,
        swedish.pk: False,
    }
    home = client.get("/sv/")
    assert {*home.context["opportunities"]} == {alone, swedish}
    assert home.context["open_count"] == 2
    assert {*client.get("/osallistu-nyt/").context["opportunities"]} == {alone, both}


def test_a_home_page_without_a_list_offers_the_finnish_too(client):
    page = pages.opportunity_page()
    pages.home_page("en")
    assert [*client.get("/en/").context["opportunities"]] == [page]


def test_a_finnish_card_is_marked_in_the_swedish_list(client):
    page = pages.opportunity_page()
    html = client.get(index_in("sv").url).content.decode()
    assert f'<a href="{page.url}" lang="fi" hreflang="fi">{page.title}</a>' in html
    assert f'<p class="pre-line" lang="fi">{page.introduction}</p>' in html
    assert "På finska" in html


def test_a_finnish_card_is_marked_in_words_in_easy_finnish(client):
    page = pages.opportunity_page()
    html = client.get(index_in("fi-simple").url).content.decode()
    assert f'<a href="{page.url}">{page.title}</a>' in html
    assert "Tavallisella suomella" in html
    assert "Tavallisella suomella" not in client.get("/osallistu-nyt/").content.decode()


def test_a_finnish_outcome_is_marked_on_the_swedish_home_page(client):
    pages.opportunity_page(with_outcome=True)
    pages.home_page("sv")
    html = client.get("/sv/").content.decode()
    assert '<h2 id="changed" lang="fi">' in html
    assert '<div lang="fi"><p>Saimme 412 vastausta.</p></div>' in html


@pytest.mark.parametrize(
    ("shown", "reader", "lang"),
    [
        ("fi", "sv", "fi"),
        ("fi", "fi-simple", ""),
        ("fi-simple", "fi", ""),
        ("fi-simple", "sv", "fi"),
        ("sv", "en", "sv"),
        ("en", "fi", "en"),
    ],
)
def test_a_text_in_another_language_says_which(shown, reader, lang):
    assert other_language(shown, reader).lang == lang
    assert other_language(shown, reader).words


def test_easy_finnish_is_called_so():
    with translation.override("en"):
        assert other_language("fi-simple").words == "In easy Finnish"
        assert other_language("fi").words == "In Finnish"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_in_the_readers_language_says_nothing(language):
    assert other_language(language, language) is None


# -- The language switch -------------------------------------------------------


def links(response):
    return {link["code"]: link for link in response.context["language_links"]}


def test_the_switch_leads_to_the_nearest_page_that_there_is_and_says_so(client):
    page = pages.opportunity_page()
    index = index_in("sv")
    pages.home_page("en")
    response = client.get(page.url)
    swedish, english = links(response)["sv"], links(response)["en"]
    assert (swedish["url"], swedish["translated"]) == (index.url, False)
    assert swedish["instead"] == (
        "den här sidan finns inte på svenska; länken leder till sidan ”Index”"
    )
    assert english["url"] == "/en/"
    assert english["instead"] == (
        "this page is not in English; the link leads to the front page"
    )
    html = response.content.decode()
    assert f'<span class="visually-hidden">, {swedish["instead"]}</span></a>' in html
    assert 'rel="alternate" hreflang="sv"' not in html
    assert links(response)["fi"]["instead"] == ""


def test_the_switch_of_a_translated_page_says_nothing(client):
    index = index_in("sv")
    html = client.get(index.url).content.decode()
    assert links(client.get(index.url))["fi"]["url"] == "/osallistu-nyt/"
    assert "elsewhere" not in html


def test_the_switch_keeps_the_filters(client):
    pages.opportunity_page()
    index = index_in("sv")
    response = client.get("/osallistu-nyt/", {"kunta": "837", "haku": "lähi"})
    kept = "?haku=l%C3%A4hi&kunta=837"
    assert links(response)["sv"]["url"] == f"{index.url}{kept}"
    assert client.get(links(response)["sv"]["url"]).context["total"] == 1
    escaped = kept.replace("&", "&amp;")
    assert (
        f'hreflang="sv" href="http://testserver{index.url}{escaped}"'
        in response.content.decode()
    )


def test_the_switch_names_no_private_page(client):
    page = pages.opportunity_page()
    index = index_in("sv")
    PageViewRestriction.objects.create(page=index, restriction_type="login")
    assert links(client.get(page.url))["sv"]["url"] == "/sv/"


def test_the_switch_leads_to_no_private_translation(client):
    page = pages.opportunity_page()
    index_in("sv")
    private = translate(page, "sv", slug="hemlig")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    response = client.get(page.url)
    assert "hemlig" not in response.content.decode()
    assert links(response)["sv"]["url"] == private.get_parent().url


def test_who_is_let_into_a_private_page_finds_its_translation(client):
    page = pages.opportunity_page()
    index_in("sv")
    swedish = translate(page, "sv", slug="hemlig")
    for one in (page, swedish):
        PageViewRestriction.objects.create(page=one, restriction_type="login")
    client.force_login(UserFactory())
    assert links(client.get(page.url))["sv"]["url"] == "/sv/osallistu-nyt/hemlig/"


def test_an_unpublished_page_above_is_passed_by(client):
    page = pages.opportunity_page()
    type(index := index_in("sv")).objects.get(pk=index.pk).unpublish()
    assert links(client.get(page.url))["sv"]["url"] == "/sv/"
