"""What a page has in store but does not show is not found either."""

import pytest
from django.utils import timezone
from freezegun import freeze_time

from search import services
from search.finding import find
from search.models import SearchEntry
from search.services import refresh_all, refresh_due
from tests.factories import pages

pytestmark = pytest.mark.django_db

CANARY = "Kanarialintu"
OUTCOME = {"heard": CANARY, "did": CANARY, "could_not": CANARY}


def test_an_outcome_is_found_when_the_page_shows_it(client):
    page = pages.opportunity_page(**OUTCOME)
    refresh_all()
    assert CANARY not in client.get(page.url).content.decode()
    assert find(CANARY, "fi").rows == []
    assert CANARY not in str(SearchEntry.objects.values())
    now = timezone.now()
    while now < page.closes_at:
        now = SearchEntry.objects.get(kind="opportunity").state_until
        with freeze_time(now):
            refresh_due(now)
    with freeze_time(now):
        assert CANARY in client.get(page.url).content.decode()
        assert len(find(CANARY, "fi").rows) == 1


def test_how_one_took_part_online_is_not_found():
    page = pages.event_page(online_text=f"Kokouksen tunnus on {CANARY}.")
    services.refresh(model=type(page), pk=page.pk)
    assert SearchEntry.objects.get().name == page.title
    assert find(CANARY, "fi").rows == []
