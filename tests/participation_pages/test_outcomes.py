"""The page of all outcomes: what came, in time or not, and what is late."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from participation_pages import outcomes
from participation_pages.models import OpportunityPage, OutcomesPage
from tests.factories import pages, stories
from tests.support.queries import counted

pytestmark = pytest.mark.django_db

URL = "/mika-muuttui/"


def published(moment: datetime | None = None, *, in_time=True, **fields):
    """An opportunity whose outcome came at the moment, or just now."""
    moment = moment or timezone.now()
    day = timezone.localtime(moment).date()
    page = pages.opportunity_page(
        with_outcome=True,
        opens_at=moment - timedelta(days=90),
        closes_at=moment - timedelta(days=40),
        outcome_due=day if in_time else day - timedelta(days=1),
        **fields,
    )
    OpportunityPage.objects.filter(pk=page.pk).update(outcome_published_at=moment)
    return OpportunityPage.objects.get(pk=page.pk)


@pytest.fixture(autouse=True)
def outcomes_page():
    return stories.outcomes_page()


def shown(client, **query) -> list[str]:
    return [one.url for one in client.get(URL, query).context["outcomes"]]


def test_without_outcomes_it_says_what_will_be_here(client):
    html = client.get(URL).content.decode()
    assert "Tuloksia ei ole vielä julkaistu" in html
    assert "Mikään tulos ei ole nyt myöhässä" in html


def test_an_outcome_is_told_in_short(client):
    words = " ".join(f"sana{number}" for number in range(40))
    one = published(heard=words)
    html = client.get(URL).content.decode()
    assert f'<h2><a href="{one.url}">{one.title}' in html
    assert "Iltanumeroa emme voineet avata" in html
    assert "Avopalvelut" in html
    assert "sana24 …" in html
    assert "sana25" not in html


def test_the_newest_outcome_stands_first(client):
    now = timezone.now()
    old, new = published(now - timedelta(days=9)), published(now)
    assert shown(client) == [new.url, old.url]


def test_what_has_no_outcome_is_not_among_them(client):
    pages.opportunity_page()
    pages.opportunity_page(ended=True)
    pages.opportunity_page(late=True)
    assert shown(client) == []


@pytest.mark.parametrize(
    ("in_time", "late", "words"),
    [
        (10, 2, "12 tulosta, joista 10 luvattuun päivään mennessä"),
        (1, 1, "2 tulosta, joista 1 luvattuun päivään mennessä"),
        (1, 0, "1 tulos, luvattuun päivään mennessä"),
        (2, 0, "2 tulosta, kaikki luvattuun päivään mennessä"),
        (0, 1, "1 tulos, ei luvattuun päivään mennessä"),
        (0, 2, "2 tulosta, ei yksikään luvattuun päivään mennessä"),
    ],
)
def test_it_says_how_many_came_in_time(client, in_time, late, words):
    for number in range(in_time + late):
        published(in_time=number < in_time)
    assert words in " ".join(client.get(URL).content.decode().split())


def test_the_promised_day_ends_at_midnight_in_the_county(client):
    """Half past midnight in Finland is still the day before in UTC."""
    zone = timezone.get_default_timezone()
    last = published(datetime(2026, 8, 31, 23, 30, tzinfo=zone), in_time=True)
    after = datetime(2026, 9, 1, 0, 30, tzinfo=zone)
    missed = published(after)
    OpportunityPage.objects.update(outcome_due=date(2026, 8, 31))
    response = client.get(URL)
    assert response.context["in_time"] == 1
    in_time = {one.url: one.in_time for one in response.context["outcomes"]}
    assert in_time == {last.url: True, missed.url: False}


def test_it_can_be_narrowed_by_area_and_year(client):
    zone = timezone.get_default_timezone()
    other = pages.service_area("Sairaalapalvelut")
    # New year's night of the county, the old year still in UTC.
    new_year = published(datetime(2026, 1, 1, 0, 30, tzinfo=zone))
    hospital = published(datetime(2026, 5, 1, tzinfo=zone), service_area=other)
    old = published(datetime(2025, 5, 1, tzinfo=zone), in_time=False)
    assert shown(client, vuosi="2026") == [hospital.url, new_year.url]
    assert shown(client, alue=other.pk) == [hospital.url]
    assert shown(client, vuosi="2025", alue=other.pk) == []
    response = client.get(URL, {"vuosi": "2025"})
    assert response.context["total"] == 1
    assert response.context["in_time"] == 0
    assert [one.url for one in response.context["outcomes"]] == [old.url]
    areas, years = response.context["facets"]
    assert [(one.label, one.count) for one in years.choices] == [
        ("2026", 2),
        ("2025", 1),
    ]
    assert [(one.label, one.count) for one in areas.choices] == [("Avopalvelut", 1)]
    empty = client.get(URL, {"vuosi": "2025", "alue": str(other.pk)})
    assert "Tällä valinnalla ei ole tuloksia" in empty.content.decode()


def test_late_outcomes_stand_above_all_whatever_is_chosen(client):
    day = timezone.localdate()
    published()
    silent = pages.opportunity_page(late=True)
    told = pages.opportunity_page(
        late=True,
        outcome_due=day - timedelta(days=9),
        outcome_new_date=day + timedelta(days=9),
        outcome_delay_reason="Selvitys jatkuu",
    )
    twice = pages.opportunity_page(
        late=True,
        outcome_due=day - timedelta(days=30),
        outcome_new_date=day - timedelta(days=1),
        outcome_delay_reason="Sairaus",
    )
    for query in ({}, {"vuosi": "1999"}, {"alue": str(pages.service_area().pk)}):
        response = client.get(URL, query)
        assert [one.url for one in response.context["late"]] == [
            twice.url,
            told.url,
            silent.url,
        ]
        html = " ".join(response.content.decode().split())
        assert "3 tulosta on myöhässä" in html
        assert "Uutta päivää ei ole kerrottu." in html
        assert "Syy: Selvitys jatkuu" in html
        assert "Sekin on jo mennyt." in html


def test_when_there_are_too_many_late_ones_it_leads_to_them_all(client, monkeypatch):
    monkeypatch.setattr(outcomes, "LATE_SHOWN", 1)
    pages.opportunity_page(late=True), pages.opportunity_page(late=True)
    html = " ".join(client.get(URL).content.decode().split())
    assert "Yli 1 tulosta on myöhässä" in html
    assert 'href="/osallistu-nyt/?tila=outcome-late"' in html


@pytest.mark.parametrize("trait", ["late", "with_outcome"])
def test_what_is_private_is_neither_shown_nor_counted(client, trait):
    one = pages.opportunity_page(**{trait: True})
    PageViewRestriction.objects.create(page=one, restriction_type="login")
    response = client.get(URL)
    assert one.title not in response.content.decode()
    assert response.context["everything"] == len(response.context["late"]) == 0


def test_twenty_a_page(client):
    now = timezone.now()
    for number in range(21):
        published(now - timedelta(hours=number))
    assert len(shown(client)) == 20
    assert len(shown(client, sivu="2")) == 1
    assert client.get(URL, {"sivu": "3"}).status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        {"sivu": "0"},
        {"alue": "0"},
        {"alue": "x"},
        {"vuosi": "0"},
        {"vuosi": "²026"},
        {"vuosi": "02026"},
        {"vuosi": "\x00"},
    ],
)
def test_a_bad_address_is_not_found(client, query):
    assert client.get(URL, query).status_code == 404


@pytest.mark.parametrize("number", [1, 30])
def test_it_costs_the_same_whatever_there_is(client, number):
    for _place in range(number):
        published(), pages.opportunity_page(late=True)
    client.get(URL)
    with counted() as queries:
        client.get(URL)
    assert len(queries) == 5
    assert not queries.repeated


def test_the_home_page_leads_to_it(client, outcomes_page):
    published()
    outcomes_page.save_revision().publish()
    assert f'href="{URL}">Katso kaikki tulokset' in client.get("/").content.decode()
    OutcomesPage.objects.get().unpublish()
    assert URL not in client.get("/").content.decode()
