"""`/palaute/…`: what stands on posters leads to the feedback page."""

import pytest

from tests.factories import pages

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("short", "target"),
    [
        ("/palaute/", "/anna-palautetta/"),
        ("/palaute/nokia", "/anna-palautetta/nokia/"),
        ("/palaute/nokia/", "/anna-palautetta/nokia/"),
        ("/palaute/nokia/kuvat/", "/anna-palautetta/nokia/kuvat/"),
        ("/palaute/nokia/?a=1&b=2", "/anna-palautetta/nokia/?a=1&b=2"),
        # Where the page is not in the language, in Finnish.
        ("/sv/palaute/nokia/", "/anna-palautetta/nokia/"),
    ],
)
def test_short_address_leads_to_the_page(client, short, target):
    pages.feedback_page()
    response = client.get(short)
    assert (response.status_code, response.headers["Location"]) == (302, target)


def test_without_a_last_slash_it_is_the_same(client):
    pages.feedback_page()
    response = client.get("/palaute", follow=True)
    assert response.redirect_chain[-1] == ("/anna-palautetta/", 302)


def test_what_was_sent_goes_along(client):
    pages.feedback_page()
    assert client.post("/palaute/nokia/", {"message": "Hei"}).status_code == 307


def test_unit_is_reached_by_it(client):
    pages.feedback_page()
    unit = pages.service_unit()
    response = client.get(f"/palaute/{unit.slug}", follow=True)
    assert unit.name in response.content.decode()


def test_page_whose_own_name_is_the_short_one_is_served(client):
    page = pages.feedback_page()
    page.slug = "palaute"
    page.save_revision().publish()
    unit = pages.service_unit()
    assert client.get("/palaute/").status_code == 200
    assert client.get(f"/palaute/{unit.slug}/").status_code == 200


@pytest.mark.parametrize("address", ["/palaute/", "/palaute/nokia/", "/palaute/..%2f"])
def test_without_the_page_there_is_nothing(client, address):
    pages.home_page()
    assert client.get(address).status_code == 404
