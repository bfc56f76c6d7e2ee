"""How a page looks where somebody shares its address: Open Graph (ogp.me).

Its picture is the page's own where there is one that may be shown and is large enough,
or else the site's, which `make art` draws.
"""

from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.translation import gettext as _
from wagtail.images.shortcuts import get_rendition_or_not_found
from wagtail.models import Collection, CollectionViewRestriction

from core.caching import cached
from core.models import BasePage, SiteImage
from core.pictures import SHARE, TOP, fetch_renditions
from core.routing import RESTRICTIONS

WIDTH, HEIGHT = 1200, 630
# Smaller ones are shown as a stamp beside the words, or not at all.
LEAST = (600, 315)
DEFAULT = "art/share.png"


@dataclass(frozen=True)
class SharePicture:
    """`own`: of the page, not of the site. Absolute address; size in pixels."""

    url: str
    alt: str
    width: int = WIDTH
    height: int = HEIGHT
    own: bool = False


def picture_of(page: BasePage) -> SiteImage | None:
    """The page's picture, if it is one to share. Hand it to `fetch_renditions` together
    with the page's other pictures, so that it costs no query of its own."""
    picture = page.share_picture()
    if picture is None or picture.width < LEAST[0] or picture.height < LEAST[1]:
        return None
    return None if picture.collection_id in private_collections() else picture


def private_collections() -> frozenset[int]:
    """Those whose pictures are not for everybody, although a page may show one to those
    who may see the page."""
    return cached(RESTRICTIONS, "collections", _private_collections)


def _private_collections() -> frozenset[int]:
    restricted = CollectionViewRestriction.objects.values_list("collection__path")
    below = [Q(path__startswith=path) for (path,) in restricted]
    if not below:
        return frozenset()
    found = Collection.objects.filter(reduce(or_, below))
    return frozenset(found.values_list("pk", flat=True))


def fetch_top_picture(page: BasePage) -> None:
    """The picture that stands at the top of the page and where it is shared, by one query
    at most."""
    fetch_renditions([page.picture], TOP, share=picture_of(page))


def share_picture(page: BasePage, request: HttpRequest) -> SharePicture:
    picture = picture_of(page)
    if picture:
        rendition = get_rendition_or_not_found(picture, SHARE)
        # Without a width where the file is gone.
        if rendition.width:
            return SharePicture(
                request.build_absolute_uri(rendition.url),
                # A block says in its own words what the picture shows there.
                getattr(picture, "contextual_alt_text", "")
                or picture.alternative_text(),
                rendition.width,
                rendition.height,
                own=True,
            )
    return SharePicture(
        request.build_absolute_uri(static(DEFAULT)),
        _(
            "The name Osallistu above a lake; its first letter is a loop of a red thread."
        ),
    )
