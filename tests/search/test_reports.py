"""Searched in vain: who sees the report, and what a spreadsheet gets."""

import io
from datetime import date

import openpyxl
import pytest
from django.urls import reverse

from search.models import SearchMiss
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db

URL = "/admin/raportit/turhat-haut/"
READERS = {"communications", "participation", "administrator"}


@pytest.fixture
def misses():
    for month, language, query, times in (
        (date(2026, 10, 1), "fi", "peikko", 2),
        (date(2026, 11, 1), "fi", "=HYPERLINK(1)", 7),
        (date(2026, 11, 1), "sv", "troll", 3),
    ):
        SearchMiss.objects.create(
            month=month, language=language, query=query, times=times
        )


def signed_in(client, role):
    client.force_login(UserFactory(**{role: True}))
    return client


@pytest.mark.usefixtures("misses")
@pytest.mark.parametrize(
    "role",
    [
        "moderator",
        "handler",
        "communications",
        "participation",
        "writer",
        "administrator",
    ],
)
@pytest.mark.parametrize("address", ["", "rivit/", "?export=csv", "?export=xlsx"])
def test_who_sees_it(client, role, address):
    response = signed_in(client, role).get(f"{URL}{address}")
    assert response.status_code == (200 if role in READERS else 302)
    menu = client.get(reverse("wagtailadmin_home")).content.decode()
    assert ("turhat-haut" in menu) == (role in READERS)
    assert reverse("wagtailsearchpromotions:search_terms") not in menu


def test_strangers_are_sent_to_the_login(client):
    assert "/kirjaudu/" in client.get(URL)["Location"]


def rows(response):
    return [miss.query for miss in response.context["object_list"]]


@pytest.mark.usefixtures("misses")
def test_what_is_looked_for_most_comes_first(client):
    signed_in(client, "communications")
    assert rows(client.get(URL)) == ["=HYPERLINK(1)", "troll", "peikko"]
    assert rows(client.get(URL, {"language": "sv"})) == ["troll"]
    assert rows(client.get(URL, {"month": "2026-10-01"})) == ["peikko"]
    assert rows(client.get(URL, {"q": "pei"})) == ["peikko"]
    assert rows(client.get(URL, {"ordering": "query"}))[0] == "=HYPERLINK(1)"


@pytest.mark.usefixtures("misses")
def test_a_spreadsheet_runs_nothing_that_was_typed(client):
    signed_in(client, "communications")
    response = client.get(URL, {"export": "csv"})
    text = b"".join(response.streaming_content).decode()
    assert "'=HYPERLINK(1),fi,2026-11-01,7" in text
    response = client.get(URL, {"export": "xlsx"})
    sheet = openpyxl.load_workbook(
        io.BytesIO(
            b"".join(response.streaming_content)
            if response.streaming
            else response.content
        )
    ).active
    cell = sheet["A2"]
    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")


@pytest.mark.usefixtures("misses")
def test_nothing_can_be_changed(client):
    signed_in(client, "administrator")
    assert client.post(URL, {"query": "x"}).status_code == 405
    assert SearchMiss.objects.count() == 3


@pytest.mark.parametrize("role", ["communications", "participation", "writer"])
def test_who_promotes_results(client, role):
    response = signed_in(client, role).get(reverse("wagtailsearchpromotions:index"))
    assert response.status_code == (200 if role == "communications" else 302)
