"""Documents are found by the words of their files."""

from typing import ClassVar

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import SiteDocument
from search import registry
from search.registry import Content, Source, Words


class DocumentSource(Source):
    """Documents that a public page leads to."""

    model = SiteDocument
    kind = "document"
    label: ClassVar[Words] = _("Document")
    plural: ClassVar[Words] = _("Documents")
    place = 80
    # It is the pages that lead to a document which make it public.
    is_swept = True

    def public(self) -> "QuerySet[SiteDocument]":
        documents: QuerySet[SiteDocument] = SiteDocument.objects.public().with_text()
        return documents

    def gate(self) -> "QuerySet[SiteDocument]":
        documents: QuerySet[SiteDocument] = SiteDocument.objects.public()
        return documents

    def content(self, item: SiteDocument) -> Content:
        return Content(
            title=item.title,
            url=item.url,
            language=item.language,
            text=item.text,
            date=timezone.localdate(item.created_at),
        )


def register() -> None:
    registry.register(DocumentSource())
