"""Pictures are made anew as they come in, on every way in."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, TiffImagePlugin

from core.models import SiteImage
from core.uploads import reencode_image

pytestmark = pytest.mark.django_db

GPS = 0x8825
DESCRIPTION = 0x010E


def photo(file_format: str = "JPEG", size: tuple[int, int] = (60, 40)) -> bytes:
    """A picture that says where it was taken."""
    picture = Image.new("RGB", size, "teal")
    exif = Image.Exif()
    exif[DESCRIPTION] = "KANARIA"
    exif[0x0112] = 6
    exif.get_ifd(GPS)[2] = tuple(TiffImagePlugin.IFDRational(n) for n in (61, 29, 53))
    out = io.BytesIO()
    picture.save(out, file_format, exif=exif)
    return out.getvalue()


def stored(image: SiteImage) -> bytes:
    with image.file.open() as file:
        return file.read()


def metadata(data: bytes) -> dict:
    with Image.open(io.BytesIO(data)) as picture:
        exif = picture.getexif()
        return {**exif, **exif.get_ifd(GPS)}


@pytest.mark.parametrize("file_format", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_place_and_words_are_gone(file_format):
    data = photo(file_format)
    assert metadata(data)
    clean = reencode_image(ContentFile(data, name="kuva.jpg")).read()
    assert not metadata(clean)
    assert b"KANARIA" not in clean


def test_a_turned_photo_stands_upright():
    clean = reencode_image(ContentFile(photo(), name="kuva.jpg"))
    with Image.open(clean) as picture:
        assert picture.size == (40, 60)


def test_code_behind_the_picture_is_gone():
    data = photo("PNG") + b"<script>alert(1)</script>"
    assert b"script" not in reencode_image(ContentFile(data, name="x.png")).read()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"%PDF-1.7",
        b"GIF89a" + b"\x00" * 20,
        photo()[:100],
        b"BM" + b"\x00" * 60,
    ],
)
def test_what_is_no_picture_is_refused_in_words(data):
    with pytest.raises(ValidationError):
        reencode_image(ContentFile(data, name="kuva.png"))


def test_too_many_pixels_are_refused():
    out = io.BytesIO()
    Image.new("1", (8000, 8000)).save(out, "PNG")
    with pytest.raises(ValidationError):
        reencode_image(ContentFile(out.getvalue(), name="kuva.png"))


def test_saving_an_image_cleans_it():
    image = SiteImage(title="Kuva", file=ContentFile(photo(), name="kuva.jpg"))
    image.save()
    data = stored(image)
    assert not metadata(data)
    assert (image.width, image.height) == (40, 60)
    assert image.file_size == len(data)


def test_uploading_in_the_admin_cleans_it(admin_client):
    upload = SimpleUploadedFile("kuva.jpg", photo(), "image/jpeg")
    response = admin_client.post(
        "/admin/images/add/",
        {"title": "Kuva", "file": upload, "collection": "1"},
    )
    assert response.status_code == 302
    assert not metadata(stored(SiteImage.objects.get()))


def test_uploading_several_cleans_them(admin_client):
    upload = SimpleUploadedFile("kuva.jpg", photo(), "image/jpeg")
    response = admin_client.post(
        "/admin/images/multiple/add/",
        {"files[]": upload},
        headers={"x-requested-with": "XMLHttpRequest"},
    )
    assert response.status_code == 200
    assert not metadata(stored(SiteImage.objects.get()))


def test_replacing_the_file_cleans_the_new_one():
    image = SiteImage(title="Kuva", file=ContentFile(photo(), name="kuva.jpg"))
    image.save()
    image.file = ContentFile(photo("PNG"), name="uusi.png")
    image.save()
    assert not metadata(stored(image))


def test_an_svg_is_refused_in_the_admin(admin_client):
    upload = SimpleUploadedFile("kuva.svg", b"<svg/>", "image/svg+xml")
    response = admin_client.post(
        "/admin/images/add/", {"title": "Kuva", "file": upload, "collection": "1"}
    )
    assert response.status_code == 200
    assert not SiteImage.objects.exists()


def test_alternative_text_follows_the_language():
    from django.utils import translation

    image = SiteImage(title="Kuva", description="Järvi", description_sv="Sjö")
    expected = {"fi": "Järvi", "sv": "Sjö", "en": "Järvi", "fi-simple": "Järvi"}
    for language, text in expected.items():
        with translation.override(language):
            assert image.alternative_text() == text
