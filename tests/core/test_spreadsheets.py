"""What residents wrote is shown by a spreadsheet, and never run."""

import csv
import io
from itertools import product

import openpyxl
import pytest

from core.spreadsheets import as_text, xlsx_file

SIGNS = ["=", "+", "-", "@", "＝", "＋", "－", "＠"]


@pytest.mark.parametrize(
    "value",
    [
        f"{before}{sign}cmd|'/c calc'!A0"
        for before, sign in product(["", " ", "\t", "\r", "\n", "\u00a0"], SIGNS)
    ],
)
def test_formula_becomes_text(value):
    assert as_text(value) == f"'{value}"


@pytest.mark.parametrize("value", ["", "Nokia", "a=b", "3-4", "'=1"])
def test_other_text_stays(value):
    assert as_text(value) == value


@pytest.mark.parametrize("opened", [";", ","])
@pytest.mark.parametrize("written", [";", ","])
@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
def test_no_cell_is_a_formula_whatever_sign_parts_cells(written, opened, quoting):
    file = io.StringIO()
    texts = [
        f"a{part}{mark}{sign}1" for part, mark, sign in product(";,", ["", '"'], SIGNS)
    ]
    csv.writer(file, delimiter=written, quoting=quoting).writerow(map(as_text, texts))

    cells = next(csv.reader(io.StringIO(file.getvalue()), delimiter=opened))

    assert not [cell for cell in cells if cell.startswith(tuple(SIGNS))]


@pytest.mark.parametrize(
    ("value", "shown"),
    [("=1+1", "'=1+1"), ("#N/A", "#N/A"), ("a\x0bb\x00", "ab"), ("", None), (7, 7)],
)
def test_workbook_holds_text_as_text(value, shown):
    response = xlsx_file([["Sarake"], [value]], "taulu")

    sheet = openpyxl.load_workbook(
        io.BytesIO(b"".join(response.streaming_content))
    ).active

    cell = sheet["A2"]
    assert cell.value == shown
    assert cell.data_type == ("s" if isinstance(shown, str) else "n")
