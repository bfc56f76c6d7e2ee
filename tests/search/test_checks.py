"""What `manage.py check` says of the search's settings."""

import pytest

from search.checks import search_url_is_an_address


@pytest.fixture(autouse=True)
def _nothing_else(settings):
    settings.SEARCH_API_KEY = settings.SEARCH_CA_CERTS = ""


@pytest.mark.parametrize(
    "address",
    [
        "",
        "http://search:9200",
        "https://search.example.org",
        "https://user:p%40ss@search.example.org:9200/elastic/",
        "http://[::1]:9200",
    ],
)
def test_an_address_is_taken(settings, address):
    settings.SEARCH_URL = address
    assert search_url_is_an_address(None) == []


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("search:9200", "does not begin with http:// or https://"),
        ("search.example.org", "does not begin with http:// or https://"),
        ("redis://search:6379/0", "does not begin with http:// or https://"),
        ("http://", "names no host"),
        ("http://:9200", "names no host"),
        ("http://search:port", "has a host or a port that cannot be read"),
        ("http://search:99999", "has a host or a port that cannot be read"),
        ("http://[::1", "has a host or a port that cannot be read"),
        ("http://secret@search:9200", "has a user without a password"),
        ("http://:secret@search:9200", "has a user without a password"),
        ("http://search:9200/?timeout=secret", "has more behind its path"),
    ],
)
def test_what_is_wrong_is_said_without_secrets(settings, address, words):
    settings.SEARCH_URL = address
    (error,) = search_url_is_an_address(None)
    assert error.id == "search.E001"
    assert words in error.msg
    assert "secret" not in f"{error.msg} {error.hint}"


def test_one_way_of_saying_who_we_are(settings):
    settings.SEARCH_URL, settings.SEARCH_API_KEY = "https://user:word@search", "key"
    (error,) = search_url_is_an_address(None)
    assert "although SEARCH_API_KEY is set" in error.msg


def test_an_authority_is_for_https(settings):
    settings.SEARCH_URL, settings.SEARCH_CA_CERTS = "http://search", "/etc/ca.pem"
    (error,) = search_url_is_an_address(None)
    assert "although SEARCH_CA_CERTS is set" in error.msg
