"""The whole of an initiative as a PDF."""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse

from initiatives.models import Initiative
from initiatives.public.views import at_its_address, plain

from .document import make_document
from .files import pdf

if TYPE_CHECKING:
    from initiatives.models import InitiativesPage


@at_its_address(plain)
def whole(
    request: HttpRequest, page: "InitiativesPage", initiative: Initiative
) -> HttpResponse:
    """Of any public initiative or suggestion, in the language of the page."""
    return pdf(request, initiative, "aloite", lambda: make_document(initiative))
