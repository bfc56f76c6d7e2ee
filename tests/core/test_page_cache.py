"""Whole pages from the cache: the right one for each reader, and never an old one."""

import time
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.test import Client
from freezegun import freeze_time
from wagtail.models import Page, PageViewRestriction

from core.models import CountySettings
from feedback_forms.models import Feedback
from moderation import services
from participation_pages.models import OpportunityPage
from tests.browser.content import picture
from tests.factories import pages
from tests.factories.users import UserFactory
from tests.moderation.test_services import handled
from tests.support.queries import counted

pytestmark = pytest.mark.django_db

LIST = "/osallistu-nyt/"


@pytest.fixture(autouse=True)
def page_cache(settings):
    settings.PAGE_CACHE_SECONDS = 60


@pytest.fixture(autouse=True)
def opportunity():
    pages.feedback_page()
    return pages.opportunity_page(title="Millainen on lähipalvelu?", slug="sivu")


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    """What a change does at its commit, done at once."""

    def run(change):
        with django_capture_on_commit_callbacks(execute=True):
            return change()

    return run


def html(url: str, **headers: str) -> str:
    return Client(**headers).get(url).content.decode()


def test_the_second_reader_costs_no_query():
    first = Client().get("/")
    with counted() as queries:
        second = Client().get("/")
    assert not queries
    assert second.content == first.content
    assert second.headers == first.headers
    assert "Content-Security-Policy" in second.headers


def test_nothing_is_kept_where_it_is_switched_off(settings):
    settings.PAGE_CACHE_SECONDS = 0
    Client().get("/")
    with counted() as queries:
        assert "ETag" not in Client().get("/").headers
    assert queries


def test_each_language_and_each_address_has_its_own():
    pages.home_page("sv")
    for _time in range(2):
        assert '<html lang="fi"' in html("/")
        assert '<html lang="sv"' in html("/sv/")
        assert html(f"{LIST}?tila=open") != html(LIST)


def test_each_host_has_its_own(settings):
    settings.ALLOWED_HOSTS = ["yksi.example", "kaksi.example"]
    for host in ("yksi.example", "kaksi.example", "yksi.example"):
        assert f"http://{host}/" in html(LIST, HTTP_HOST=host)


def test_a_host_that_is_not_ours_is_refused(settings):
    settings.ALLOWED_HOSTS = ["yksi.example"]
    assert Client(HTTP_HOST="evil.example").get("/").status_code == 400


@pytest.mark.parametrize("url", ["/", LIST, "/osallistu-nyt/sivu/"])
def test_what_is_published_in_between_is_seen_at_once(opportunity, commit, url):
    assert "Uusi otsikko" not in html(url)
    opportunity.title = "Uusi otsikko"
    commit(lambda: opportunity.save_revision().publish())
    assert "Uusi otsikko" in html(url)


def test_a_draft_in_between_changes_nothing(opportunity, commit):
    html(LIST)
    opportunity.title = "Luonnos"
    commit(opportunity.save_revision)
    assert "Luonnos" not in html(LIST)


def test_what_is_unpublished_moved_away_or_deleted_is_gone_at_once(opportunity, commit):
    other = pages.opportunity_page(title="Toinen mahdollisuus")
    assert "Toinen mahdollisuus" in html(LIST)
    commit(OpportunityPage.objects.get(pk=opportunity.pk).unpublish)
    assert "lähipalvelu?" not in html(LIST)
    assert Client().get("/osallistu-nyt/sivu/").status_code == 404
    commit(Page.objects.get(pk=other.pk).delete)
    assert "Toinen mahdollisuus" not in html(LIST)


def test_what_becomes_private_is_gone_at_once(opportunity, commit):
    assert "lähipalvelu?" in html("/osallistu-nyt/sivu/")
    commit(
        lambda: PageViewRestriction.objects.create(
            page=opportunity, restriction_type="login"
        )
    )
    assert "lähipalvelu?" not in html(LIST)
    assert "lähipalvelu?" not in html("/osallistu-nyt/sivu/")


def test_settings_registers_and_pictures_are_seen_at_once(opportunity, commit):
    opportunity.picture = image = picture()
    commit(lambda: opportunity.save_revision().publish())
    url = "/osallistu-nyt/sivu/"
    html(url)

    county = CountySettings.load()
    county.name_fi = "Hirvenlammen hyvinvointialue"
    commit(county.save)
    assert "Hirvenlammen" in html(url)
    opportunity.organiser.name_fi = "Uusi yksikkö"
    commit(opportunity.organiser.save)
    assert "Uusi yksikkö" in html(url)
    image.description = "Hirvi uimassa"
    commit(image.save)
    assert "Hirvi uimassa" in html(url)


def test_published_feedback_comes_and_goes_at_once(commit):
    url = "/anna-palautetta/julkaistut/"
    feedback = handled(message="Kanarialintu")
    services.reply(submission=feedback, user=UserFactory(), text="Vastaus")
    assert "Kanarialintu" not in html(url)
    commit(
        lambda: services.approve_publication(submission=feedback, user=UserFactory())
    )
    assert "Kanarialintu" in html(url)
    commit(lambda: services.unpublish(submission=feedback, user=UserFactory()))
    assert "Kanarialintu" not in html(url)


def test_withdrawn_feedback_is_gone_at_once(commit):
    url = "/anna-palautetta/julkaistut/"
    feedback = handled(message="Kanarialintu")
    services.reply(submission=feedback, user=UserFactory(), text="Vastaus")
    commit(
        lambda: services.approve_publication(submission=feedback, user=UserFactory())
    )
    assert "Kanarialintu" in html(url)
    commit(lambda: services.withdraw(submission=Feedback.objects.get()))
    assert "Kanarialintu" not in html(url)


def test_a_state_that_changes_by_itself_is_seen_in_time(opportunity, settings):
    settings.PAGE_CACHE_SECONDS = 1
    assert 'class="chip open"' in html("/osallistu-nyt/sivu/")
    time.sleep(1.1)
    with freeze_time(opportunity.closes_at + timedelta(seconds=1)):
        assert 'class="chip open"' not in html("/osallistu-nyt/sivu/")


def test_staff_and_who_has_a_form_open_get_their_own(client):
    html("/")
    client.force_login(UserFactory())
    with counted() as queries:
        assert "ETag" not in client.get("/").headers
    assert queries
    visitor = Client()
    visitor.get("/anna-palautetta/")
    assert visitor.cookies
    with counted() as queries:
        visitor.get("/")
    assert queries


def test_a_form_is_never_kept():
    first, second = (Client().get("/anna-palautetta/") for _time in range(2))
    assert first.cookies["csrftoken"].value != second.cookies["csrftoken"].value
    assert first.content != second.content


@pytest.mark.parametrize("url", ["/ei-ole/", "/osallistu-nyt", "/kirjaudu/login/"])
def test_errors_redirects_and_other_views_are_never_kept(url):
    for _time in range(2):
        assert "ETag" not in Client().get(url).headers


def test_a_long_query_is_never_kept():
    for _time in range(2):
        assert "ETag" not in Client().get(f"/?{'x' * 301}").headers


def test_a_browser_that_has_the_page_gets_no_page():
    first = Client().get("/")
    for _time in range(2):
        again = Client().get("/", headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
    changed = Client().get("/", headers={"If-None-Match": '"other"'})
    assert changed.status_code == 200


def test_a_database_that_is_away_is_told_in_words(settings):
    def away(execute, *args):
        raise OperationalError

    settings.CACHE_LOOK_AGAIN = 0
    client = Client(raise_request_exception=False)
    with connection.execute_wrapper(away):
        assert client.get("/").status_code == 503


def test_what_is_kept_ends_with_its_time(settings):
    settings.PAGE_CACHE_SECONDS = 1
    Client().get("/")
    # Redis has a clock of its own.
    time.sleep(1.1)
    with counted() as queries:
        Client().get("/")
    assert queries
