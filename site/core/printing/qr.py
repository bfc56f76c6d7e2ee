"""QR codes as pictures with straight edges at any size."""

import io

import segno
from django.utils.safestring import SafeString, mark_safe

from .inlined import as_data

# Modules of white that a reader needs on each side (ISO/IEC 18004).
QUIET = 4


def qr_picture(address: str) -> str:
    """The address as an SVG in a `data:` address, dark on nothing, with its
    quiet zone; it belongs on white.

    Error correction Q: a quarter of it may be worn, wet or drawn upon.
    """
    out = io.BytesIO()
    _code(address).save(out, kind="svg", border=QUIET, dark="#000", xmldecl=False)
    return as_data(out.getvalue(), "image/svg+xml")


def qr_svg(address: str) -> SafeString:
    """The same as an SVG to stand in a page, dark on white: no picture from elsewhere."""
    svg = _code(address).svg_inline(
        border=QUIET,
        dark="#000",
        light="#fff",
        omitsize=True,
        svgclass=None,
        lineclass=None,
    )
    return mark_safe(svg)  # noqa: S308 - segno's own drawing, without the address


def _code(address: str) -> segno.QRCode:
    return segno.make(address, error="q", micro=False, boost_error=False)
