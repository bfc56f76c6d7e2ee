"""The list: tabs, filters, order, words in any form, and what is not there."""

from datetime import timedelta

import pytest
from django.utils import timezone

from initiatives.enums import Kind, Stage
from initiatives.models import Initiative
from initiatives.public.filters import Filters
from moderation import services
from search.services import refresh_all
from tests.factories.core import MunicipalityFactory, ServiceUnitFactory
from tests.factories.initiatives import InitiativeFactory

pytestmark = pytest.mark.django_db

URL = "/aloitteet/"


@pytest.fixture
def made():
    """Two that collect support, a suggestion being considered, a done one in the archive
    and one that will not be done."""
    town = MunicipalityFactory(name_fi="Kihniö", code="K-1")
    unit = ServiceUnitFactory(name_fi="Virtain terveysasema")
    now = timezone.now()
    found = {
        "soon": InitiativeFactory(
            at=Stage.COLLECTING,
            title="Ambulanssi yöksi",
            municipality=town,
            collects_until=now + timedelta(days=3),
            support_count=5,
            published_at=now - timedelta(days=9),
        ),
        "later": InitiativeFactory(
            at=Stage.COLLECTING,
            title="Ehkäisy maksuttomaksi",
            collects_until=now + timedelta(days=60),
            support_count=80,
        ),
        "considered": InitiativeFactory(
            kind=Kind.SUGGESTION, at=Stage.CONSIDERED, title="Penkki mäelle", unit=unit
        ),
        "archived": InitiativeFactory(at=Stage.ARCHIVED, title="Hammasauto kouluille"),
        "not": InitiativeFactory(
            at=Stage.NOT_DONE,
            title="Yöpäivystys takaisin",
            proposal="Odotushuoneet olivat täynnä.",
        ),
    }
    InitiativeFactory(at=Stage.SCREENING, title="Penkki salaa")
    refresh_all()
    return found


def shown(client, made, query="") -> list[str]:
    names = {initiative.pk: name for name, initiative in made.items()}
    response = client.get(f"{URL}{query}")
    return [names[card.initiative.pk] for card in response.context["cards"]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["soon", "later", "considered", "not", "archived"]),
        ("?jarjestys=kannatus", ["later", "soon", "not", "archived", "considered"]),
        ("?jarjestys=uusin", ["not", "archived", "considered", "later", "soon"]),
        ("?tila=keraa", ["soon", "later"]),
        ("?tila=kasittelyssa", ["considered"]),
        ("?tila=toteutettu", ["archived"]),
        ("?tila=ei", ["not"]),
        ("?laji=ehdotus", ["considered"]),
        ("?kunta=K-1", ["soon"]),
        ("?kunta=koko&tila=keraa", ["later"]),
        # In any form, by what is proposed, by the place, and as it is typed.
        ("?haku=ambulanssit", ["soon"]),
        ("?haku=odotushuone", ["not"]),
        ("?haku=virtain", ["considered"]),
        ("?haku=ehkäi", ["later"]),
        ("?haku=penkit&laji=ehdotus", ["considered"]),
        ("?haku=salaa", []),
    ],
)
def test_what_the_address_asks_for(client, made, query, expected):
    assert shown(client, made, query) == expected


def test_area_and_unit(client, made):
    considered = made["considered"]
    assert shown(client, made, f"?yksikko={considered.unit.slug}") == ["considered"]
    area = f"?palvelu={considered.service_area_id}"
    assert shown(client, made, area) == ["considered"]


@pytest.mark.parametrize(
    "query",
    ["tila=king", "laji=initiative", "kunta=999", "palvelu=0", "palvelu=x", "yksikko=no",
     "jarjestys=satunnainen", "sivu=2", "sivu=x", "tila=%00"],
)  # fmt: skip
def test_what_there_is_not_is_not_found(client, made, query):
    assert client.get(f"{URL}?{query}").status_code == 404
    assert client.get(f"{URL}syote.atom?{query}").status_code in {404, 200}


@pytest.mark.parametrize("words", ["%00", '"""(((', "a" * 5000, "* OR 1=1", "  ", "!"])
def test_odd_words_are_no_error(client, made, words):
    assert client.get(f"{URL}?haku={words}", follow=True).status_code == 200


def test_empty_fields_of_the_form_lead_to_the_short_address(client, made):
    response = client.get(f"{URL}?haku=&laji=aloite&kunta=&tila=keraa")
    assert response["Location"] == f"{URL}?tila=keraa&laji=aloite"
    assert client.get(f"{URL}?haku=&jarjestys=aika")["Location"] == URL


def test_counts_are_of_what_each_choice_leads_to(client, made):
    context = client.get(f"{URL}?tila=keraa").context
    assert [tab["count"] for tab in context["tabs"]] == [5, 2, 1, 1, 1]
    assert [tab["chosen"] for tab in context["tabs"]] == [False, True, *[False] * 3]
    facets = {facet.name: facet for facet in context["facets"]}
    counts = {choice.value: choice.count for choice in facets["kunta"].choices}
    assert counts == {"koko": 1, "K-1": 1}


def test_tabs_and_order_keep_what_is_chosen_beside_them(client, made):
    context = client.get(f"{URL}?laji=aloite&jarjestys=uusin").context
    assert context["tabs"][1]["url"] == "?tila=keraa&laji=aloite&jarjestys=uusin"
    assert context["sorting"][0]["url"] == "?laji=aloite"
    text = client.get(f"{URL}?tila=keraa&jarjestys=uusin").content.decode()
    assert '<input type="hidden" name="tila" value="keraa">' in text
    assert '<input type="hidden" name="jarjestys" value="uusin">' in text


def test_nothing_found_says_what_to_leave_out(client, made):
    context = client.get(f"{URL}?haku=ambulanssi&tila=ei").context
    assert [(link.url, link.count) for link in context["looser"]] == [
        ("?tila=ei", 1),
        ("?haku=ambulanssi", 1),
    ]


def test_without_any_the_list_says_so(client):
    response = client.get(URL)
    assert response.status_code == 200
    assert not response.context["any"]


def test_withdrawn_is_gone_at_once(client, made):
    assert "soon" in shown(client, made)
    services.withdraw(submission=made["soon"])
    assert "soon" not in shown(client, made)
    assert client.get(URL).context["tabs"][0]["count"] == 4


def test_pages_are_counted_through(client):
    for _one in range(26):
        InitiativeFactory(at=Stage.COLLECTING)
    assert len(client.get(URL).context["cards"]) == 25
    assert len(client.get(f"{URL}?sivu=2").context["cards"]) == 1
    everything = Filters().ordered(Initiative.objects.listed())
    assert len({one.pk for one in everything}) == 26
