"""The main menu and the footer's links, from the cache."""

from dataclasses import dataclass

from wagtail.models import Page, Site

from core.caching import cached
from core.routing import any_view_restrictions, page_url
from core.signal_handlers import MENU
from core.sites import root_path


@dataclass(frozen=True)
class MenuItem:
    title: str
    url: str


@dataclass(frozen=True)
class TopPage:
    """A page right below the home page."""

    title: str
    url_path: str
    in_menu: bool
    content_type_id: int


def top_pages(root: str) -> list[TopPage]:
    """The published pages below the home page at `root`: those of the menu, and those
    that others link to (core.links). One query, while the menu is unchanged none."""

    def make() -> list[TopPage]:
        depth = root.count("/") + 1
        pages = Page.objects.filter(url_path__startswith=root, depth=depth).live()
        if any_view_restrictions():
            pages = pages.public()
        columns = ("title", "url_path", "show_in_menus", "content_type_id")
        return [TopPage(*row) for row in pages.values_list(*columns)]

    return cached(MENU, root, make)


def menu(site: Site, language: str) -> list[MenuItem]:
    """The published pages below the home page that are marked "show in menus"."""
    root = root_path(site, language)
    if root is None:
        return []
    return [
        MenuItem(page.title, page_url(page.url_path, root, language))
        for page in top_pages(root)
        if page.in_menu
    ]
