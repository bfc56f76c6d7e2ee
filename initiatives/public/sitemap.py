"""Each public initiative in the map for search engines, in its own language."""

from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.http import HttpRequest

from core.sitemaps import LIMIT
from initiatives.models import Initiative

from .finding import own_path
from .search_sources import readable


class InitiativeSitemap(Sitemap):  # type: ignore[type-arg]
    limit = LIMIT

    def __init__(self, request: HttpRequest) -> None:
        self.protocol = request.scheme

    def items(self) -> Any:
        shown = readable(Initiative.objects.listed())
        return shown.only("reference", "title", "language", "stage_at").order_by("pk")

    def location(self, item: Initiative) -> str:
        return own_path(item)

    def lastmod(self, item: Initiative) -> datetime:
        return item.stage_at
