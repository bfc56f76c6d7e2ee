"""What the frame of every page shows: county, menu, languages, breadcrumb."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from core.brand import current_brand
from core.languages import html_language
from core.menu import MenuItem, footer_links, menu
from core.models import CountySettings
from core.routing import language_prefix
from core.sites import all_sites, current_site


def site(request: HttpRequest) -> dict[str, Any]:
    language = get_language() or settings.LANGUAGE_CODE
    return {
        "county": SimpleLazyObject(CountySettings.current),
        "brand": SimpleLazyObject(current_brand),
        "site_name": settings.COUNTY_SITE_NAME,
        "html_language": html_language(language),
        "home_url": language_prefix(language),
        "main_menu": SimpleLazyObject(lambda: _menu(request, language)),
        "footer_links": SimpleLazyObject(lambda: _footer_links(request, language)),
        "language_links": SimpleLazyObject(lambda: _language_links(request, language)),
        "route": getattr(request, "route", None),
    }


def _menu(request: HttpRequest, language: str) -> list[MenuItem]:
    found = current_site(request)
    return menu(found, language) if found else []


def _footer_links(request: HttpRequest, language: str) -> list[MenuItem]:
    found = current_site(request)
    return footer_links(found, language) if found else []


def _language_links(request: HttpRequest, language: str) -> list[dict[str, Any]]:
    """A link to the same page in each language of the site; to the language's home page
    where the page has no translation."""
    route = getattr(request, "route", None)
    # What the view shows beyond the page itself: a part of its address, a query.
    rest = "".join(f"{part}/" for part in route.path) if route else ""
    rest += getattr(request, "kept_query", "")
    site = current_site(request)
    spoken = all_sites().roots[site.pk] if site else {}
    links = []
    for code, name in settings.LANGUAGES:
        if code not in spoken and code != language:
            continue
        translation = route.translations.get(code) if route else None
        links.append(
            {
                "code": code,
                "lang": html_language(code),
                "name": name,
                "url": f"{translation.url}{rest}"
                if translation
                else language_prefix(code),
                "current": code == language,
                "translated": translation is not None,
            }
        )
    return links
