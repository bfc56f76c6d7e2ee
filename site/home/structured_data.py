"""What the home page says to machines of the site and the county, in schema.org's words."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from core.brand import current_brand
from core.languages import html_language
from core.models import CountySettings
from core.structured_data import Data, county, filled, home_url


def site(request: HttpRequest) -> Data:
    return filled(
        type_="WebSite",
        name=str(settings.COUNTY_SITE_NAME),
        url=home_url(request),
        inLanguage=html_language(),
        publisher={"@id": county_id(request)},
        potentialAction=search(request),
    )


def search(request: HttpRequest) -> Data:
    """How one searches the site, in the reader's language."""
    address = request.build_absolute_uri(reverse("search"))
    return {
        "@type": "SearchAction",
        "target": {
            "@type": "EntryPoint",
            "urlTemplate": f"{address}?q={{search_term_string}}",
        },
        "query-input": "required name=search_term_string",
    }


def county_id(request: HttpRequest) -> str:
    """The county in every language of the site."""
    return request.build_absolute_uri("/#organization")


def whole_county(request: HttpRequest) -> Data:
    """The county with all that header and footer say of it."""
    found, logo = CountySettings.current(), current_brand().logo
    return {
        **county(request),
        **filled(
            id_=county_id(request),
            logo=request.build_absolute_uri(logo.double_url) if logo else "",
            telephone=found.phone,
            email=found.email,
            sameAs=[link.value["url"] for link in found.social_links],
        ),
    }
