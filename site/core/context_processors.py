"""What the frame of every page shows: county, menu, languages, breadcrumb."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from core.brand import current_brand
from core.languages import html_language
from core.menu import MenuItem, footer_links, menu
from core.models import CountySettings
from core.purposes import ACCESSIBILITY_FEEDBACK, url_on
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
        "accessibility_form": SimpleLazyObject(
            lambda: _accessibility_form(request, language)
        ),
        "language_links": SimpleLazyObject(lambda: _language_links(request, language)),
        "route": getattr(request, "route", None),
    }


def _menu(request: HttpRequest, language: str) -> list[MenuItem]:
    found = current_site(request)
    return menu(found, language) if found else []


def _footer_links(request: HttpRequest, language: str) -> list[MenuItem]:
    found = current_site(request)
    return footer_links(found, language) if found else []


def _accessibility_form(request: HttpRequest, language: str) -> str:
    """The form for faults, which names the page that one comes from; "" if none."""
    found = current_site(request)
    url = url_on(ACCESSIBILITY_FEEDBACK, found, language) if found else ""
    # The address of a receipt or a draft is a secret: only pages that anybody may read
    # are named.
    named = hasattr(request, "route") and not getattr(request, "is_private", False)
    if not url or request.path.startswith(url) or not named:
        return url
    return f"{url}?{urlencode({'sivu': request.path})}"


def _language_links(request: HttpRequest, language: str) -> list[dict[str, Any]]:
    """A link to the same page in each language of the site. Where the page is not in it,
    to the nearest public page above that is; the link says so, in its own language."""
    route = getattr(request, "route", None)
    # What the view shows beyond the page itself: a part of its address, a query.
    rest = "".join(f"{part}/" for part in route.path) if route else ""
    kept = getattr(request, "kept_query", "")
    # What is no page, and is in every language: its addresses, without a query.
    own = getattr(request, "own_addresses", {})
    site = current_site(request)
    spoken = all_sites().roots[site.pk] if site else {}
    links = []
    for code, name in settings.LANGUAGES:
        if code not in spoken and code != language:
            continue
        translation = route.translations.get(code) if route else None
        nearest = route.nearest.get(code) if route else None
        link = {
            "code": code,
            "lang": html_language(code),
            "name": name,
            "current": code == language,
            "translated": translation is not None,
            "url": language_prefix(code),
            "instead": "",
        }
        if code in own:
            link |= {"url": f"{own[code]}{kept}", "translated": True}
        elif translation:
            link["url"] = f"{translation.url}{rest}{kept}"
        elif nearest and nearest.url != link["url"]:
            link |= {"url": nearest.url, "instead": _instead(code, nearest.title)}
        elif route:
            link["instead"] = _instead(code)
        links.append(link)
    return links


def _instead(language: str, title: str = "") -> str:
    """Why the link leads elsewhere, for somebody who reads that language."""
    with override(language):
        if not title:
            return _("this page is not in English; the link leads to the front page")
        words = _("this page is not in English; the link leads to the page “%(title)s”")
        return words % {"title": title}
