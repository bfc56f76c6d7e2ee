"""The search page: what it finds, says and links to, in each language."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.html import escape
from wagtail.models import PageViewRestriction

from participation_pages.models import OpportunityPage
from search import finding
from search.finding import How
from tests.core.test_offered_in import index_in, version
from tests.factories import pages, stories

pytestmark = pytest.mark.django_db

URL = "/haku/"


def search(client, query="", **parameters):
    response = client.get(URL, {"q": query, **parameters})
    assert response.status_code == 200
    return response


def titles(response):
    return [str(result.title) for result in response.context["results"]]


def questions(response):
    found = [response.context["kinds"], *response.context["questions"]]
    return {
        question.parameter: {choice.value: choice.count for choice in question.choices}
        for question in found
        if question
    }


@pytest.mark.parametrize(
    ("address", "language", "word"),
    [
        ("/haku/", "fi", "Haku"),
        ("/sv/sok/", "sv", "Sök"),
        ("/en/search/", "en", "Search"),
        ("/fi-simple/haku/", "fi", "Haku"),
    ],
)
def test_search_has_an_address_in_each_language(client, address, language, word):
    response = client.get(address)
    html = response.content.decode()
    assert response.status_code == 200
    assert f'<html lang="{language}"' in html
    assert f"<h1>{word}</h1>" in html
    assert f'action="{address}"' in html


@pytest.mark.parametrize("address", ["/sok/", "/sv/haku/", "/en/haku/", "/search/"])
def test_an_address_of_another_language_is_none(client, address):
    pages.home_page()
    assert client.get(address).status_code == 404


def test_a_result_says_what_it_is(client, indexed):
    page = pages.opportunity_page(title="Hammashoito kouluissa", introduction="Kerro.")
    indexed()
    (result,) = search(client, "hammashoidossa").context["results"]
    assert result.title == "<mark>Hammashoito</mark> kouluissa"
    assert (result.url, result.state) == (page.url, str(page.state.label))
    assert (result.area, result.other) == ("Avopalvelut", None)
    assert result.date.endswith(
        "{0.day}.{0.month}.{0.year}".format(timezone.localdate(page.closes_at))
    )


def test_the_text_of_a_page_is_not_taken_for_html(client, indexed):
    pages.opportunity_page(title="Hoito <script>x</script>", introduction="<b>hoito")
    indexed()
    html = search(client, "hoito").content.decode()
    assert "<script>x" not in html
    assert "<b>" not in html
    assert "&lt;b&gt;<mark>hoito</mark>" in html


def test_what_was_typed_is_not_taken_for_html(client):
    text = "\"><script>alert('x')</script>"
    html = search(client, text).content.decode()
    assert "<script>alert" not in html
    assert escape(text) in html


def test_the_total_is_said_and_counted_through(client, indexed):
    for _place in range(23):
        pages.opportunity_page(title="Neuvola lähellä")
    indexed()
    response = search(client, "neuvola")
    html = response.content.decode()
    assert '<p role="status"><strong>23 ' in html
    assert "<title>neuvola, 23 " in html
    assert len(titles(response)) == 20
    last = search(client, "neuvola", sivu=2)
    assert len(titles(last)) == 3
    assert '<ol class="results apart-small" start="21">' in last.content.decode()
    seen = {r.url for page in (response, last) for r in page.context["results"]}
    assert len(seen) == 23


@pytest.mark.parametrize("page", ["3", "0", "-1", "x", "²", "9" * 50])
def test_a_page_of_results_that_there_is_not(client, indexed, page):
    pages.opportunity_page(title="Neuvola")
    indexed()
    assert client.get(URL, {"q": "neuvola", "sivu": page}).status_code == 404


def test_more_than_can_be_counted_is_said(client, indexed, monkeypatch):
    monkeypatch.setattr(finding, "MOST", 2)
    for _place in range(3):
        pages.opportunity_page(title="Neuvola")
    pages.method_page(title="Neuvola")
    indexed()
    response = search(client, "neuvola")
    assert response.context["found"].more
    counts = questions(response)
    assert all(count is None for each in counts.values() for count in each.values())
    narrowed = search(client, "neuvola", tyyppi="method")
    assert narrowed.context["total"] == 1
    assert questions(narrowed) == {"tyyppi": {"method": 1}}


def test_how_the_words_were_taken_is_said(client, indexed):
    pages.opportunity_page(title="Hammashoitola Nokialla")
    indexed()
    exactly = search(client, "hammashoitoloissa")
    assert exactly.context["found"].how is How.EXACTLY
    assert str(exactly.context["how"]) in exactly.content.decode()


def test_what_has_some_of_the_words_is_shown_where_nothing_has_all(client, indexed):
    pages.opportunity_page(title="Hammashoitola Nokialla")
    indexed()
    response = search(client, "hammashoitola zeppeliini")
    assert response.context["total"] == 0
    assert [str(one.title) for one in response.context["partly"]] == [
        "<mark>Hammashoitola</mark> Nokialla"
    ]
    assert "<mark>Hammashoitola</mark>" in response.content.decode()


# -- Filters -------------------------------------------------------------------


def filled(indexed):
    pages.opportunity_page(title="Neuvola auki")
    pages.opportunity_page(title="Neuvola kiinni", ended=True)
    nokia = pages.opportunity_page(title="Neuvola Nokialla")
    nokia.municipalities.set([pages.municipality(), pages.municipality("Nokia", "536")])
    nokia.save()
    pages.method_page(title="Neuvola menetelmänä")
    indexed()


def test_choices_are_counted_with_the_other_filters(client, indexed):
    filled(indexed)
    counts = questions(search(client, "neuvola"))
    assert counts["tyyppi"] == {"opportunity": 3, "method": 1}
    assert counts["paikka"] == {"837": 3, "536": 1}
    assert set(counts["tila"].values()) == {1, 2}
    narrowed = questions(search(client, "neuvola", paikka="536"))
    assert narrowed["paikka"] == {"837": 3, "536": 1}
    # Where there is one choice there is none.
    assert "tyyppi" not in narrowed


def test_each_count_is_what_the_choice_leads_to(client, indexed):
    filled(indexed)
    for chosen in ({}, {"tyyppi": "opportunity"}, {"paikka": "837", "kieli": "fi"}):
        for parameter, counts in questions(search(client, "neuvola", **chosen)).items():
            for value, count in counts.items():
                response = search(client, "neuvola", **{**chosen, parameter: value})
                assert response.context["total"] == count, (chosen, parameter, value)


def test_a_chosen_filter_can_be_taken_away(client, indexed):
    filled(indexed)
    response = search(client, "neuvola", tila="open", paikka="536")
    assert [chip.url for chip in response.context["chips"]] == [
        "?q=neuvola&paikka=536",
        "?q=neuvola&tila=open",
    ]
    nothing = search(client, "neuvola", tila="closed", paikka="536")
    assert nothing.context["total"] == 0
    html = nothing.content.decode()
    assert 'href="?q=neuvola"' in html
    assert "<mark>" not in html


@pytest.mark.parametrize(
    "parameter", ["tyyppi", "tila", "alue", "paikka", "vuosi", "kieli"]
)
@pytest.mark.parametrize("value", ["x", "999999", "²", "-1", "\x00", "1e9", "9" * 400])
def test_a_filter_that_there_is_not(client, parameter, value):
    assert client.get(URL, {"q": "hoito", parameter: value}).status_code == 404


def test_what_a_form_leaves_empty_is_left_out_of_the_address(client):
    response = client.get(f"{URL}?q=hoito&tila=&alue=&tyyppi=method")
    assert response.status_code == 302
    assert response["Location"] == f"{URL}?q=hoito&tyyppi=method"


def test_the_year_is_that_of_the_day_shown(client, indexed):
    pages.opportunity_page(title="Neuvola", closes_at=timezone.now())
    pages.opportunity_page(title="Neuvola", ended=True)
    pages.opportunity_page(
        title="Neuvola", closes_at=timezone.now() + timedelta(days=400)
    )
    indexed()
    later = timezone.localdate(timezone.now() + timedelta(days=400)).year
    assert search(client, "neuvola", vuosi=later).context["total"] == 1


# -- Languages -----------------------------------------------------------------


def test_a_reader_gets_each_text_once_and_is_told_of_its_language(client, indexed):
    both = pages.opportunity_page(title="Neuvola kaikille")
    pages.opportunity_page(title="Neuvola suomeksi")
    index_in("sv")
    swedish = version(both, "sv", title="Neuvola på svenska")
    indexed()
    found = {
        result.url: result.other
        for result in client.get("/sv/sok/?q=neuvola").context["results"]
    }
    assert found.pop(swedish.url) is None
    ((url, other),) = found.items()
    assert other.lang == "fi"
    assert (
        f'<a href="{url}" lang="fi" hreflang="fi">'
        in client.get("/sv/sok/?q=neuvola").content.decode()
    )


def test_words_of_another_language_lead_to_its_results(client, indexed):
    both = pages.opportunity_page(title="Neuvola")
    index_in("sv")
    swedish = version(both, "sv", title="Rådgivning")
    indexed()
    response = client.get("/haku/?q=rådgivning")
    assert response.context["total"] == 0
    ((label, url),) = ((each.label, each.url) for each in response.context["elsewhere"])
    assert label == "Ruotsiksi (1)"
    assert f'href="{escape(url)}"' in response.content.decode()
    (found,) = client.get(f"/haku/{url}").context["results"]
    assert found.url == swedish.url


def test_the_count_of_a_language_is_what_its_choice_gives(client, indexed):
    both = pages.opportunity_page(title="Neuvola kaikille")
    index_in("sv")
    version(both, "sv", title="Neuvola på svenska")
    indexed()
    response = search(client, "neuvola")
    assert response.context["total"] == 1
    assert questions(response)["kieli"] == {"fi": 1, "sv": 1}
    assert titles(search(client, "neuvola", kieli="sv")) == [
        "<mark>Neuvola</mark> på svenska"
    ]


def test_the_language_switch_keeps_the_search(client):
    for language in ("sv", "en", "fi-simple"):
        pages.home_page(language)
    response = search(client, "hammas hoito", kieli="fi")
    links = {link["code"]: link["url"] for link in response.context["language_links"]}
    assert links == {
        "fi": "/haku/?q=hammas+hoito&kieli=fi",
        "sv": "/sv/sok/?q=hammas+hoito&kieli=fi",
        "en": "/en/search/?q=hammas+hoito&kieli=fi",
        "fi-simple": "/fi-simple/haku/?q=hammas+hoito&kieli=fi",
    }


# -- What it is not ------------------------------------------------------------


def test_search_is_kept_out_of_search_engines_and_of_the_page_cache(
    client, indexed, settings
):
    settings.PAGE_CACHE_SECONDS = 60
    assert '<meta name="robots" content="noindex">' in search(client).content.decode()
    assert search(client, "neuvola").context["total"] == 0
    pages.opportunity_page(title="Neuvola")
    indexed()
    assert search(client, "neuvola").context["total"] == 1


@pytest.mark.parametrize(
    "query",
    [
        "",
        " ",
        "\x00",
        "a\x00b",
        '"""(((',
        "'; DROP TABLE search_searchentry; --",
        "NEAR(a b)",
        "a* OR b*",
        "-hoito",
        "hoito AND",
        "%00%ff",
        "é" * 5_000,
        "hoito " * 500,
        "??? !!! ...",
        "{{ 7 * 7 }}",
        "\u202egnp.exe",
    ],
)
@pytest.mark.parametrize("address", ["/haku/", "/haku/otsikot/"])
def test_whatever_is_typed_is_answered(client, indexed, query, address):
    pages.opportunity_page(title="Hoito")
    indexed()
    assert client.get(address, {"q": query}).status_code == 200


@pytest.mark.parametrize("query", ["q=%ed%a0%80", "q=%ff", "q", "q=a&q=b", "%"])
def test_an_address_that_is_no_text_is_answered(client, query):
    assert client.get(f"/haku/?{query}").status_code == 200


@pytest.mark.parametrize("address", ["/haku/", "/haku/otsikot/"])
def test_search_is_only_read(client, address):
    assert client.post(address, {"q": "hoito"}).status_code == 405
    assert client.head(address, {"q": "hoito"}).status_code == 200


def test_every_page_has_a_box_that_leads_here(client):
    pages.home_page(), pages.index_page(), stories.story_index()
    for url in ("/", "/osallistu-nyt/", "/tarinat/", "/ei-ole/"):
        html = client.get(url).content.decode()
        assert html.count('role="search"') == 1, url
        assert f'action="{URL}"' in html
        assert f'<a href="{URL}">' in html
    # There it is in the page itself.
    assert search(client).content.decode().count('role="search"') == 1


# -- Nothing found -------------------------------------------------------------


def test_nothing_found_leads_on(client, indexed):
    form = pages.feedback_page()
    near = pages.opportunity_page(title="Kerro bussista")
    pages.opportunity_page(title="Vielä tulossa", coming=True)
    pages.opportunity_page(title="Jo loppunut", ended=True)
    indexed()
    response = search(client, "zeppeliini")
    html = response.content.decode()
    assert [page.pk for page in response.context["nearest"]] == [near.pk]
    assert f'href="{form.url}"' in html
    assert '<h2 id="nothing">' in html


def test_nothing_found_in_a_language_that_has_little(client):
    form = pages.feedback_page()
    pages.opportunity_page(title="Kerro bussista")
    pages.home_page("sv")
    html = client.get("/sv/sok/?q=zeppelin").content.decode()
    assert "Kerro bussista" in html
    assert f'href="{form.url}"' in html


def test_nothing_found_on_a_site_without_pages(client):
    assert search(client, "zeppeliini").context["nearest"] == []


# -- What is not public --------------------------------------------------------

CANARY = "Kanarialintu"


@pytest.mark.parametrize("kind", ["draft", "unpublished", "private", "expired"])
def test_what_is_not_public_is_not_found(client, indexed, kind):
    """At once, while its row still stands in the index."""
    page = pages.opportunity_page(
        title=f"Neuvola {CANARY}", introduction=CANARY, live=kind != "draft"
    )
    pages.opportunity_page(title="Neuvola")
    indexed()
    if kind != "draft":
        assert search(client, "neuvola").context["total"] == 2
    if kind == "private":
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    elif kind in {"unpublished", "expired"}:
        OpportunityPage.objects.filter(pk=page.pk).update(
            live=False, expired=kind == "expired"
        )
    response = search(client, "neuvola")
    assert response.context["total"] == 1
    assert CANARY not in response.content.decode()
    # Not even as a number beside a choice, nor where nothing is found.
    assert all(
        count == 1 for each in questions(response).values() for count in each.values()
    )
    assert page.url not in search(client, CANARY).content.decode()
