"""System checks of the search's settings."""

from typing import Any
from urllib.parse import urlparse

from django.conf import settings
from django.core import checks

EXAMPLE = "for example https://name:password@search.example.org:9200"


@checks.register
def search_url_is_an_address(
    app_configs: Any, **kwargs: Any
) -> list[checks.CheckMessage]:
    """A mistake in it would only show when somebody searches."""
    wrong = settings.SEARCH_URL and what_is_wrong(settings.SEARCH_URL)
    if not wrong:
        return []
    return [
        checks.Error(
            f"SEARCH_URL {wrong}.",
            hint=f"It is the address of Elasticsearch, {EXAMPLE}, or empty.",
            id="search.E001",
        )
    ]


def what_is_wrong(address: str) -> str:
    """Never with the address in it, which may hold a password."""
    try:
        url = urlparse(address)
        port = url.port
    except ValueError:
        return "has a host or a port that cannot be read"
    if url.scheme not in {"http", "https"}:
        return "does not begin with http:// or https://"
    if not url.hostname or port == 0:
        return "names no host"
    if url.scheme == "http" and settings.SEARCH_CA_CERTS:
        return "begins with http:// although SEARCH_CA_CERTS is set"
    if url.query or url.fragment:
        return "has more behind its path"
    if bool(url.username) != bool(url.password):
        return "has a user without a password, or a password without a user"
    if url.username and settings.SEARCH_API_KEY:
        return "has a user and a password although SEARCH_API_KEY is set"
    return ""
