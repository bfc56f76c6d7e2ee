"""The list: order, states, pages, and its fixed number of queries."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from freezegun import freeze_time

from core import caching
from core.signal_handlers import PAGES
from participation_pages.enums import OpportunityState
from participation_pages.models import OpportunityPage
from tests.factories import pages
from tests.factories.users import UserFactory
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


@pytest.mark.parametrize("query", ["", "?tila=open", "?kunta=837&haku=lähi", "?sivu=2"])
def test_queries_do_not_grow_with_the_list(client, query):
    """Where nothing has been counted yet, and again where it has."""
    counts = []
    for number in (21, 60):
        for _number in range(number - OpportunityPage.objects.count()):
            pages.opportunity_page()
        # Site, menu and registers are warm; the counts are not.
        client.get(URL)
        caching.raise_version(PAGES)
        caching.version(PAGES)
        with counted() as first:
            assert client.get(f"{URL}{query}").status_code == 200
        with counted() as again:
            client.get(f"{URL}{query}")
        assert not first.repeated
        counts.append((len(first), len(again)))
    assert counts[0] == counts[1]
    assert counts[0][0] <= 4
    assert counts[0][1] <= 3


def test_a_state_that_changes_by_itself_is_counted_at_once(client):
    start = timezone.now()
    pages.opportunity_page(
        opens_at=start - timedelta(hours=2), closes_at=start + timedelta(hours=1)
    )
    pages.opportunity_page(
        opens_at=start + timedelta(hours=2), closes_at=start + timedelta(days=30)
    )

    def states(**later):
        with freeze_time(start + timedelta(**later)):
            response = client.get(URL)
        assert len(response.context["opportunities"]) == 2
        found = response.context["states"].choices
        return {choice.value: choice.count for choice in found}

    assert states() == {"closes-soon": 1, "opens-soon": 1}
    assert states(minutes=59) == {"closes-soon": 1, "opens-soon": 1}
    assert states(hours=1) == {"opens-soon": 1, "closed": 1}
    assert states(hours=2) == {"open": 1, "closed": 1}


def test_what_is_published_or_taken_down_is_counted_at_once(client):
    page = pages.opportunity_page()
    assert client.get(URL).context["total"] == 1
    other = pages.opportunity_page()
    assert client.get(URL).context["total"] == 2
    OpportunityPage.objects.get(pk=other.pk).unpublish()
    assert client.get(URL).context["total"] == 1
    OpportunityPage.objects.get(pk=page.pk).delete()
    assert client.get(URL).context["total"] == 0


def test_the_list_is_only_read(client):
    pages.index_page()
    assert client.post(URL).status_code == 405


def test_the_list_can_be_previewed(client):
    pages.opportunity_page()
    index = pages.index_page()
    client.force_login(UserFactory(is_superuser=True))
    index.save_revision()
    url = reverse("wagtailadmin_pages:view_draft", args=[index.pk])
    assert client.get(url).status_code == 200
