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


def menu(site: Site, language: str) -> list[MenuItem]:
    """The published pages below the home page that are marked "show in menus"."""

    def make() -> list[MenuItem]:
        root = root_path(site, language)
        if root is None:
            return []
        depth = root.count("/") + 1
        pages = (
            Page.objects.filter(url_path__startswith=root, depth=depth).live().in_menu()
        )
        if any_view_restrictions():
            pages = pages.public()
        return [
            MenuItem(title, page_url(path, root, language))
            for title, path in pages.values_list("title", "url_path")
        ]

    return cached(MENU, f"{site.pk}:{language}", make)
