"""The renditions of all pictures of a page at once.

Wagtail's `{% picture %}` looks for those of one picture: in the cache, and then in
the database. A page with twelve pictures would ask twelve times.
"""

import copy
from collections.abc import Iterable

from wagtail.images.models import Filter

from core.models import SiteImage, SiteRendition

FORMATS = "format-{avif,webp,jpeg}"
# What the templates ask for, in the same words: components/page-picture.html in lists and
# at the top of a page, components/story-strip.html, core/blocks/picture.html.
CARD = (FORMATS, "fill-600x400")
TOP = SCENE = (FORMATS, "fill-{600x400,1200x800}")
TEXT = (FORMATS, "width-{600,1200}")
# Where an address is shared (core/share.py), not all know the newer formats.
SHARE = "format-jpeg|fill-1200x630"


def fetch_renditions(
    pictures: Iterable[SiteImage | None],
    specs: tuple[str, ...],
    share: SiteImage | None = None,
) -> None:
    """Makes `{% picture %}` with these specs free of queries, for pictures that were
    shown before: one look into the cache, and one query for all that it lacks. The
    picture `share`, which may be one of them, also as SHARE."""
    images = [image for image in pictures if image]
    wanted = dict.fromkeys((image.pk for image in images), Filter.expand_spec(specs))
    if share:
        images.append(share)
        wanted[share.pk] = [*wanted.get(share.pk, ()), SHARE]
    keys = {
        image.pk: [
            _key(image, Filter(spec).get_cache_key(image), spec)
            for spec in wanted[image.pk]
        ]
        for image in images
    }
    if not keys:
        return
    known = SiteRendition.cache_backend.get_many(
        [key for own in keys.values() for key in own]
    )
    lacking = {
        image.pk: image
        for image in images
        if not all(key in known for key in keys[image.pk])
    }
    if lacking:
        known |= _stored(lacking, {spec for pk in lacking for spec in wanted[pk]})
    for image in images:
        # The same picture may stand twice on a page, with a text of its own each time.
        image.prefetched_renditions = [
            _belonging(image, known[key]) for key in keys[image.pk] if key in known
        ]


def _key(image: SiteImage, focal_point_key: str, spec: str) -> str:
    key: str = SiteRendition.construct_cache_key(image, focal_point_key, spec)
    return key


def _stored(images: dict[int, SiteImage], specs: set[str]) -> dict[str, SiteRendition]:
    """From the database, and into the cache for the next time."""
    rows = SiteRendition.objects.filter(image__in=images, filter_spec__in=specs)
    found = {
        _key(images[row.image_id], row.focal_point_key, row.filter_spec): row
        for row in rows
    }
    if found:
        SiteRendition.cache_backend.set_many(found)
    return found


def _belonging(image: SiteImage, rendition: SiteRendition) -> SiteRendition:
    own = copy.copy(rendition)
    own.image = image
    return own
