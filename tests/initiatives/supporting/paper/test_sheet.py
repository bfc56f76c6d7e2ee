"""The signature sheet: one A4 page with all that who signs has to know."""

import io

import pytest
from django.utils import translation
from pypdf import PdfReader

from core.printing import can_print
from initiatives.enums import Kind, Stage
from initiatives.models import InitiativeSettings
from initiatives.supporting.paper.sheet import make_sheet
from tests.factories import pages
from tests.factories.initiatives import InitiativeFactory
from tests.support import prints

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not can_print(), reason="Pango is not there"),
]
TITLE = "Penkki Hervannan mäen puoliväliin"


@pytest.fixture
def initiative():
    pages.initiatives_page()
    return InitiativeFactory(at=Stage.COLLECTING, title=TITLE)


def sheet_address(initiative):
    return f"/aloitteet/{initiative.slug}/allekirjoitukset.pdf"


def test_sheet_is_one_page_with_all_that_is_to_be_known(client, initiative, settings):
    settings.BASE_URL = "https://osallistu.example.org"
    InitiativeSettings(
        sheets_address="Kirjaamo, PL 1, 33100 Tampere", youngest=15
    ).save()

    response = client.get(sheet_address(initiative))

    (page,) = prints.pages_of(response.content)
    words = prints.words(page)
    (code,) = prints.codes(page)
    assert response["Content-Type"] == "application/pdf"
    assert prints.size(page) == (210, 297)
    short = initiative.reference.lower()
    assert code.text == f"https://osallistu.example.org/aloitteet/{short}/"
    assert f"osallistu.example.org/aloitteet/{short}" in words.replace(" ", "")
    assert words.index(TITLE) < words.index("1 2 3 4 5") < words.index("611/2021")
    assert code.box.right - code.box.left >= 25
    for part in (
        TITLE,
        initiative.reference,
        initiative.proposal,
        "Kirjaamo, PL 1, 33100 Tampere",
        "611/2021",
        "15",
        "1/1",
    ):
        assert part in words
    assert initiative.collects_until.strftime("%Y") in words


def test_sheet_can_be_read_aloud_and_says_its_languages(initiative):
    with translation.override("sv"):
        made = make_sheet(initiative)

    root = PdfReader(io.BytesIO(made)).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "sv"
    assert b"/ActualText" in made or "/StructTreeRoot" in root
    assert TITLE in PdfReader(io.BytesIO(made)).metadata.title


@pytest.mark.parametrize("language", ["fi", "sv", "en", "fi-simple"])
def test_sheet_stays_one_page_with_the_longest_words(initiative, language):
    long = "Lentokonesuihkuturbiinimoottoriapumekaanikkoaliupseerioppilas"
    initiative.title = f"{long} {long[:38]}"
    initiative.proposal = f"{long} " * 60
    InitiativeSettings(sheets_address=f"{long}, " * 3).save()

    with translation.override(language):
        (page,) = prints.pages_of(make_sheet(initiative))

    height, boxes = page.get_height() * prints.POINT, prints.lines(page)
    assert max(box.bottom for box in boxes) < height
    assert max(box.right for box in boxes) < 210


@pytest.mark.parametrize(
    ("kind", "stage"),
    [
        (Kind.INITIATIVE, Stage.SCREENING),
        (Kind.INITIATIVE, Stage.PUBLISHED),
        (Kind.INITIATIVE, Stage.SENT),
        (Kind.INITIATIVE, Stage.WITHDRAWN),
        (Kind.SUGGESTION, Stage.RECEIVED),
    ],
)
def test_only_what_collects_has_a_sheet(client, kind, stage):
    pages.initiatives_page()
    initiative = InitiativeFactory(kind=kind, at=stage, title=TITLE)

    assert client.get(sheet_address(initiative)).status_code == 404


def test_address_that_is_none_has_no_sheet(client, initiative):
    for slug in ("a-2026-xxxx", "kissa", "a-2026-0000-0000"):
        address = f"/aloitteet/{slug}/allekirjoitukset.pdf"
        assert client.get(address).status_code == 404


def test_sheet_is_made_once_while_nothing_changes(client, initiative, monkeypatch):
    made = []
    from core.printing import pdf as printing
    from initiatives.supporting.paper import sheet

    real = printing.make_pdf
    monkeypatch.setattr(
        sheet, "make_pdf", lambda *a, **k: made.append(1) or real(*a, **k)
    )
    for _ in range(3):
        assert client.get(sheet_address(initiative)).status_code == 200
    assert len(made) == 1

    InitiativeSettings(sheets_address="Uusi osoite 1").save()
    words = prints.words(
        prints.pages_of(client.get(sheet_address(initiative)).content)[0]
    )
    assert "Uusi osoite 1" in words


def test_without_pango_it_is_said_in_words(client, initiative, monkeypatch):
    import sys

    from core.printing import pdf as printing

    printing.can_print.cache_clear()
    # What Python does with a module that must not be imported.
    monkeypatch.setitem(sys.modules, "weasyprint", None)

    response = client.get(sheet_address(initiative))
    printing.can_print.cache_clear()

    assert response.status_code == 503
    assert "text/html" in response["Content-Type"]
