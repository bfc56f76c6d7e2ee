"""What comes in as a file is made anew before it is stored."""

import io

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

# Pillow's format → what we store it as. A GIF keeps its first picture only.
STORED_AS = {
    "JPEG": "JPEG",
    "MPO": "JPEG",
    "PNG": "PNG",
    "GIF": "PNG",
    "WEBP": "WEBP",
    "AVIF": "AVIF",
}
EXTENSION = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "AVIF": "avif"}
MOST_PIXELS = 50_000_000


def reencode_image(file: "File[bytes]") -> "ContentFile[bytes]":
    """The same picture as a new file: no place, camera, comment or appended code.

    Wagtail keeps EXIF (with GPS positions) in the original and in JPEG and PNG
    renditions, so it must be gone before anything is stored.

    Raises ValidationError in words when the file is no picture that we take.
    """
    file.seek(0)
    try:
        with Image.open(file) as picture:
            stored_as = STORED_AS[picture.format or ""]
            if picture.width * picture.height > MOST_PIXELS:
                raise ValidationError(_("The picture is too large. Make it smaller."))
            upright = ImageOps.exif_transpose(picture)
            mode = (
                "RGBA"
                if upright.has_transparency_data and stored_as != "JPEG"
                else "RGB"
            )
            clean = upright.convert(mode)
    except (
        UnidentifiedImageError,
        KeyError,
        OSError,
        SyntaxError,
        ValueError,
    ) as error:
        raise ValidationError(
            _("The file is not a picture that can be used.")
        ) from error
    except Image.DecompressionBombError as error:
        raise ValidationError(
            _("The picture is too large. Make it smaller.")
        ) from error
    clean.info = {}
    out = io.BytesIO()
    clean.save(out, stored_as, quality=90)
    stem = (
        (file.name or "picture").replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]
    )
    return ContentFile(out.getvalue(), name=f"{stem}.{EXTENSION[stored_as]}")
