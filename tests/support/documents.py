"""PDF and DOCX files as an editor would upload them, and some that nobody should."""

import io
import zipfile
import zlib

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from fpdf import FPDF
from fpdf.enums import AccessPermission


def pdf(*pages: str, password: str = "", owner: str = "") -> bytes:
    file = FPDF()
    file.set_font("Helvetica", size=12)
    if password or owner:
        file.set_encryption(
            owner_password=owner or password,
            user_password=password,
            permissions=AccessPermission.none(),
        )
    for page in pages:
        file.add_page()
        file.multi_cell(0, text=page)
    return bytes(file.output())


def scanned_pdf() -> bytes:
    """A page that only shows a shape."""
    file = FPDF()
    file.add_page()
    file.rect(20, 20, 100, 100, style="F")
    return bytes(file.output())


def endless_pdf() -> bytes:
    """A few kB whose thousand pages share one long text without a word: about an hour."""
    nothing = zlib.compress(b"BT /F 9 Tf () Tj ET\n" * 100_000)
    kids = b" ".join([b"4 0 R"] * 1000)
    return assembled(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1000/Kids[" + kids + b"]>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream"
        % (len(nothing), nothing),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 3 0 R"
        b"/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )


def assembled(*objects: bytes) -> bytes:
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1))
    for place in places:
        out.write(b"%010d 00000 n \n" % place)
    out.write(b"trailer<</Size %d/Root 1 0 R>>\n" % (len(places) + 1))
    out.write(b"startxref\n%d\n%%%%EOF" % start)
    return out.getvalue()


def docx(*paragraphs: str, cell: str = "") -> bytes:
    file = Document()
    for paragraph in paragraphs:
        file.add_paragraph(paragraph)
    if cell:
        file.add_table(rows=1, cols=1).cell(0, 0).text = cell
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def reviewed_docx() -> bytes:
    """A text with a comment, a tracked insertion and a tracked deletion."""
    file = Document()
    paragraph = file.add_paragraph("Alku ")
    file.add_comment(paragraph.add_run("jatkuu"), text="KOMMENTTI", author="Helmi")
    for change in (
        "<w:ins {}><w:r><w:t> lisätty</w:t></w:r></w:ins>",
        "<w:del {}><w:r><w:delText> POISTETTU</w:delText></w:r></w:del>",
    ):
        attributes = f'{nsdecls("w")} w:id="9" w:author="Helmi"'
        paragraph._p.append(parse_xml(change.format(attributes)))
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def bomb_docx() -> bytes:
    """A Word file whose text unpacks to 200 MB."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(docx("Alku"))) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for part in source.infolist():
            if part.filename != "word/document.xml":
                archive.writestr(part, source.read(part))
        with archive.open("word/document.xml", "w") as document:
            for _ in range(200):
                document.write(b" " * 1_000_000)
    return out.getvalue()
