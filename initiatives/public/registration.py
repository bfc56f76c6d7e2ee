"""Where public initiatives show beside their own page; called in `AppConfig.ready()`."""

from core.news import register_news
from core.sitemaps import register_sitemap

from . import search_sources
from .feeds import initiative_news
from .sitemap import InitiativeSitemap


def register() -> None:
    register_news("initiatives", initiative_news)
    register_sitemap("initiatives", InitiativeSitemap)
    search_sources.register()
