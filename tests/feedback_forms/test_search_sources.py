"""Published feedback is found; what is public no more leaves every table of the search."""

import io

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from wagtail.models import PageViewRestriction

from feedback_forms.models import Feedback, FeedbackPage
from moderation import services
from participation_pages.models import OpportunityPage
from search.finding import find
from search.models import SearchEntry, SearchWord
from search.services import refresh_due
from tests.factories import pages
from tests.factories.users import UserFactory
from tests.moderation.test_retention import bytes_with, rows_with
from tests.moderation.test_services import handled

pytestmark = pytest.mark.django_db(transaction=True)

CANARY = "Kanarialintu"
INDEX = {"wagtailsearch_indexentry_fts_data"}


@pytest.fixture
def feedback_page():
    pages.home_page()
    return pages.feedback_page()


def publish(**values) -> Feedback:
    feedback = handled(message=f"{CANARY} laulaa.", **values)
    services.reply(submission=feedback, user=UserFactory(), text="Vastaus")
    services.approve_publication(submission=feedback, user=UserFactory())
    return feedback


def entries() -> list[SearchEntry]:
    return list(SearchEntry.objects.filter(kind="feedback"))


def test_feedback_is_found_once_it_is_published(feedback_page, client):
    feedback = publish()
    (entry,) = entries()
    assert entry.url == f"{feedback_page.url}julkaistut/?palaute={feedback.pk}"
    assert [row.pk for row in find(CANARY, "fi").rows] == [entry.pk]
    assert CANARY in client.get(entry.url, follow=True).content.decode()


@pytest.mark.parametrize("way", ["unpublish", "withdraw", "consent"])
def test_feedback_that_is_taken_down_leaves_nothing(feedback_page, way):
    feedback = publish()
    if way == "unpublish":
        services.unpublish(submission=feedback, user=None)
    elif way == "consent":
        services.withdraw_consent(submission=feedback)
    else:
        services.withdraw(submission=feedback)
    assert entries() == []
    assert not SearchWord.objects.filter(word__contains="kanaria").exists()


@pytest.mark.parametrize("others", [0, 30])
def test_the_index_forgets_the_words_too(feedback_page, others):
    for number in range(others):
        pages.information_page(title=f"Neuvola {number}", slug=f"n{number}")
    feedback = publish()
    if connection.vendor == "sqlite":
        assert rows_with([CANARY.lower()]) & INDEX, "the test can find it"
    services.withdraw(submission=feedback)
    call_command("run_due", stdout=io.StringIO())
    assert rows_with([CANARY.lower(), CANARY]) == set()
    if connection.vendor == "sqlite":
        assert bytes_with([CANARY.lower(), CANARY]) == set()


def test_a_task_that_was_lost_is_made_good_by_the_clock(feedback_page):
    publish()
    Feedback.objects.update(published_at=None)
    assert len(entries()) == 1
    refresh_due(timezone.now())
    assert entries() == []


def test_feedback_is_not_found_where_its_list_is_private(feedback_page):
    publish()
    PageViewRestriction.objects.create(page=feedback_page, restriction_type="login")
    assert find(CANARY, "fi").rows == []
    refresh_due(timezone.now())
    assert entries() == []


def test_the_title_of_a_page_that_was_taken_down_is_in_no_entry(feedback_page):
    page = pages.opportunity_page(title="Salamanteri")
    publish(page=page)
    OpportunityPage.objects.get(pk=page.pk).unpublish()
    assert len(entries()) == 1
    assert find("salamanteri", "fi").rows == []
    assert "Salamanteri" not in entries()[0].name


def test_feedback_moves_with_the_page_on_which_it_is_read(feedback_page):
    publish()
    assert entries()[0].url.startswith("/anna-palautetta/julkaistut/?palaute=")
    page = FeedbackPage.objects.get(pk=feedback_page.pk)
    page.slug = "kerro"
    page.save_revision().publish()
    assert entries()[0].url.startswith("/kerro/julkaistut/?palaute=")
