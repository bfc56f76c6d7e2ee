"""The list for the council as a file: PDF, OpenDocument text, spreadsheet."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.languages import html_language
from core.models import CountySettings
from core.printing import make_pdf
from core.spreadsheets import as_text

from .council import Entry, FileKind, columns, title, values

TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.ODT: "application/vnd.oasis.opendocument.text",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# Of the ten columns on a landscape page of 25.7 cm.
WIDTHS_CM = (2.2, 2.2, 3.9, 2.5, 1.9, 2.9, 2.2, 2.0, 2.0, 3.9)
WIDTHS_IN_SIGNS = (14, 18, 45, 30, 12, 28, 24, 12, 12, 70)


@dataclass(frozen=True)
class CouncilDocument:
    """What each kind of file shows, in the language of the moment."""

    about: str
    entries: list[Entry]


def made(kind: str, document: CouncilDocument) -> bytes:
    """The file. Raises CannotPrint where no PDF can be made."""
    makers: dict[str, Callable[[CouncilDocument], bytes]] = {
        FileKind.PDF: pdf,
        FileKind.ODT: odt,
        FileKind.XLSX: xlsx,
    }
    return makers[kind](document)


def pdf(document: CouncilDocument) -> bytes:
    context = {
        "lang": html_language(),
        "title": title(),
        "about": document.about,
        "county": CountySettings.current().name,
        "columns": columns(),
        "entries": document.entries,
    }
    return make_pdf("initiatives/prints/council.html", context, styles=("council.css",))


def odt(document: CouncilDocument) -> bytes:
    from odfdo import Document, Element, Header, Paragraph, Row, Table

    text = Document("text")
    text.body.clear()
    text.language = f"{html_language()}-FI"
    text.meta.title = title()
    _landscape(text)
    # The stock document numbers its headings.
    for level in text.styles.get_elements("//text:outline-level-style"):
        level.delete()
    styles = _Styles(text)
    text.body.append(Header(1, title()))
    for line in (CountySettings.current().name, document.about):
        text.body.append(Paragraph(line))
    table = Table(name="aloitteet", style=styles.table)
    for style in styles.columns:
        table.append(
            Element.from_tag(f'<table:table-column table:style-name="{style}"/>')
        )
    # Repeated on each page, and read with each cell.
    head = Element.from_tag("table:table-header-rows")
    head.append(_odt_row(Row(), columns(), styles.head, styles))
    table.append(head)
    for entry in document.entries:
        table.append(_odt_row(Row(), [_words(v) for v in values(entry)], "", styles))
    text.body.append(table)
    file = io.BytesIO()
    text.save(file)
    return file.getvalue()


def _odt_row(row: Any, words: list[str], paragraph: str, styles: "_Styles") -> Any:
    from odfdo import Cell, Paragraph

    for word in words:
        cell = Cell(style=styles.cell)
        # A text of several lines is as many paragraphs.
        for line in word.splitlines() or [""]:
            cell.append(Paragraph(line, style=paragraph or styles.text))
        row.append(cell)
    return row


def _landscape(document: Any) -> None:
    for layout in document.get_styles(family="page-layout"):
        properties = layout.get_element("style:page-layout-properties")
        if properties is not None:
            properties.set_attribute("fo:page-width", "29.7cm")
            properties.set_attribute("fo:page-height", "21cm")
            properties.set_attribute("style:print-orientation", "landscape")


class _Styles:
    """The table's own styles, put into the document; their names."""

    table, cell, text, head = "council", "council-cell", "council-text", "council-head"

    def __init__(self, document: Any) -> None:
        from odfdo import Style

        self.columns = [f"council-{number}" for number in range(len(WIDTHS_CM))]
        width = f"{sum(WIDTHS_CM):.1f}cm"
        found = [
            Style("table", name=self.table, width=width),
            Style(
                "table-cell",
                name=self.cell,
                border="0.5pt solid #666666",
                padding="1mm",
            ),
            _small(self.text),
            _small(self.head, bold=True),
            *(
                Style("table-column", name=name, width=f"{width}cm")
                for name, width in zip(self.columns, WIDTHS_CM, strict=True)
            ),
        ]
        for style in found:
            document.insert_style(style, automatic=True)


def _small(name: str, *, bold: bool = False) -> Any:
    """Of ten columns, so that no date breaks; a font without declaration of its own."""
    from odfdo import Style

    style = Style("paragraph", name=name, area="text", size="8pt", bold=bold)
    style.set_properties({"fo:font-family": "Arial, sans-serif"}, area="text")
    return style


def xlsx(document: CouncilDocument) -> bytes:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    sheet = book.active
    # Not the whole title: a name has 31 signs at the most.
    sheet.title = _("Initiatives")
    sheet.append(columns())
    for cell, width in zip(sheet[1], WIDTHS_IN_SIGNS, strict=True):
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = width
    sheet.freeze_panes = "A2"
    for entry in document.entries:
        sheet.append([as_text(v) if isinstance(v, str) else v for v in values(entry)])
        for cell in sheet[sheet.max_row]:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if isinstance(cell.value, str):
                # Never a formula, whatever it begins with.
                cell.data_type = "s"
            elif isinstance(cell.value, date):
                cell.number_format = "d.m.yyyy"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _words(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return date_format(value, "SHORT_DATE_FORMAT")
    return str(value)
