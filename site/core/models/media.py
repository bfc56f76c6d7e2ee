"""Pictures and documents that staff put on pages."""

from typing import Any, Self

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.db.models import Case, Exists, ExpressionWrapper, F, OuterRef, Q, When
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document, DocumentQuerySet
from wagtail.images.models import AbstractImage, AbstractRendition, Image
from wagtail.models import CollectionViewRestriction, Page, ReferenceIndex
from wagtail.utils.file import hash_filelike

from core.languages import content_language
from core.models.pages import BasePageQuerySet
from core.tasks import read_document
from core.uploads import reencode_image


class SiteImage(AbstractImage):
    """A picture, re-encoded as it comes in, with an alternative text per language."""

    description_sv = models.CharField(
        _("description in Swedish"), max_length=255, blank=True
    )
    description_en = models.CharField(
        _("description in English"), max_length=255, blank=True
    )

    admin_form_fields = (
        *Image.admin_form_fields[:3],
        "description_sv",
        "description_en",
        *Image.admin_form_fields[3:],
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def save(self, *args: Any, **kwargs: Any) -> None:
        # Every way in ends here: upload, several at once, replacing, code.
        new_file = self.file and not self.file._committed
        if new_file:
            with self.file.file as sent:
                clean = reencode_image(sent)
            self.file_size, self.file_hash = clean.size, hash_filelike(clean)
            self.file.save(clean.name, clean, save=False)
        super().save(*args, **kwargs)
        if new_file:
            self.file.close()

    def _set_image_file_metadata(self) -> None:
        """Nothing: size and hash are those of the re-encoded file, which `save()` knows."""

    def generate_rendition_file(self, *args: Any, **kwargs: Any) -> ContentFile[bytes]:
        """Wagtail's own, without its temporary file left open."""
        with super().generate_rendition_file(*args, **kwargs) as file:
            file.seek(0)
            return ContentFile(file.read(), name=file.name)

    def alternative_text(self) -> str:
        """What the picture shows, in the language of the moment."""
        language = content_language()
        translated = (
            "" if language == "fi" else getattr(self, f"description_{language}")
        )
        return translated or self.description


class SiteRendition(AbstractRendition):
    image = models.ForeignKey(
        SiteImage, on_delete=models.CASCADE, related_name="renditions"
    )

    class Meta:
        unique_together = [("image", "filter_spec", "focal_point_key")]


class SiteDocumentQuerySet(DocumentQuerySet):  # type: ignore[misc]
    def public(self) -> Self:
        """What the search may offer to anybody: in no private collection, and linked from a
        page that is itself public.

        Wagtail's index of references holds what stands in a page's own row, which is what
        readers see: a link in a draft of a published page does not count, nor one that
        only an older version had. A task writes the index after each save: a link that is
        published, or taken away, counts when the task worker has seen it. What is linked
        from elsewhere (a reply to a message, another document) is not public.
        """
        page_type = ContentType.objects.get_for_model(Page)
        document_type = ContentType.objects.get_for_model(self.model)
        public_pages = BasePageQuerySet(Page).public()
        # The index keeps keys as text. Only within CASE is it sure that no key of another
        # type, perhaps a UUID, is read as a number; what refers from no page gives NULL.
        links = ReferenceIndex.objects.alias(
            page=_number("object_id", base_content_type=page_type)
        ).filter(
            Exists(public_pages.filter(pk=OuterRef("page"))),
            to_content_type=document_type,
        )
        linked = links.values(
            document=_number("to_object_id", to_content_type=document_type)
        )
        private = CollectionViewRestriction.objects.alias(
            of_document=ExpressionWrapper(
                OuterRef("collection__path"), output_field=models.CharField()
            )
        ).filter(of_document__startswith=F("collection__path"))
        return self.filter(~Exists(private), pk__in=linked)

    def without_text(self) -> Self:
        """Nothing to search in: not read yet, or read and empty."""
        return self.filter(Q(text="") | ~Q(text_hash=F("file_hash")))

    def with_text(self) -> Self:
        """With the words, which are otherwise fetched only where they are asked for."""
        return self.defer(None)


def _number(field: str, **certain: Any) -> Case:
    return Case(When(**certain, then=Cast(field, models.BigIntegerField())))


class SiteDocumentManager(models.Manager.from_queryset(SiteDocumentQuerySet)):  # type: ignore[misc]
    def get_queryset(self) -> SiteDocumentQuerySet:
        # A page that links to documents reads each of them, but none of their words.
        return super().get_queryset().defer("text")


class SiteDocument(AbstractDocument):
    """A file to read or to download, and its words for the search."""

    language = models.CharField(
        _("language"),
        max_length=10,
        choices=settings.LANGUAGES,
        default=settings.LANGUAGE_CODE,
        help_text=_("What the document itself is written in."),
    )
    text = models.TextField(_("text"), blank=True, editable=False)
    # The hash of the file that `text` is from.
    text_hash = models.CharField(max_length=40, blank=True, editable=False)

    objects = SiteDocumentManager()

    admin_form_fields = (
        *Document.admin_form_fields[:2],
        "language",
        *Document.admin_form_fields[2:],
    )

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    @property
    def is_read(self) -> bool:
        """Whether `text` is what the file holds; it may hold no words."""
        return bool(self.text_hash) and self.text_hash == self.file_hash

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Another file: its words are read in a task, and those of the old one go at once."""
        whole = kwargs.get("update_fields") is None
        if self.file and not self.file._committed:
            self._set_document_file_metadata()
        if whole and self.text_hash and not self.is_read:
            self.text, self.text_hash = "", ""
        super().save(*args, **kwargs)
        if whole and self.file and not self.is_read:
            # No `partial`, which has no name for Django to log when it fails.
            pk = self.pk
            transaction.on_commit(lambda: read_document.enqueue(pk), robust=True)
