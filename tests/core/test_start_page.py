"""My drafts, on the admin's start page."""

import pytest

from tests.factories import pages
from tests.factories.users import UserFactory
from tests.support.queries import counted

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(client):
    user = UserFactory(writer=True)
    client.force_login(user)
    return user


def start_page(client) -> str:
    response = client.get("/admin/")
    assert response.status_code == 200
    html = response.content.decode()
    return html[html.index("<main") :]


def draft(user, title="Luonnos", **fields):
    page = pages.opportunity_page(live=False, **fields)
    page.title = title
    page.save_revision(user=user)
    return page


def test_it_shows_what_i_have_begun(client, writer):
    page = draft(writer)
    html = start_page(client)
    assert "Keskeneräiset sivuni: 1" in html
    assert f'href="/admin/pages/{page.pk}/edit/"' in html


def test_it_shows_neither_what_others_have_begun_nor_what_is_published(client, writer):
    draft(UserFactory(), title="Toisen luonnos")
    published = pages.opportunity_page(title="Julkaistu")
    published.save_revision(user=writer).publish()
    html = start_page(client)
    assert "Keskeneräiset sivuni" not in html
    assert "Toisen luonnos" not in html


def test_what_waits_for_review_is_shown_to_the_reviewer_and_not_as_a_draft(
    client, writer
):
    page = draft(writer, title="Tarkistettava")
    page.get_workflow().start(page, writer)
    assert "Keskeneräiset sivuni" not in start_page(client)
    client.force_login(UserFactory(communications=True))
    assert "Tarkistettava" in start_page(client)


def test_changes_of_a_published_page_say_so(client, writer):
    page = pages.opportunity_page()
    page.title = "Uusi otsikko"
    page.save_revision(user=writer)
    assert "julkaistu, mutta muutokset ovat julkaisematta" in start_page(client)


def test_queries_do_not_grow_with_drafts(client, writer):
    def number(drafts: int) -> int:
        for _draft in range(drafts):
            draft(writer)
        start_page(client)
        with counted() as queries:
            start_page(client)
        return len(queries)

    assert number(6) == number(30)
