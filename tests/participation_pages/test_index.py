"""The list: order, states, pages, and its fixed number of queries."""

import pytest

from participation_pages.enums import OpportunityState
from tests.factories import pages
from tests.support.queries import counted

pytestmark = pytest.mark.django_db

URL = "/osallistu-nyt/"


def test_empty_list_says_what_one_can_do(client):
    pages.index_page()
    response = client.get(URL)
    assert response.status_code == 200
    assert response.context["total"] == 0


def test_what_ends_first_stands_first_and_the_past_last(client):
    outcome = pages.opportunity_page(with_outcome=True)
    coming = pages.opportunity_page(coming=True)
    late = pages.opportunity_page(late=True)
    running = pages.opportunity_page()
    shown = client.get(URL).context["opportunities"]
    assert [page.pk for page in shown] == [running.pk, coming.pk, late.pk, outcome.pk]


@pytest.mark.parametrize(
    ("trait", "state"),
    [
        ("coming", OpportunityState.OPENS_SOON),
        ("late", OpportunityState.OUTCOME_LATE),
        ("with_outcome", OpportunityState.OUTCOME_PUBLISHED),
    ],
)
def test_one_state_can_be_chosen(client, trait, state):
    pages.opportunity_page()
    page = pages.opportunity_page(**{trait: True})
    response = client.get(URL, {"tila": state})
    assert [shown.pk for shown in response.context["opportunities"]] == [page.pk]
    assert response.context["total"] == 1


def test_twenty_a_page(client):
    for _number in range(21):
        pages.opportunity_page()
    first, second = client.get(URL), client.get(URL, {"sivu": "2"})
    assert len(first.context["opportunities"]) == 20
    assert len(second.context["opportunities"]) == 1
    assert client.get(URL, {"sivu": "3"}).status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        {"sivu": "0"},
        {"sivu": "²"},
        {"sivu": "x"},
        {"tila": "x"},
        {"sivu": "-1"},
        {"sivu": "9" * 30},
        {"tila": "\x00"},
    ],
)
def test_a_bad_address_is_not_found(client, query):
    pages.index_page()
    assert client.get(URL, query).status_code == 404


def test_queries_do_not_grow_with_the_list(client):
    pages.opportunity_page()
    client.get(URL)
    with counted() as one:
        client.get(URL)
    for _number in range(29):
        pages.opportunity_page()
    client.get(URL)
    with counted() as many:
        client.get(URL)
    assert len(one) == len(many) <= 4
    assert not many.repeated
