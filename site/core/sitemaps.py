"""What search engines may find: every public page in every language, with its translations,
and the lists that pages show below themselves."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.contrib.sitemaps import Sitemap, views
from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_GET
from wagtail.models import Page, get_page_models

from core.languages import html_language
from core.models import BasePageQuerySet
from core.routing import page_url
from core.sites import all_sites, current_site

Row = dict[str, Any]
# Pages in one file, so that none takes long: the protocol allows 50,000.
LIMIT = 2000
# Finnish to a search engine, and not another region's: it has no `hreflang`.
WITHOUT_HREFLANG = {"fi-simple"}
_further: dict[str, Callable[[HttpRequest], Any]] = {}


class PageSitemap(Sitemap):  # type: ignore[type-arg]
    limit = LIMIT

    def __init__(self, request: HttpRequest) -> None:
        site = current_site(request)
        self.roots = all_sites().roots.get(site.pk, {}) if site else {}
        self.protocol = request.scheme

    def items(self) -> Any:
        return self._rows().order_by("pk")

    def _rows(self) -> Any:
        below = Q(pk__in=[])
        for language, root in self.roots.items():
            below |= Q(url_path__startswith=root, locale__language_code=language)
        pages: BasePageQuerySet = BasePageQuerySet(Page).public().filter(below)
        return pages.values(
            "pk",
            "url_path",
            "translation_key",
            "last_published_at",
            "content_type_id",
            language=F("locale__language_code"),
        )

    def location(self, item: Row) -> str:
        language = item["language"]
        return page_url(item["url_path"], self.roots[language], language)

    def lastmod(self, item: Row) -> datetime | None:
        changed: datetime | None = item["last_published_at"]
        return changed

    def get_latest_lastmod(self) -> datetime | None:
        latest: datetime | None = (
            self._rows()
            .order_by(F("last_published_at").desc(nulls_last=True))
            .values_list("last_published_at", flat=True)
            .first()
        )
        return latest

    def _urls(self, page: int | str, protocol: str, domain: str) -> list[Row]:
        rows: list[Row] = list(self.paginator.page(page).object_list)
        alternates = self._alternates({row["translation_key"] for row in rows})
        origin, lists = f"{protocol}://{domain}", lists_by_kind()
        return [
            {
                "location": origin + self.location(row) + part,
                # When a list changed is not the page's to say.
                "lastmod": None if part else self.lastmod(row),
                "alternates": [
                    {
                        "lang_code": html_language(code),
                        "location": origin + address + part,
                    }
                    for code, address in alternates[row["translation_key"]]
                    if code not in WITHOUT_HREFLANG
                ],
            }
            for row in rows
            for part in ("", *lists.get(row["content_type_id"], ()))
        ]

    def _alternates(self, keys: Iterable[Any]) -> dict[Any, list[tuple[str, str]]]:
        """Language and address of each public version, by translation key; a page that
        is in one language only has none."""
        found: dict[Any, list[tuple[str, str]]] = defaultdict(list)
        for row in self._rows().filter(translation_key__in=keys).order_by("pk"):
            found[row["translation_key"]].append((row["language"], self.location(row)))
        return defaultdict(
            list, {key: rows for key, rows in found.items() if len(rows) > 1}
        )


def lists_by_kind() -> dict[int, tuple[str, ...]]:
    """The lists below a page's own address, by the id of its content type."""
    models = [model for model in get_page_models() if getattr(model, "lists_below", ())]
    kinds = ContentType.objects.get_for_models(*models)
    return {kinds[model].pk: model.lists_below for model in models}


@require_GET
def sitemap_index(request: HttpRequest) -> HttpResponse:
    return views.index(request, _sitemaps(request), sitemap_url_name="sitemap")


@require_GET
def sitemap(request: HttpRequest, section: str) -> HttpResponse:
    return views.sitemap(request, _sitemaps(request), section)


@require_GET
def robots(request: HttpRequest) -> HttpResponse:
    """Where the map is, and what nobody needs to look through."""
    host = request.build_absolute_uri("/")
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /kirjaudu/",
        "Disallow: /seuranta/",
        # There are as many searches as there are words.
        *(f"Disallow: {path}" for path in ("/*?q=", "/*&q=")),
        f"Sitemap: {host}sitemap.xml",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


def register_sitemap(section: str, sitemap: Callable[[HttpRequest], Any]) -> None:
    """What is no page, from an app that stands above: in a file of its own."""
    _further[section] = sitemap


def _sitemaps(request: HttpRequest) -> dict[str, Any]:
    further = {section: make(request) for section, make in _further.items()}
    return {"pages": PageSitemap(request), **further}


urlpatterns = [
    path("robots.txt", robots),
    path("sitemap.xml", sitemap_index),
    path("sitemap-<section>.xml", sitemap, name="sitemap"),
]
