"""What the home page says to machines of the site and of the county."""

import pytest

from core.models import CountySettings
from tests.factories import pages, stories
from tests.support.html import of_type

pytestmark = pytest.mark.django_db

HOST = "http://testserver"
ID = {"@id": f"{HOST}/#organization"}


def county(**fields):
    found = CountySettings(
        name_fi="Hyvinvointialue", name_sv="Välfärdsområde", **fields
    )
    found.save()
    return found


@pytest.mark.parametrize(
    ("code", "url", "language", "search"),
    [
        ("fi", "/", "fi", "/haku/"),
        ("sv", "/sv/", "sv", "/sv/sok/"),
        ("en", "/en/", "en", "/en/search/"),
        ("fi-simple", "/fi-simple/", "fi", "/fi-simple/haku/"),
    ],
)
def test_site(client, code, url, language, search):
    pages.home_page(code)
    assert of_type(client.get(url).content.decode(), "WebSite") == {
        "@type": "WebSite",
        "name": "Osallistu",
        "url": f"{HOST}{url}",
        "inLanguage": language,
        "publisher": ID,
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": f"{HOST}{search}?q={{search_term_string}}",
            },
            "query-input": "required name=search_term_string",
        },
    }


def test_county_with_all_that_its_settings_say(client):
    pages.home_page()
    county(
        website="https://example.org/",
        phone="000 000 0000",
        email="osallisuus@example.org",
        logo=stories.picture(size=(400, 100)),
        social_links=[
            ("link", {"name": "Mastodon", "url": "https://example.org/@alue"})
        ],
    )
    found = of_type(client.get("/").content.decode(), "GovernmentOrganization")
    logo = found.pop("logo")
    assert logo.startswith(f"{HOST}/media/images/")
    assert found == {
        **ID,
        "@type": "GovernmentOrganization",
        "name": "Hyvinvointialue",
        "url": "https://example.org/",
        "telephone": "000 000 0000",
        "email": "osallisuus@example.org",
        "sameAs": ["https://example.org/@alue"],
    }


def test_county_that_has_set_little(client):
    pages.home_page("sv")
    county()
    html = client.get("/sv/").content.decode()
    assert of_type(html, "GovernmentOrganization") == {
        **ID,
        "@type": "GovernmentOrganization",
        "name": "Välfärdsområde",
        "url": f"{HOST}/sv/",
    }
