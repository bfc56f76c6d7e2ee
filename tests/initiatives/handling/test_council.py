"""The list for the council: what is in it, and its three kinds of file."""

import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from odfdo import Document
from openpyxl import load_workbook
from pypdf import PdfReader

from core.printing import can_print
from initiatives.enums import Kind, Stage
from initiatives.models import Initiator
from moderation.models import AuditEvent
from tests.factories.core import DecisionBodyFactory
from tests.factories.initiatives import InitiativeFactory
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db
LIST = "/admin/aloitteet/valtuustolle/"


@pytest.fixture
def registry(client):
    client.force_login(UserFactory(registry=True))
    return client


def query(**more):
    today = timezone.localdate()
    given = {
        "start": (today - timedelta(days=30)).isoformat(),
        "end": today.isoformat(),
        "language": "fi",
        **more,
    }
    return {name: value for name, value in given.items() if value is not None}


def file(client, kind, **more):
    response = client.get(f"{LIST}luettelo/", query(file=kind, **more))
    assert response.status_code == 200
    return io.BytesIO(response.content)


def answered(**kwargs):
    """One with an answer, whose second initiator's name is not public."""
    initiative = InitiativeFactory(
        at=Stage.DONE,
        initiators=2,
        handling_body=DecisionBodyFactory(name_fi="Palvelulautakunta"),
        measures="Penkki on hankittu.",
        **kwargs,
    )
    people = Initiator.objects.filter(initiative=initiative)
    for person, name in zip(people, ("Julkinen Aada", "Salainen Eero"), strict=True):
        person.name, person.name_public = name, name.startswith("Julkinen")
        person.save()
    return initiative


def test_screen_shows_what_the_files_will_hold(registry):
    initiative = answered(title="Penkki mäelle")

    page = registry.get(LIST, query()).content.decode()

    for words in (initiative.reference, "Palvelulautakunta", "Penkki on hankittu."):
        assert words in page
    assert "Julkinen Aada" in page
    assert "Salainen Eero" not in page


def test_spreadsheet_has_a_row_each_and_no_formula(registry):
    initiative = answered(title="=1+1")

    sheet = load_workbook(file(registry, "xlsx")).active

    head, row = list(sheet.iter_rows())
    assert len(head) == len(row) == 10
    assert row[0].value == initiative.reference
    assert row[2].value == "'=1+1"
    assert row[2].data_type == "s"
    assert row[3].value == "Julkinen Aada"
    assert row[4].value.date() == timezone.localdate()
    event = AuditEvent.objects.get(action="exported")
    assert event.detail == "council-xlsx 1"


def test_opendocument_text_holds_the_same(registry):
    answered(title="Penkki & <mäelle>", answer="Ensin.\nSitten.")

    text = Document(file(registry, "odt"))

    (table,) = text.body.tables
    cells = [
        list(row.get_elements("table:table-cell"))
        for row in table.get_elements("descendant::table:table-row")
    ]
    words = [
        " ".join(p.text_recursive for p in c.get_elements("text:p")) for c in cells[1]
    ]
    assert len(cells) == 2
    assert len(cells[0]) == len(cells[1]) == 10
    assert words[2] == "Penkki & <mäelle>"
    assert words[9] == "Penkki on hankittu."
    assert table.get_element("table:table-header-rows") is not None
    assert "Salainen" not in text.get_formatted_text()


@pytest.mark.skipif(not can_print(), reason="Pango is not installed")
def test_pdf_is_tagged_and_in_the_list_s_language(registry):
    answered(title="Penkki mäelle")

    pdf = PdfReader(file(registry, "pdf", language="sv"))

    assert pdf.trailer["/Root"]["/Lang"] == "sv"
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    text = "".join(page.extract_text() for page in pdf.pages)
    assert "Penkki" in text
    assert "Salainen" not in text


def test_which_are_listed(registry):
    long_ago = timezone.now() - timedelta(days=400)
    sent = InitiativeFactory(at=Stage.SENT)
    open_then = InitiativeFactory(at=Stage.HANDLING, sent_at=long_ago)
    ended_then = InitiativeFactory(at=Stage.DONE, sent_at=long_ago, ended_at=long_ago)
    suggestion = InitiativeFactory(kind=Kind.SUGGESTION, at=Stage.PLANNED)
    collecting = InitiativeFactory(at=Stage.COLLECTING)

    def listed(**more):
        entries = registry.get(LIST, query(**more)).context["entries"]
        return {entry.reference for entry in entries}

    assert listed() == {sent.reference}
    assert listed(earlier="on") == {sent.reference, open_then.reference}
    assert listed(suggestions="on") == {sent.reference, suggestion.reference}
    assert listed(earlier="on", stage="handling") == {open_then.reference}
    both = {ended_then.reference, collecting.reference}
    assert not both & listed(earlier="on", suggestions="on")


@pytest.mark.parametrize(
    "given",
    [
        {"start": "eilen"},
        {"start": "2026-05-01", "end": "2026-04-01"},
        {"end": None},
        {"body": "x"},
        {"stage": "draft"},
        {"language": "ru"},
    ],
)
def test_bad_input_is_told(registry, given):
    assert registry.get(LIST, query(**given)).status_code == 422
    both = query(file="xlsx", **given)
    assert registry.get(f"{LIST}luettelo/", both).status_code == 422


def test_other_kinds_of_file_there_are_none(registry):
    assert registry.get(f"{LIST}luettelo/", query(file="docx")).status_code == 422


def test_screen_is_filled_in_by_itself(registry):
    InitiativeFactory(at=Stage.SENT)

    response = registry.get(LIST)

    assert response.status_code == 200
    assert len(response.context["entries"]) == 1


def test_file_costs_the_same_with_thirty(registry):
    def cost():
        file(registry, "xlsx")
        with CaptureQueriesContext(connection) as captured:
            file(registry, "xlsx")
        return len(captured)

    answered()
    one = cost()
    for _each in range(9):
        InitiativeFactory(at=Stage.SENT, initiators=2)

    assert cost() == one
