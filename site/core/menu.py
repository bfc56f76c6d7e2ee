"""The main menu and the footer's links, from the cache."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, Q, When
from wagtail.models import Page, Site

from core.caching import cached, version
from core.languages import html_language
from core.models import BasePage, CountySettings
from core.routing import any_view_restrictions, page_url
from core.signal_handlers import MENU
from core.sites import root_path

Row = dict[str, Any]


@dataclass(frozen=True)
class MenuItem:
    title: str
    url: str
    # Where it is another than that of the page which shows the link.
    lang: str = ""


@dataclass(frozen=True)
class Links:
    """What a home page leads to, in one language."""

    menu: list[MenuItem]
    footer: list[MenuItem]
    # The first page of each kind right below the home page, by the id of its content type.
    by_kind: dict[int, str]


# Kinds of page that the footer links to, wherever they are published.
_footer_models: list[type[BasePage]] = []


def register_footer_page(model: type[BasePage]) -> None:
    """Called from an AppConfig.ready(): core knows no page type but its own base."""
    if model not in _footer_models:
        _footer_models.append(model)


def menu(site: Site, language: str) -> list[MenuItem]:
    """The published pages below the home page that are marked "show in menus"."""
    return links(site.pk, language).menu


def footer_links(site: Site, language: str) -> list[MenuItem]:
    """The pages that the county's settings name, and the first published page of each
    registered kind; in Finnish where the language has none, since what the law asks for
    must be found from every page."""
    return links(site.pk, language).footer


def links(site_id: int, language: str) -> Links:
    # The settings name pages of the footer: a version of theirs is another footer.
    key = f"{site_id}:{language}:{version(CountySettings.cache_group)}"
    return cached(MENU, key, lambda: _load(site_id, language))


def _load(site_id: int, language: str) -> Links:
    """All in one query."""
    root = root_path(site_id, language)
    if root is None:
        return Links([], [], {})
    home = root_path(site_id, settings.LANGUAGE_CODE) or root
    kinds = [ContentType.objects.get_for_model(model).pk for model in _footer_models]
    below = Q(url_path__startswith=root)
    on_top = below & Q(depth=root.count("/") + 1)
    chosen = [block.get("value") for block in _footer_blocks()]
    keys = Page.objects.filter(pk__in=chosen).values("translation_key")
    in_footer = Q(content_type__in=kinds) | Q(translation_key__in=keys)
    in_footer &= below | Q(url_path__startswith=home)
    pages = Page.objects.live().filter(on_top | in_footer)
    if any_view_restrictions():
        pages = pages.public()
    rows = list(
        pages.annotate(on_top=Case(When(on_top, then=True), default=False)).values(
            "pk",
            "title",
            "url_path",
            "translation_key",
            "show_in_menus",
            "on_top",
            "content_type_id",
        )
    )
    tops = [row for row in rows if row["on_top"]]
    places = ((root, language), (home, settings.LANGUAGE_CODE))
    wanted = [*_translations_of(chosen, rows), *_of_kinds(kinds, rows)]
    footer = [_footer_link(each, places, language) for each in wanted]
    return Links(
        [
            MenuItem(row["title"], page_url(row["url_path"], root, language))
            for row in tops
            if row["show_in_menus"]
        ],
        list(dict.fromkeys(link for link in footer if link)),
        {
            # The first of a kind counts: it is written last.
            row["content_type_id"]: page_url(row["url_path"], root, language)
            for row in reversed(tops)
        },
    )


def _footer_blocks() -> list[dict[str, Any]]:
    """The chosen pages as they are stored: no query for each of them."""
    return list(CountySettings.current().footer_pages.raw_data)


def _translations_of(chosen: list[Any], rows: list[Row]) -> Iterator[list[Row]]:
    """For each chosen page, those of the rows that are the same page in some language."""
    keys = {row["pk"]: row["translation_key"] for row in rows}
    for pk in chosen:
        yield [row for row in rows if pk in keys and row["translation_key"] == keys[pk]]


def _of_kinds(kinds: list[int], rows: list[Row]) -> Iterator[list[Row]]:
    for kind in kinds:
        yield [row for row in rows if row["content_type_id"] == kind]


def _footer_link(
    rows: list[Row], places: Iterable[tuple[str, str]], language: str
) -> MenuItem | None:
    """The first of the rows, from the first place that has one."""
    for start, code in places:
        for row in rows:
            if row["url_path"].startswith(start):
                lang = html_language(code)
                shown = "" if lang == html_language(language) else lang
                return MenuItem(
                    row["title"], page_url(row["url_path"], start, code), shown
                )
    return None
