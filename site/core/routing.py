"""From an address to a page in two queries.

Wagtail walks down the tree, a query a level, and asks for view restrictions and
translations besides; together that is a third of a plain page's time. One query
on `url_path` brings the page, its ancestors (for the breadcrumb) and its
translations (for the language switch); one more brings the page itself.
"""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from wagtail import hooks
from wagtail.models import Page, PageViewRestriction
from wagtail.url_routing import RouteResult

from core.caching import cached
from core.languages import html_language
from core.sites import all_sites, current_site, root_path

RESTRICTIONS = "restrictions"
Row = dict[str, Any]


@dataclass(frozen=True)
class Crumb:
    title: str
    url: str


@dataclass(frozen=True)
class Translation:
    language: str
    url: str
    title: str = ""


@dataclass
class Route:
    """How the page was reached: what the header and the breadcrumb show."""

    page_id: int
    crumbs: list[Crumb] = field(default_factory=list)
    translations: dict[str, Translation] = field(default_factory=dict)
    # In each language the version of the nearest page above that has one.
    nearest: dict[str, Translation] = field(default_factory=dict)
    path: list[str] = field(default_factory=list)

    @property
    def trail(self) -> list[Crumb]:
        """The breadcrumb: the pages above what is shown."""
        return self.crumbs if self.path else self.crumbs[:-1]


def any_view_restrictions() -> bool:
    """Whether any part of the tree is private; most sites have none."""
    return cached(RESTRICTIONS, "any", PageViewRestriction.objects.exists)


def language_prefix(language: str) -> str:
    return "/" if language == settings.LANGUAGE_CODE else f"/{language}/"


def page_url(url_path: str, root: str, language: str) -> str:
    """The address of the page at `url_path` below the home page `root`."""
    return language_prefix(language) + url_path.removeprefix(root)


def find(request: HttpRequest, path: str, language: str) -> RouteResult | None:
    """The page at the address, with `request.route` set; None if there is none.

    Raises Http404 where the page itself refuses the rest of the path.
    """
    site = current_site(request)
    root = root_path(site.pk, language) if site else None
    if site is None or root is None:
        return None
    components = [part for part in path.split("/") if part]
    prefixes = [root]
    for component in components:
        prefixes.append(f"{prefixes[-1]}{component}/")
    on_the_way = Page.objects.filter(url_path__in=prefixes)
    rows = list(
        Page.objects.filter(translation_key__in=on_the_way.values("translation_key"))
        .order_by("depth")
        .values(
            "pk",
            "title",
            "url_path",
            "translation_key",
            "live",
            "content_type_id",
            "locale__language_code",
        )
    )
    ancestors = [row for row in rows if row["url_path"] in prefixes]
    if not ancestors:
        return None
    here = ancestors[-1]
    rest = components[prefixes.index(here["url_path"]) :]
    roots = all_sites().roots[site.pk]
    route = Route(page_id=here["pk"], path=rest)
    # What is above and not published is passed by: its title is nobody's to read yet.
    route.crumbs = [
        Crumb(row["title"], page_url(row["url_path"], root, language))
        for row in ancestors
        if row["live"]
    ]
    for row in open_to_readers_of(here, rows):
        code = row["locale__language_code"]
        if code in roots:
            url = page_url(row["url_path"], roots[code], code)
            # From the home page down: what is nearest comes last.
            route.nearest[code] = found = Translation(code, url, row["title"])
            if row["translation_key"] == here["translation_key"]:
                route.translations[code] = found
    request.route = route  # type: ignore[attr-defined]
    page = specific(here["pk"], here["content_type_id"])
    return page.route(request, rest)  # type: ignore[no-any-return]


def open_to_readers_of(here: Row, rows: list[Row]) -> list[Row]:
    """Those of the rows that are published, and in no private part of the tree; of a page
    in one, which its readers were let into, also its translations there."""
    live = [row for row in rows if row["live"]]
    if not any_view_restrictions():
        return live
    pages = Page.objects.filter(pk__in=[row["pk"] for row in live])
    private = set(pages.private().values_list("pk", flat=True))
    let_in = {here["translation_key"]} if here["pk"] in private else set()
    return [
        row
        for row in live
        if row["pk"] not in private or row["translation_key"] in let_in
    ]


def specific(pk: int, content_type_id: int) -> Page:
    """The page as its own class, with what its template needs."""
    from django.contrib.contenttypes.models import ContentType

    model = ContentType.objects.get_for_id(content_type_id).model_class() or Page
    pages = model._default_manager
    queryset = pages.for_serving() if hasattr(pages, "for_serving") else pages.all()
    return queryset.get(pk=pk)


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Wagtail's `serve`, on the short route; all of its hooks run as they do there."""
    language = request.LANGUAGE_CODE  # type: ignore[attr-defined]
    found = find(request, path, language)
    if found is None:
        raise Http404
    page, args, kwargs = found
    request._wagtail_route_for_request = found  # type: ignore[attr-defined]

    def chain(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse:
        return page.serve(request, *args, **kwargs)  # type: ignore[no-any-return]

    private_parts = any_view_restrictions()
    for hook in reversed(hooks.get_hooks("on_serve_page")):
        if hook.__name__ == "check_view_restrictions" and not private_parts:
            continue
        chain = hook(chain)
    for hook in hooks.get_hooks("before_serve_page"):
        result = hook(page, request, args, kwargs)
        if isinstance(result, HttpResponse):
            return result
    response = chain(page, request, args, kwargs)
    response.headers.setdefault("Content-Language", html_language(language))
    response.may_be_kept = True  # type: ignore[attr-defined]
    return response
