"""Prints the demo's documents: HTML → tagged PDF beside it, for `make documents`.

    print_documents.py [NAME …]

Chromium makes the tags; what it would tell of the machine and the hour is taken out.
"""

import shutil
import sys
from io import BytesIO
from pathlib import Path

from playwright.sync_api import sync_playwright
from pypdf import PdfReader, PdfWriter
from pypdf.generic import BooleanObject, NameObject

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = ROOT / "site" / "home" / "demo" / "documents"


def main(names: list[str]) -> None:
    sources = [
        file
        for file in sorted(DOCUMENTS.glob("*.html"))
        if not names or file.stem in names
    ]
    for source in sources:
        target = source.with_suffix(".pdf")
        target.write_bytes(without_traces(printed(source)))
        print(f"{target.name:40} {target.stat().st_size / 1000:5.0f} kB")


def printed(source: Path) -> bytes:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        page = browser.new_page()
        page.goto(source.as_uri())
        pdf = page.pdf(prefer_css_page_size=True, tagged=True, outline=True)
        browser.close()
    return pdf


def without_traces(pdf: bytes) -> bytes:
    """The same document with its title as all that it tells of itself."""
    reader = PdfReader(BytesIO(pdf))
    title = reader.metadata.title if reader.metadata else None
    writer = PdfWriter(clone_from=reader)
    writer.metadata = {"/Title": title or ""}
    # Readers show the title then, and not the name of the file.
    preferences = writer.create_viewer_preferences()
    preferences[NameObject("/DisplayDocTitle")] = BooleanObject(True)
    writer.compress_identical_objects(remove_unreferenced=True)
    for page in writer.pages:
        page.compress_content_streams()
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


if __name__ == "__main__":
    main(sys.argv[1:])
