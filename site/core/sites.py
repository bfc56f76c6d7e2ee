"""The site of a request and its home page in each language: one query, then the cache."""

from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import F
from django.http import HttpRequest
from wagtail.models import Locale, Page, Site
from wagtail.models.sites import (
    SITE_ROOT_PATHS_CACHE_KEY,
    SITE_ROOT_PATHS_CACHE_VERSION,
    SiteRootPath,
)

from core.caching import cached

GROUP = "sites"
ROOT_PATHS_TIMEOUT = 3600


@dataclass(frozen=True)
class Sites:
    """All sites, the default one first, the home pages' `url_path` by site and language,
    the languages that have a home page, by id, and the home pages' places in the tree."""

    sites: list[Site]
    roots: dict[int, dict[str, str]]
    locales: dict[int, Locale]
    homes: list[Page]


def all_sites() -> Sites:
    return cached(GROUP, "all", _load)


def _load() -> Sites:
    """Also renews Wagtail's own list of root paths, which page addresses are made from:
    in a cache of this process alone it would be up to an hour behind another's change."""
    homes = Page.objects.filter(
        translation_key__in=Site.objects.order_by().values("root_page__translation_key")
    ).values(
        "pk",
        "path",
        "depth",
        "url_path",
        "translation_key",
        "locale_id",
        language=F("locale__language_code"),
        site_id=F("sites_rooted_here__id"),
        hostname=F("sites_rooted_here__hostname"),
        port=F("sites_rooted_here__port"),
        site_name=F("sites_rooted_here__site_name"),
        is_default=F("sites_rooted_here__is_default_site"),
    )
    rows = list(homes)
    sites, roots, paths = [], {}, []
    with_site = [row for row in rows if row["site_id"]]
    for row in sorted(
        with_site, key=lambda row: (not row["is_default"], row["hostname"])
    ):
        site = Site(
            pk=row["site_id"],
            hostname=row["hostname"],
            port=row["port"],
            site_name=row["site_name"],
            is_default_site=row["is_default"],
            root_page_id=row["pk"],
        )
        sites.append(site)
        same = [
            home for home in rows if home["translation_key"] == row["translation_key"]
        ]
        roots[site.pk] = {home["language"]: home["url_path"] for home in same}
        paths += [
            SiteRootPath(site.pk, home["url_path"], site.root_url, home["language"])
            for home in same
        ]
    # The longest path first, as Wagtail has it.
    paths.sort(key=lambda path: path.root_path, reverse=True)
    cache.set(
        SITE_ROOT_PATHS_CACHE_KEY,
        paths,
        ROOT_PATHS_TIMEOUT,
        version=SITE_ROOT_PATHS_CACHE_VERSION,
    )
    languages = {row["locale_id"]: row["language"] for row in rows}
    locales = {pk: Locale(pk=pk, language_code=code) for pk, code in languages.items()}
    places = ("pk", "path", "depth", "url_path", "translation_key", "locale_id")
    found = [Page(**{name: row[name] for name in places}) for row in rows]
    return Sites(sites, roots, locales, found)


def locale_of(page: Page) -> Locale:
    """The page's language, without a query where the site has a home page in it."""
    return all_sites().locales.get(page.locale_id) or page.locale


def home_of(page: Page) -> Page | None:
    """The home page that the page stands below: no more of it than its place in the tree
    and its language, and without a query."""
    above = [home for home in all_sites().homes if page.path.startswith(home.path)]
    return max(above, key=lambda home: home.depth, default=None)


def home_in(site: Site, language: str) -> Page | None:
    """The site's home page in a language, as `home_of` gives it; None if it has none."""
    roots = all_sites().roots.get(site.pk, {})
    homes = {home.url_path: home for home in all_sites().homes}
    return homes.get(roots.get(language, ""))


def current_site(request: HttpRequest) -> Site | None:
    """The site of the request by Wagtail's rules: host and port, host, or the default."""
    if not hasattr(request, "_wagtail_site"):
        request._wagtail_site = _matching(request)  # type: ignore[attr-defined]
    return request._wagtail_site  # type: ignore[attr-defined,no-any-return]


def _matching(request: HttpRequest) -> Site | None:
    sites = all_sites().sites
    host, _colon, port = request.get_host().partition(":")
    default = next((site for site in sites if site.is_default_site), None)
    named = [site for site in sites if site.hostname == host]
    exact = [site for site in named if str(site.port) == (port or request.get_port())]
    if exact:
        return exact[0]
    if default in named or len(named) != 1:
        return default
    return named[0]


def root_path(site_id: int, language: str) -> str | None:
    """The `url_path` of the site's home page in a language, or None if it has none."""
    return all_sites().roots.get(site_id, {}).get(language)
