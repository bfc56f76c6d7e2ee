"""Identification that is half set up is told of before anybody meets it."""

import pytest

from users.checks import identification_is_whole


@pytest.mark.parametrize(
    ("issuer", "secret", "expected"),
    [
        ("", "", []),
        ("https://id.example.org", "s", []),
        ("http://127.0.0.1:9400", "s", []),
        ("https://id.example.org", "", ["users.E001"]),
        ("http://id.example.org", "s", ["users.E002"]),
    ],
)
def test_what_is_missing(settings, issuer, secret, expected):
    settings.OIDC_ISSUER = issuer
    settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = "osallistu", secret
    assert [found.id for found in identification_is_whole(None)] == expected
