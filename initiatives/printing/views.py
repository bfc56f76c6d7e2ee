"""The whole of an initiative as a PDF."""

from django.http import HttpRequest, HttpResponse

from initiatives.models import InitiativesPage
from initiatives.public.finding import find

from .document import make_document
from .files import pdf


def whole(request: HttpRequest, page: InitiativesPage, slug: str) -> HttpResponse:
    """Of any public initiative or suggestion, in the language of the page."""
    initiative = find(slug)
    return pdf(request, initiative, "aloite", lambda: make_document(initiative))
