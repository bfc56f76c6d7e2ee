"""What the home page says to machines of the site and the county, in schema.org's words."""

from django.conf import settings
from django.http import HttpRequest

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
    )


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
