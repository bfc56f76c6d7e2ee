"""Print: from a template to a tagged PDF, in the county's colours and the site's font."""

from .pdf import CannotPrint, can_print, make_pdf
from .qr import qr_picture, qr_svg

__all__ = ["CannotPrint", "can_print", "make_pdf", "qr_picture", "qr_svg"]
