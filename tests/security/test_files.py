"""Forty hostile files to pictures and documents: none is served as it was sent."""

import io
import struct
import zipfile
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from core.models import SiteDocument, SiteImage
from tests.factories.users import UserFactory

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

MARK = b"<script>owned()</script>"
PHP = b"<?php system($_GET['c']); ?>"
# What a browser shows in place; all else it must save.
INLINE = {"application/pdf"}
# What a browser would run, in place of saving it.
NEVER = {
    "text/html",
    "application/xhtml+xml",
    "text/xml",
    "application/xml",
    "image/svg+xml",
    "text/javascript",
    "application/javascript",
}


def picture(kind, **options):
    out = io.BytesIO()
    Image.new("RGB", (30, 20), "red").save(out, kind, **options)
    return out.getvalue()


def huge_png():
    """A head that promises 60,000 × 60,000 pixels."""

    def chunk(name, data):
        body = name + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b""))
    )


def archive(name="x.html", data=MARK):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(name, data)
    return out.getvalue()


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="owned()">' + MARK + b"</svg>"
HTML = b"<!doctype html>" + MARK
PDF = b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(owned())>>>>endobj\n"
BOMB = archive("bomb.txt", b"0" * 20_000_000)

# Name, what is in it, and what the browser says that it is.
PICTURES = [
    ("a.svg", SVG, "image/svg+xml"),
    ("a.png", SVG, "image/png"),
    ("a.svg.png", SVG, "image/png"),
    ("a.jpg", HTML, "image/jpeg"),
    ("a.html", picture("PNG"), "image/png"),
    ("a.php", picture("JPEG"), "image/jpeg"),
    ("a.php.jpg", picture("JPEG") + PHP, "image/jpeg"),
    ("a.jpg.php", picture("JPEG") + PHP, "image/jpeg"),
    ("a.gif", b"GIF89a/*" + MARK + b"*/=1;owned()", "image/gif"),
    ("a.gif", picture("GIF") + MARK, "image/gif"),
    ("b.jpg", picture("JPEG", comment=MARK), "image/jpeg"),
    ("c.jpg", picture("JPEG") + archive(), "image/jpeg"),
    ("d.png", picture("PNG") + HTML, "text/html"),
    ("e.jpg", picture("PNG") + MARK, "image/jpeg"),
    ("f.png", huge_png(), "image/png"),
    ("g.bmp", picture("BMP"), "image/bmp"),
    ("h.tiff", picture("TIFF"), "image/tiff"),
    ("i.ico", picture("ICO"), "image/x-icon"),
    ("j.png", b"", "image/png"),
    ("k.png", picture("PNG")[:40], "image/png"),
    ("../../l.png", picture("PNG") + MARK, "image/png"),
    ("..\\m.png", picture("PNG") + MARK, "image/png"),
    ("<img src=x onerror=owned()>.png", picture("PNG") + MARK, "image/png"),
    ("n.png\x00.html", picture("PNG") + MARK, "image/png"),
    ("o.eps", b"%!PS-Adobe-3.0 EPSF-3.0\n(owned) show", "image/png"),
]
DOCUMENTS = [
    ("a.html", HTML, "text/html"),
    ("a.htm", HTML, "application/pdf"),
    ("a.svg", SVG, "image/svg+xml"),
    ("a.xml", SVG, "text/xml"),
    ("a.js", b"owned()", "text/javascript"),
    ("a.php", PHP, "application/x-php"),
    ("a.xhtml", HTML, "application/xhtml+xml"),
    ("a.exe", b"MZ" + b"\0" * 100, "application/octet-stream"),
    ("a.pdf.html", PDF, "application/pdf"),
    ("a.zip", BOMB, "application/zip"),
    ("b.pdf", HTML, "text/html"),
    ("c.pdf", PDF, "application/pdf"),
    ("d.txt", HTML, "text/html"),
    ("e.csv", b"=cmd|'/c calc'!A1", "text/csv"),
    ("f.docx", BOMB, "application/zip"),
    ("g.odt", HTML, "text/html"),
    ("../../h.txt", MARK, "text/plain"),
    ("<svg onload=owned()>.txt", MARK, "text/plain"),
    ("i.PDF", SVG, "image/svg+xml"),
    ("j.txt\x00.html", HTML, "text/plain"),
]


def test_there_are_enough():
    assert len(PICTURES) + len(DOCUMENTS) >= 40


@pytest.fixture
def staff(client):
    client.force_login(UserFactory(communications=True))
    return client


@pytest.mark.parametrize(("name", "content", "kind"), PICTURES)
def test_pictures(staff, name, content, kind):
    upload = SimpleUploadedFile("x", content, kind)
    upload._name = name
    response = staff.post(
        "/admin/images/add/", {"title": "Kuva", "file": upload, "collection": "1"}
    )
    assert response.status_code in {200, 302}
    stored = SiteImage.objects.first()
    assert (stored is None) == (response.status_code == 200)
    if stored is None:
        return
    # Made anew: a picture by its first bytes, by its name, and to its last byte.
    with stored.file.open() as file:
        data = file.read()
    assert data != content
    assert b"owned" not in data
    assert b"<?php" not in data
    with Image.open(io.BytesIO(data)) as image:
        assert image.format in {"JPEG", "PNG", "WEBP", "AVIF"}
        assert not image.info.get("comment")
    folder, _slash, kept = stored.file.name.rpartition("/")
    assert folder == "original_images"
    assert kept.endswith((".jpg", ".png", ".webp", ".avif"))
    assert not set(kept) & set("<>\\\"'\x00")


@pytest.mark.parametrize(("name", "content", "kind"), DOCUMENTS)
def test_documents(staff, name, content, kind):
    upload = SimpleUploadedFile("x", content, kind)
    upload._name = name
    response = staff.post(
        "/admin/documents/add/", {"title": "Liite", "file": upload, "collection": "1"}
    )
    assert response.status_code in {200, 302}
    stored = SiteDocument.objects.first()
    assert (stored is None) == (response.status_code == 200)
    if stored is None:
        return
    assert stored.file.name.startswith("documents/")
    assert not set(stored.file.name) & set("<>\\\"'\x00")
    served = staff.get(stored.url)
    assert served.status_code == 200
    b"".join(served.streaming_content)
    served.close()
    kind = served["Content-Type"].split(";")[0]
    assert kind not in NEVER
    assert served["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in served["Content-Security-Policy"]
    if kind not in INLINE:
        assert served["Content-Disposition"].startswith("attachment")


def test_a_document_has_no_other_address(staff, settings):
    """Django itself serves no media: /media/ is the web server's, of the county."""
    document = SiteDocument.objects.create(
        title="Liite", file=SimpleUploadedFile("liite.txt", b"x")
    )
    assert staff.get(f"/media/{document.file.name}").status_code == 404
    assert document.url.startswith("/tiedostot/")
