"""The footer's links: pages that the county names, and the kinds that the law asks for."""

import pytest

from core.models import CountySettings
from tests.factories import pages
from tests.support.queries import counted

pytestmark = pytest.mark.django_db


@pytest.fixture
def privacy(django_capture_on_commit_callbacks):
    page = pages.information_page(title="Tietosuoja", slug="tietosuoja")
    choose(page)
    return page


def choose(*chosen):
    county = CountySettings.load()
    county.footer_pages = [("page", page) for page in chosen]
    county.save()


def footer(client, url="/") -> str:
    html = client.get(url).content.decode()
    return html[html.index("<footer") :]


def test_a_chosen_page_is_linked_from_every_page(client, privacy):
    assert '<a href="/tietosuoja/">Tietosuoja</a>' in footer(client)
    assert '<a href="/tietosuoja/">Tietosuoja</a>' in footer(client, "/ei-ole/")


def test_it_is_in_the_readers_language_or_else_in_finnish_and_marked_so(
    client, privacy
):
    home = pages.home_page("sv")
    finnish = '<a href="/tietosuoja/" lang="fi" hreflang="fi">Tietosuoja</a>'
    assert finnish in footer(client, "/sv/")
    swedish = privacy.copy_for_translation(home.locale)
    swedish.title, swedish.slug = "Dataskydd", "dataskydd"
    swedish.save_revision().publish()
    assert '<a href="/sv/dataskydd/">Dataskydd</a>' in footer(client, "/sv/")


def test_a_page_that_is_not_public_is_not_linked(client, privacy):
    privacy.unpublish()
    assert "Tietosuoja" not in footer(client)


def test_a_page_that_was_deleted_breaks_nothing(client, privacy):
    privacy.delete()
    assert client.get("/").status_code == 200


def test_chosen_pages_keep_their_order_and_the_statement_comes_last_and_once(
    client, privacy
):
    statement = pages.statement_page(title="Saavutettavuusseloste")
    other = pages.information_page(title="Asiakirjat", slug="asiakirjat")
    choose(other, privacy, statement)
    html = footer(client)
    places = [html.index(title) for title in ("Asiakirjat", "Tietosuoja", "Saavutett")]
    assert places == sorted(places)
    assert html.count("Saavutettavuusseloste") == 1


def test_links_cost_no_query_when_they_are_warm(client, privacy):
    client.get("/tietosuoja/")
    with counted() as queries:
        client.get("/tietosuoja/")
    assert len(queries) <= 2
