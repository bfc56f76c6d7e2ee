"""The county's colours, logo and pictures on paper."""

import mimetypes
import re

from django.conf import settings
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError

from core.caching import cached
from core.models import CountySettings

from .inlined import as_data

PICTURES = settings.BASE_DIR / "assets" / "print"
# 60 mm at 300 dots to the inch, and more than a header shows.
LOGO = "max-800x240"
# What a picture calls a colour, and which of the county's it is.
FOLLOW = {"brand": "brand", "sun": "accent", "thread": "thread"}
DEFINITION = re.compile(r"--([a-z0-9]+):(#[0-9a-f]{3,6})")


def colours() -> dict[str, str]:
    """Every colour token by day, as `#rrggbb`."""
    return cached(CountySettings.cache_group, "print-colours", _colours)


def _colours() -> dict[str, str]:
    # The library of colours takes 0.1 s to start.
    from core.colours import palette

    chosen = CountySettings.current().colours
    return palette(**(chosen if all(chosen.values()) else {})).light


def css_colours() -> str:
    """The same as custom properties."""
    tokens = "".join(f"--{name}:{value};" for name, value in colours().items())
    return f":root{{{tokens}}}"


def picture(name: str) -> str:
    """A drawing of `assets/print/` in the county's colours, as a `data:` address.

    Its colours are custom properties, which are put in place here: what draws them on
    paper knows none.
    """
    tokens = colours()
    text = (PICTURES / f"{name}.svg").read_text()
    found = dict(DEFINITION.findall(text))
    found |= {own: tokens[token] for own, token in FOLLOW.items() if own in found}
    drawn = re.sub(r"var\(--([a-z0-9]+)\)", lambda match: found[match[1]], text)
    return as_data(drawn.encode(), "image/svg+xml")


def css_pictures(names: tuple[str, ...]) -> str:
    """Each picture as the ground of the class that is called like it."""
    return "".join(
        f".{name}{{background-image:url({picture(name)})}}" for name in names
    )


def logo() -> str:
    """The county's logo as a `data:` address; empty without one, or where its file is gone."""
    image = CountySettings.current().logo
    if image is None:
        return ""
    try:
        # Asked first: Wagtail leaves a temporary file open where the picture is gone.
        if not image.file.storage.exists(image.file.name):
            return ""
        rendition = image.get_rendition(LOGO)
        with rendition.file.open("rb") as file:
            kind = mimetypes.guess_type(rendition.file.name)[0] or "image/png"
            return as_data(file.read(), kind)
    except (SourceImageIOError, InvalidFilterSpecError, OSError):
        return ""
