"""Pictures and documents that staff put on pages."""

from typing import Any

from django.core.files.base import ContentFile
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image
from wagtail.utils.file import hash_filelike

from core.languages import content_language
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


class SiteDocument(AbstractDocument):
    """A file to read or to download."""

    admin_form_fields = Document.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
