"""From HTML to a PDF that can be printed and read aloud (PDF/UA-1), by WeasyPrint.

WeasyPrint stands on Pango, a library of the system. Where that is missing nothing
else of the site suffers: `can_print()` is False, and screens say so in words.
"""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from .inlined import data_uri
from .look import css_colours, css_pictures

FONT = (
    settings.BASE_DIR
    / "assets/static/fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2"
)
STYLES = settings.BASE_DIR / "assets" / "print"
# Three millimetres in points.
BLEED = 3 * 72 / 25.4


class CannotPrint(Exception):
    """Pango is not there, so no PDF can be made."""


@lru_cache(maxsize=1)
def can_print() -> bool:
    try:
        import weasyprint  # noqa: F401
    except (ImportError, OSError):
        return False
    return True


def make_pdf(
    template: str,
    context: dict[str, Any],
    *,
    styles: tuple[str, ...],
    pictures: tuple[str, ...] = (),
    bleed: bool = False,
) -> bytes:
    """The template as a PDF. `styles` and `pictures` are files of `assets/print/`; all
    else that the page shows has to stand in it, since nothing is fetched from anywhere.

    A picture is the ground of what has its name as class: it says nothing, so whoever
    has the PDF read aloud does not meet it. With `bleed`, a printing house finds the box of
    the bleed where `bleed.css` ends it.

    Raises CannotPrint where Pango is missing.
    """
    if not can_print():
        raise CannotPrint
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

    fonts = FontConfiguration()
    only_here = URLFetcher(allowed_protocols=["data"])
    face = (
        '@font-face{font-family:"Atkinson Hyperlegible Next";'
        f'src:url({data_uri(FONT)}) format("woff2")}}'
    )
    text = "".join((STYLES / name).read_text() for name in styles)
    sheet = CSS(
        string=face + css_colours() + css_pictures(pictures) + text,
        font_config=fonts,
        url_fetcher=only_here,
    )
    page = HTML(string=render_to_string(template, context), url_fetcher=only_here)
    made: bytes = page.write_pdf(
        stylesheets=[sheet],
        font_config=fonts,
        pdf_variant="pdf/ua-1",
        finisher=_bound_bleed if bleed else None,
    )
    return made


def _bound_bleed(_document: Any, pdf: Any) -> None:
    """WeasyPrint's own box of the bleed is 10 points wide, however wide the picture is."""
    for thing in pdf.objects:
        if isinstance(thing, dict) and "BleedBox" in thing:
            left, bottom, right, top = thing["TrimBox"]
            thing["BleedBox"] = type(thing["TrimBox"])(
                [left - BLEED, bottom - BLEED, right + BLEED, top + BLEED]
            )
