"""What every response obeys: headers, errors in words, no cookies for readers."""

import pytest
from django.db import OperationalError
from django.test import Client, RequestFactory
from django.urls import get_resolver

from core.middleware import UnavailableMiddleware
from tests.factories import pages
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db

PUBLIC = [
    "/",
    "/osallistu-nyt/",
    "/anna-palautetta/",
    "/ei-ole/",
    "/kuvio/7.svg",
    "/kirjaudu/login/",
]


@pytest.fixture(autouse=True)
def site():
    pages.index_page(), pages.feedback_page()


@pytest.mark.parametrize("url", PUBLIC)
def test_every_answer_is_armoured(client, url):
    response = client.get(url)
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-eval" not in policy
    assert "script-src 'unsafe-inline'" not in policy
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "camera=()" in response["Permissions-Policy"]
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.parametrize("url", ["/", "/osallistu-nyt/", "/ei-ole/"])
def test_readers_get_no_cookie(client, url):
    assert not client.get(url).cookies


@pytest.mark.parametrize("url", PUBLIC[:4])
def test_no_inline_script_or_style(client, url):
    html = client.get(url).content.decode()
    assert " style=" not in html
    assert "<style" not in html
    assert "onclick" not in html
    assert "<script>" not in html
    assert "http://" not in html.replace("http://testserver", "").replace(
        "http://www.w3.org", ""
    )


def test_not_found_is_a_page_in_words(client):
    response = client.get("/ei-ole/")
    assert response.status_code == 404
    assert "<h1" in response.content.decode()


def test_a_database_that_is_away_gives_the_typed_text_back():
    def fails(request):
        raise AssertionError

    middleware = UnavailableMiddleware(fails)
    request = RequestFactory().post(
        "/anna-palautetta/", {"message": "Odotin koko päivän"}
    )
    response = middleware.process_exception(request, OperationalError("gone"))
    html = response.content.decode()
    assert response.status_code == 503
    assert response["Retry-After"] == "60"
    assert "Odotin koko päivän" in html


def test_other_errors_are_not_swallowed():
    middleware = UnavailableMiddleware(lambda request: None)
    assert middleware.process_exception(RequestFactory().get("/"), ValueError()) is None


def test_the_error_pages_need_no_database(django_assert_num_queries):
    from core import views

    request = RequestFactory().post("/x/", {"message": "Teksti"})
    with django_assert_num_queries(0):
        assert views.server_error(request).status_code == 500
        assert views.unavailable(request).status_code == 503


@pytest.mark.parametrize(
    "url",
    ["/admin/login/", "/admin/password_reset/", "/_util/login/", "/kirjaudu/signup/"],
)
def test_there_is_one_way_in(client, url):
    response = client.get(url)
    assert response.status_code == 302
    assert response["Location"].startswith("/kirjaudu/login/")
    assert client.post(url, {"username": "x", "password": "y"}).status_code == 302


def test_the_admin_sends_strangers_to_the_login(client):
    assert client.get("/admin/")["Location"].startswith("/kirjaudu/login/")


def test_a_password_opens_and_a_wrong_one_does_not():
    UserFactory(administrator=True, username="aino", password="oikea salasana 1")
    client = Client()
    url = "/kirjaudu/login/"
    wrong = client.post(url, {"login": "aino", "password": "väärä"})
    assert wrong.status_code == 200
    right = client.post(url, {"login": "aino", "password": "oikea salasana 1"})
    assert right.status_code == 302
    assert client.get("/admin/").status_code == 200


def test_guessing_locks_the_name_at_that_address_only(settings):
    UserFactory(username="aino", password="oikea salasana 1")
    UserFactory(username="veikko", password="oikea salasana 2")
    client = Client()
    url = "/kirjaudu/login/"
    statuses = [
        client.post(url, {"login": "aino", "password": f"väärä {number}"}).status_code
        for number in range(settings.AXES_FAILURE_LIMIT + 1)
    ]
    assert 429 in statuses
    client.post(url, {"login": "aino", "password": "oikea salasana 1"})
    assert client.get("/admin/").status_code == 302
    # A colleague behind the same address is not locked out.
    other = Client().post(url, {"login": "veikko", "password": "oikea salasana 2"})
    assert other.status_code == 302


def test_neither_django_admin_nor_wagtail_api_is_mounted():
    namespaces = set(get_resolver().namespace_dict)
    assert "admin" not in namespaces
    assert not {
        name for name in namespaces if "api" in name and not name.startswith("wagtail")
    }


def test_a_sent_form_that_was_open_too_long_comes_back_in_words(client):
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/anna-palautetta/", {"message": "Odotin", "role": "client"})
    html = response.content.decode()
    assert response.status_code == 403
    assert "Odotin" in html
    assert 'name="role" value="client"' in html


def test_a_preview_may_stand_in_the_editors_frame_and_is_as_strict_as_the_page():
    page = pages.information_page()
    policy = page.make_preview_request(preview_mode="")["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
    assert "unsafe-inline" not in policy
