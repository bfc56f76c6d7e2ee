"""Filters kept under a name: one's own, or shared."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from moderation.models import SavedView
from moderation.services.saved_views import MOST
from tests.factories.feedback_forms import FeedbackFactory
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db

LIST = "/admin/viestit/"
SAVED = f"{LIST}nakymat/"


@pytest.fixture
def moderator(client):
    user = UserFactory(moderator=True)
    client.force_login(user)
    return user


def saved(user, name="Ruotsinkieliset", query="view=waiting&language=sv", **kwargs):
    return SavedView.objects.create(user=user, name=name, query=query, **kwargs)


def names(response):
    return [each["view"].name for each in response.context["saved_views"]]


def test_present_filters_are_offered_and_saved(client, moderator):
    shown = client.get(
        LIST, {"language": "sv", "view": "free", "q": "Virtanen", "p": "2"}
    )

    response = client.post(
        SAVED, {"name": "Ruotsinkieliset", "query": shown.context["saveable"]}
    )

    view = SavedView.objects.get()
    assert (view.user, view.name, view.shared) == (moderator, "Ruotsinkieliset", False)
    assert view.query == "view=free&language=sv", "no words, and no page"
    assert response["Location"] == f"{LIST}?{view.query}"


def test_only_what_the_list_knows_is_kept(client, moderator):
    client.post(
        SAVED, {"name": "Oma", "query": "language=sv&q=Virtanen&next=//x&state="}
    )

    assert SavedView.objects.get().query == "language=sv"


def test_view_stands_on_the_list_and_is_the_present_one(client, moderator):
    saved(moderator, query="view=free&language=sv")
    swedish = FeedbackFactory(screening=True, language="sv")
    FeedbackFactory(screening=True)

    response = client.get(f"{LIST}?view=free&language=sv")

    assert [each["now"] for each in response.context["saved_views"]] == [True]
    assert response.context["saveable"] == "", "it is saved already"
    assert response.context["totals"]["all"] == 1
    assert swedish.reference in response.content.decode()


def test_own_and_shared_are_seen(client, moderator):
    other = UserFactory(moderator=True)
    saved(other, "Salainen")
    saved(other, "Yhteinen", shared=True)
    saved(moderator, "Oma")

    assert names(client.get(LIST)) == ["Oma", "Yhteinen"]


def test_same_name_takes_the_place(client, moderator):
    saved(moderator)

    client.post(SAVED, {"name": "Ruotsinkieliset", "query": "language=en"})

    assert SavedView.objects.get().query == "language=en"


def test_no_more_than_the_most(client, moderator):
    for number in range(MOST):
        saved(moderator, f"Näkymä {number}")

    response = client.post(SAVED, {"name": "Liikaa", "query": "language=sv"})

    assert response.status_code == 200
    assert 'value="Liikaa"' in response.content.decode()
    assert SavedView.objects.count() == MOST


@pytest.mark.parametrize("name", ["", " ", "x" * 61, "\x00"])
def test_bad_name_keeps_what_was_typed(client, moderator, name):
    response = client.post(SAVED, {"name": name, "query": "language=sv"})

    assert response.status_code == 200
    assert response.context["query"] == "language=sv"
    assert not SavedView.objects.exists()


def test_renamed_and_shared(client, moderator):
    view = saved(moderator)

    response = client.post(f"{SAVED}{view.pk}/", {"name": "På svenska", "shared": "on"})

    view.refresh_from_db()
    assert response["Location"] == SAVED
    assert (view.name, view.shared) == ("På svenska", True)


def test_name_of_another_view_is_refused(client, moderator):
    view = saved(moderator)
    saved(moderator, "Toinen")

    response = client.post(f"{SAVED}{view.pk}/", {"name": "Toinen"})

    view.refresh_from_db()
    assert response.status_code == 200
    assert view.name == "Ruotsinkieliset"


def test_deleted(client, moderator):
    view = saved(moderator)

    client.post(f"{SAVED}{view.pk}/poista/")

    assert not SavedView.objects.exists()


@pytest.mark.parametrize("address", ["{pk}/", "{pk}/poista/"])
def test_anothers_view_is_404_and_get_is_405(client, moderator, address):
    view = saved(UserFactory(moderator=True), shared=True)
    url = SAVED + address.format(pk=view.pk)

    assert client.post(url, {"name": "Minun"}).status_code == 404
    assert client.get(url).status_code == 405
    view.refresh_from_db()
    assert view.name == "Ruotsinkieliset"


@pytest.mark.parametrize("address", ["", "1/", "1/poista/"])
def test_others_get_403(client, address):
    client.force_login(UserFactory(communications=True))

    assert client.get(SAVED).status_code == 403
    assert client.post(SAVED + address, {"name": "x"}).status_code == 403


def test_page_of_views_costs_the_same_with_1_and_20(
    client, moderator, django_assert_num_queries
):
    saved(moderator)
    client.get(SAVED)
    with CaptureQueriesContext(connection) as queries:
        client.get(SAVED)
    one = len(queries)
    for number in range(MOST - 1):
        saved(moderator, f"Näkymä {number}")

    with django_assert_num_queries(one):
        client.get(SAVED)
