"""Guessing: the password by name and address, the second factor by person."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import RequestFactory

from tests.factories.users import UserFactory
from users.address import client_address

pytestmark = pytest.mark.django_db

URL = "/kirjaudu/2fa/authenticate/"


def test_the_second_factor_cannot_be_guessed_without_end(client):
    user = UserFactory(username="aino", password="oikea salasana 1")
    TOTP.activate(user, generate_totp_secret())
    assert Authenticator.objects.filter(user=user).exists()
    client.post("/kirjaudu/login/", {"login": "aino", "password": "oikea salasana 1"})
    pages = [
        client.post(URL, {"code": f"{number:06}"}).content.decode()
        for number in range(8)
    ]
    assert pages[-1] != pages[0]
    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, "203.0.113.9", "10.0.0.1"),
        (1, "1.1.1.1, 203.0.113.9", "203.0.113.9"),
        (2, "1.1.1.1, 203.0.113.9", "1.1.1.1"),
        (2, "203.0.113.9", "10.0.0.1"),
        (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        (1, "::ffff:203.0.113.9", "203.0.113.9"),
        (1, "nonsense", "nonsense"),
    ],
)
def test_the_address_is_what_our_own_proxy_wrote(
    settings, proxies, forwarded, expected
):
    settings.PROXY_COUNT = proxies
    request = RequestFactory().get(
        "/", headers={"x-forwarded-for": forwarded}, REMOTE_ADDR="10.0.0.1"
    )
    assert client_address(request) == expected
