"""QR codes as pictures with straight edges at any size."""

import io

import segno

from .inlined import as_data

# Modules of white that a reader needs on each side (ISO/IEC 18004).
QUIET = 4


def qr_picture(address: str) -> str:
    """The address as an SVG in a `data:` address, dark on nothing, with its
    quiet zone; it belongs on white.

    Error correction Q: a quarter of it may be worn, wet or drawn upon.
    """
    code = segno.make(address, error="q", micro=False, boost_error=False)
    out = io.BytesIO()
    code.save(out, kind="svg", border=QUIET, dark="#000", xmldecl=False)
    return as_data(out.getvalue(), "image/svg+xml")
