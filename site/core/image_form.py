"""Wagtail's form for pictures."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import UnidentifiedImageError
from wagtail.images.forms import BaseImageForm


class ImageForm(BaseImageForm):  # type: ignore[misc]
    """Refuses a damaged picture in words; Wagtail's own field fails while measuring it."""

    def _clean_fields(self) -> None:
        try:
            super()._clean_fields()
        except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
            self.add_error(
                "file",
                ValidationError(_("The file is not a picture that can be used.")),
            )
