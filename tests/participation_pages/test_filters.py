"""Filters of the list: each and together against the oracle, addresses, what is left out."""

from urllib.parse import urlencode

import pytest
from django.http import Http404, QueryDict
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.models import Municipality
from participation_pages import filters, lists
from participation_pages.counting import count
from participation_pages.filters import filters_of, said_otherwise
from participation_pages.lists import part_of
from participation_pages.matching import tidy
from participation_pages.models import OpportunityPage
from tests.factories import pages
from tests.factories.core import TopicFactory
from tests.participation_pages import oracle

pytestmark = pytest.mark.django_db

URL = "/osallistu-nyt/"
many = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def county(now):
    return oracle.county(now, 40)


def query_of(chosen, text=""):
    pairs = [(name, value) for name, wanted in chosen.items() for value in wanted]
    return QueryDict(urlencode([*pairs, ("haku", text)]))


def offered():
    return OpportunityPage.objects.public().offered_below(pages.index_page())


def assert_as_expected(found, chosen, text, now):
    """Pages, order, total, the count of each choice, and what is left without one filter."""
    asked = filters_of(query_of(chosen, text))
    wanted = oracle.expected(found, chosen, text, now)
    counts, until = count(offered(), asked, now)
    assert counts.total == len(wanted)
    assert until > now
    for name in oracle.offered_values():
        others = oracle.expected(found, chosen, text, now, but=name)
        assert counts.choices[name] == oracle.tally(others, name, now), name
    narrowed = asked.apply(offered(), now)
    for start in range(0, max(len(wanted), 1), 7):
        shown = part_of(narrowed, counts.states, start, start + 7, now)
        assert [page.pk for page in shown] == [
            page.pk for page in wanted[start : start + 7]
        ]
    if not wanted:
        looser = {
            name: len(oracle.expected(found, chosen, text, now, but=name))
            for name in [*chosen, *(["haku"] if text else [])]
        }
        assert counts.fewer == {
            name: number for name, number in looser.items() if number
        }


def test_every_choice_alone_gives_what_it_says(county, now):
    for name, choices in oracle.offered_values().items():
        for value in choices:
            assert_as_expected(county, {name: [value]}, "", now)


@pytest.mark.parametrize("text", oracle.WORDS)
def test_every_word_gives_what_has_it(county, now, text):
    assert_as_expected(county, {}, text, now)


@many
@given(data=st.data())
def test_choices_together_give_what_has_them_all(county, now, data):
    offered = oracle.offered_values()
    names = data.draw(
        st.lists(st.sampled_from(sorted(offered)), unique=True, max_size=4)
    )
    chosen = {
        name: data.draw(
            st.lists(
                st.sampled_from(offered[name]), unique=True, min_size=1, max_size=3
            )
        )
        for name in names
    }
    text = " ".join(data.draw(st.lists(st.sampled_from(oracle.WORDS), max_size=2)))
    assert_as_expected(county, chosen, text, now)


@pytest.mark.parametrize("few", [0, 1000])
def test_both_ways_to_find_a_page_give_the_same(county, now, monkeypatch, few):
    monkeypatch.setattr(lists, "FEW", few)
    assert_as_expected(county, {}, "", now)


def test_a_topic_is_asked_for_where_pages_have_one(client):
    topic = TopicFactory(name_fi="Digipalvelut")
    pages.opportunity_page(topic=topic), pages.opportunity_page()
    html = client.get(URL).content.decode()
    assert f'name="aihe" value="{topic.pk}"' in html
    assert "syote.atom?aihe" not in html
    response = client.get(URL, {"aihe": topic.pk})
    assert response.context["total"] == 1
    assert [chip.label for chip in response.context["chips"]] == ["Digipalvelut"]
    html = response.content.decode()
    assert html.count(f'href="/syote.atom?aihe={topic.pk}"') == 2
    assert client.get(URL, {"aihe": topic.pk + 1}).status_code == 404


def test_the_page_shows_what_the_address_asks_for(client, county, now):
    chosen = {"tapa": ["online"], "laji": ["planning", "evaluation"]}
    wanted = oracle.expected(county, chosen, "", now)
    response = client.get(URL, chosen)
    assert response.context["total"] == len(wanted) > 0
    assert [page.pk for page in response.context["opportunities"]] == [
        page.pk for page in wanted[:20]
    ]


# -- The address ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("given_query", "short"),
    [
        ("haku=&kunta=&tapa=online", "?tapa=online"),
        ("tila=open&tila=open", "?tila=open"),
        ("haku=++&kunta=", ""),
        ("laji=&laji=planning&laji=planning", "?laji=planning"),
    ],
)
def test_what_a_form_leaves_empty_leads_to_the_short_address(
    client, given_query, short
):
    pages.index_page()
    response = client.get(f"{URL}?{given_query}")
    assert response.status_code == 302
    assert response["Location"] == f"{URL}{short}"
    assert client.get(response["Location"]).status_code == 200


def test_an_address_that_says_it_shortly_is_left_alone():
    query = QueryDict("laji=planning&haku=koti&tila=open&laji=evaluation&utm_source=x")
    asked = filters_of(query)
    assert not said_otherwise(query, asked)
    assert asked.query == "haku=koti&tila=open&laji=planning&laji=evaluation"


@pytest.mark.parametrize(
    "query",
    [
        "kunta=999",
        "kunta=%00",
        "palvelu=-1",
        "palvelu=²",
        "laji=x",
        "tapa=both",
        "kenelle=1e9",
    ],
)
def test_a_choice_that_is_not_there_is_not_found(client, query):
    pages.index_page()
    with pytest.raises(Http404):
        filters_of(QueryDict(query))
    assert client.get(f"{URL}?{query}").status_code == 404


@pytest.mark.parametrize(
    ("typed", "looked_for"),
    [
        ("  koti \t hoito ", "koti hoito"),
        ("a\x00b", "a b"),
        ("kuljetus\u00adpalvelu", "kuljetuspalvelu"),
        ("A\u0308iti", "Äiti"),
        ("y" * 200, "y" * 100),
        (" ".join("abcdefghij"), "a b c d e f g h"),
        ("\u202e\x07", ""),
    ],
)
def test_words_are_tidied(typed, looked_for):
    assert tidy(typed) == looked_for
    assert tidy(looked_for) == looked_for


def test_the_names_of_places_are_found_in_every_language(client):
    page = pages.opportunity_page()
    assert pages.municipality().name_sv == "Tammerfors"
    for word in ("tampere", "TAMMERFORS", "öppenvård", "outpatient"):
        shown = client.get(URL, {"haku": word}).context["opportunities"]
        assert [one.pk for one in shown] == [page.pk], word


def test_a_renamed_place_is_found_by_its_new_name(client):
    pages.opportunity_page()
    assert client.get(URL, {"haku": "uusikylä"}).context["total"] == 0
    town = Municipality.objects.get()
    town.name_fi = "Uusikylä"
    town.save()
    assert client.get(URL, {"haku": "uusikylä"}).context["total"] == 1


def test_links_change_one_thing_and_keep_the_rest(client):
    pages.opportunity_page()
    address = {"tila": "open", "tapa": ["online", "on-site"], "haku": "lähi"}
    context = client.get(URL, address).context
    assert [(one.label, one.url) for one in context["chips"]] == [
        ("”lähi”", "?tila=open&tapa=online&tapa=on-site"),
        ("Verkossa", "?haku=l%C3%A4hi&tila=open&tapa=on-site"),
        ("Paikan päällä", "?haku=l%C3%A4hi&tila=open&tapa=online"),
    ]
    assert context["any_state_url"] == "?haku=l%C3%A4hi&tapa=online&tapa=on-site"
    assert context["query"] == "?haku=l%C3%A4hi&tila=open&tapa=online&tapa=on-site"


def test_the_title_says_filters_count_and_page(client):
    for _number in range(21):
        pages.opportunity_page()
    html = client.get(
        URL, {"tila": "open", "kunta": "837", "sivu": "2"}
    ).content.decode()
    title = html[html.index("<title>") + 7 : html.index("</title>")].strip()
    assert title == (
        "Osallistu nyt: Avoinna, Tampere, 21 tulosta, sivu 2, yhteensä 2 sivua – Osallistu"
    )
    assert (
        'href="http://testserver/osallistu-nyt/?tila=open&amp;kunta=837&amp;sivu=2"'
        in html
    )
    assert '<meta name="robots" content="noindex">' in html
    assert "noindex" not in client.get(URL, {"tila": "open"}).content.decode()


def test_nothing_found_says_what_to_leave_out(client):
    pages.opportunity_page()
    pages.opportunity_page(kind="evaluation", coming=True)
    context = client.get(
        URL, {"laji": "evaluation", "tila": "open", "haku": "lähi"}
    ).context
    assert context["total"] == 0
    assert [(one.label, one.count, one.url) for one in context["looser"]] == [
        ("Avoinna", 1, "?haku=l%C3%A4hi&laji=evaluation"),
        ("Arviointiosallisuus", 1, "?haku=l%C3%A4hi&tila=open"),
    ]
    for change in context["looser"]:
        assert client.get(f"{URL}{change.url}").context["total"] == change.count


def test_facets_have_parameters_of_their_own():
    names = [facet.parameter for facet in filters.FACETS]
    assert len({*names, filters.TEXT, "sivu"}) == len(names) + 2
