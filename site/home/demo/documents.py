"""The demo's documents: PDF files that its pages link to."""

from django.core.files.base import ContentFile

from core.models import SiteDocument
from home.demo.files import FOLDER, Texts, read


def load_documents() -> dict[str, SiteDocument]:
    """Each document by its name; those that are there already are found by their title."""
    return {
        name: SiteDocument.objects.filter(title=about["title"]).first()
        or _make(name, about)
        for name, about in read("documents/documents.toml").items()
    }


def _make(name: str, about: Texts) -> SiteDocument:
    file = FOLDER / "documents" / f"{name}.pdf"
    document = SiteDocument(
        title=about["title"],
        language=about["language"],
        file=ContentFile(file.read_bytes(), name=file.name),
    )
    document.save()
    return document
