"""The county's logo and colours as pages get them: worked out once, then from the cache."""

import hashlib
from dataclasses import dataclass

from django.urls import reverse
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError

from core import pattern
from core.brand_defaults import ACCENT, BRAND, THREAD
from core.caching import cached
from core.models import CountySettings, SiteImage

# As the header shows it, and the same for screens with twice the dots.
LOGO = ("max-240x48", "max-480x96")


@dataclass(frozen=True)
class Logo:
    """Addresses of the picture in two sizes; width and height of the smaller in pixels."""

    url: str
    double_url: str
    width: int
    height: int


@dataclass(frozen=True)
class Brand:
    """What differs from a site that sets nothing; empty where nothing does."""

    version: str = ""
    css: str = ""
    # Colours of the pattern that stands for a picture.
    pattern: str = pattern.STYLE
    logo: Logo | None = None

    @property
    def address(self) -> str:
        """Of the style sheet; another with every change, so that it can be kept for ever."""
        return reverse("brand_css", args=[self.version]) if self.version else ""


def current_brand() -> Brand:
    """The brand of now; no query while the settings are unchanged."""
    return cached(CountySettings.cache_group, "brand", _make)


def _make() -> Brand:
    county = CountySettings.current()
    chosen = county.colours
    logo = _logo(county.logo) if county.logo else None
    own = {"brand": BRAND, "accent": ACCENT, "thread": THREAD}
    if chosen == own or not all(chosen.values()):
        return Brand(logo=logo)
    # Only a county with colours of its own waits for the library of colours.
    from core import stylesheet
    from core.colours import palette

    found = palette(**chosen)
    css = stylesheet.write(found)
    return Brand(
        version=hashlib.sha256(css.encode()).hexdigest()[:12],
        css=css,
        pattern=stylesheet.write_pattern(found),
        logo=logo,
    )


def _logo(image: SiteImage) -> Logo | None:
    """None where the file is gone: a missing logo must not take every page with it."""
    try:
        # Asked first: Wagtail leaves a temporary file open where the picture is gone.
        if not image.file.storage.exists(image.file.name):
            return None
        small, double = (image.get_rendition(size) for size in LOGO)
    except (SourceImageIOError, InvalidFilterSpecError, OSError):
        return None
    return Logo(small.url, double.url, small.width, small.height)
