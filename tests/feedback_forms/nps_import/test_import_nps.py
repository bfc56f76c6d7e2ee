"""Answers of another system by the command: every kind of row and of file."""

import csv
from io import StringIO
from unicodedata import normalize

import pytest
from django.core.management import CommandError, call_command
from freezegun import freeze_time

from core.caching import version
from feedback_forms.models import Recommendation
from feedback_forms.models.answers import FIGURES
from feedback_forms.nps_import import reports
from moderation.enums import Action
from moderation.models import AuditEvent
from tests.factories.core import (
    MunicipalityFactory,
    ServiceAreaFactory,
    ServiceUnitFactory,
)

pytestmark = pytest.mark.django_db

HEADER = "id;date;unit;score"


@pytest.fixture(autouse=True)
def _today():
    with freeze_time("2026-04-15 12:00"):
        yield


@pytest.fixture
def unit():
    return ServiceUnitFactory(
        name_fi="Itäinen neuvola", slug="neuvola", municipality=MunicipalityFactory()
    )


@pytest.fixture
def run(tmp_path, unit):
    """Imports the content; returns what was said, and the lines of the report."""

    def run_(content, **options):
        file, report = tmp_path / "nps.csv", tmp_path / "refused.csv"
        data = content if isinstance(content, bytes) else content.encode()
        file.write_bytes(data)
        said = StringIO()
        call_command("import_nps", file, report=report, stdout=said, **options)
        lines = list(
            csv.reader(report.read_text("utf-8-sig").splitlines(), delimiter=";")
        )
        return said.getvalue(), lines[1:]

    return run_


def test_answers_are_stored_at_the_place_of_their_unit(run, unit):
    said, refused = run(f"{HEADER};measure;channel\n1;2026-03-31;neuvola;9;hidas;sms\n")

    assert said.startswith("1 new, 0 changed, 0 unchanged, 0 refused.")
    assert refused == []
    answer = Recommendation.objects.get()
    assert (answer.score, answer.measure, answer.channel) == (9, "in-depth", "sms")
    assert (answer.source, answer.external_id) == ("import", "1")
    assert answer.service_area_id == unit.service_area_id
    assert answer.municipality_id == unit.municipality_id


def test_same_file_again_changes_nothing_and_a_new_score_does(run):
    run(f"{HEADER}\n1;2026-03-31;neuvola;9\n2;2026-03-31;neuvola;7\n")

    again, _ = run(f"{HEADER}\n1;2026-03-31;neuvola;9\n2;2026-03-31;neuvola;3\n")

    assert again.startswith("0 new, 1 changed, 1 unchanged")
    assert list(Recommendation.objects.order_by("pk").values_list("score")) == [
        (9,),
        (3,),
    ]


def test_file_read_again_leaves_answers_where_the_unit_was(run, unit):
    content = f"{HEADER}\n1;2026-03-31;neuvola;9\n2;2026-03-31;neuvola;8\n"
    run(content)
    before = (unit.service_area_id, unit.municipality_id)
    unit.service_area, unit.municipality = ServiceAreaFactory(), MunicipalityFactory()
    unit.save()

    again, _ = run(content.replace("neuvola;8", "neuvola;2"))

    assert again.startswith("0 new, 1 changed, 1 unchanged")
    places = Recommendation.objects.values_list("service_area_id", "municipality_id")
    assert set(places) == {before}


def test_address_goes_before_names_and_the_former_one_still_counts(run, unit):
    other = ServiceUnitFactory(name_fi="Neuvola", slug="toinen")
    unit.slug = "uusi-neuvola"
    unit.save()
    third = ServiceUnitFactory(name_fi="Uusi-neuvola", slug="kolmas")

    _, refused = run(
        f"{HEADER}\n1;2026-03-31;neuvola;9\n2;2026-03-31;uusi-neuvola;9\n"
        "3;2026-03-31;toinen;9\n4;2026-03-31;kolmas;9\n"
    )

    assert refused == []
    rows = Recommendation.objects.order_by("external_id").values_list("unit_id")
    assert [pk for (pk,) in rows] == [unit.pk, unit.pk, other.pk, third.pk]


def test_report_of_endless_refusals_ends(run, monkeypatch):
    monkeypatch.setattr(reports, "MOST_ROWS", 2)

    said, refused = run(HEADER + "\nx" * 5)

    assert "5 refused" in said
    assert [row[0] for row in refused] == ["2", "3", ""]


def test_numbers_are_those_of_their_source(run):
    run(f"{HEADER}\n1;2026-03-31;neuvola;9\n", source="sms")
    run(f"{HEADER}\n1;2026-03-31;neuvola;2\n", source="device")

    assert Recommendation.objects.count() == 2


def test_system_written_in_another_way_is_the_same(run):
    for source in ("SMS", "sms "):
        run(f"{HEADER}\n1;2026-03-31;neuvola;9\n", source=source)

    assert Recommendation.objects.get().source == "SMS"


@pytest.mark.parametrize(
    "row",
    [
        "1;2026-03-31;neuvola;11",
        "1;2026-03-31;neuvola;-1",
        "1;2026-03-31;neuvola;9.5",
        "1;2026-03-31;neuvola;٩",
        "1;2026-03-31;neuvola;",
        "1;2026-04-16;neuvola;9",
        "1;1999-12-31;neuvola;9",
        "1;2026-02-30;neuvola;9",
        "1;eilen;neuvola;9",
        "1;2026-03-31;tuntematon;9",
        "1;2026-03-31;;9",
        ";2026-03-31;neuvola;9",
        "1;2026-03-31;neuvola;9;liikaa",
        "1;2026-03-31;=1+1;9",
        '1;2026-03-31;"neuvola;9',
        f"{'x' * 101};2026-03-31;neuvola;9",
    ],
)
def test_bad_row_is_refused_with_a_reason_and_the_good_ones_stored(run, row):
    said, refused = run(f"{HEADER}\n2;2026-03-31;neuvola;8\n{row}\n")

    assert "1 new" in said
    assert [row[0] for row in refused] == ["3"]
    assert refused[0][4]
    assert Recommendation.objects.get().external_id == "2"


@pytest.mark.parametrize("name", ["measure;x", "channel;x"])
def test_unknown_choice_is_refused(run, name):
    column, value = name.split(";")
    _said, refused = run(f"{HEADER};{column}\n1;2026-03-31;neuvola;9;{value}\n")

    assert len(refused) == 1


@pytest.mark.parametrize(
    "content",
    [
        "﻿id;date;unit;score\n1;31.3.2026;Itäinen neuvola;9\n".encode(),
        "id,date,unit,score\n1,2026-03-31T10:12:00,Itäinen neuvola,9\n".encode(),
        "id\tdate\tunit\tscore\r\n1\t2026-03-31\tItäinen neuvola\t9\r\n".encode(),
        "Tunniste;Päivä;Yksikkö;Arvosana\n1;31.3.2026;ITÄINEN NEUVOLA;9\n".encode(
            "cp1252"
        ),
        'id;date;unit;score\n"1";"2026-03-31";"Itäinen neuvola";"9"'.encode(),
        "id\tdate\tunit\tscore\r\n1\t2026-03-31\tItäinen neuvola\t9\r\n".encode(
            "utf-16"
        ),
        normalize(
            "NFD", "id;päivä;yksikkö;nps\n1;31.3.2026;Itäinen neuvola;9"
        ).encode(),
        "id;date;unit;score\n1;2026-03-31 10:12:00 +0300;Itäinen\u00a0 neuvola;9".encode(),
        "id;date;unit;score\n1;31.3.2026 klo 10.12;Itäinen neuvola;9".encode(),
    ],
    ids=[
        "mark",
        "comma and time",
        "tab",
        "windows",
        "quotes",
        "utf-16",
        "letters in two parts",
        "time zone and spaces",
        "Finnish time",
    ],
)
def test_letters_and_separators_of_every_spreadsheet(run, content):
    said, refused = run(content)

    assert refused == []
    assert said.startswith("1 new")


def test_report_names_the_cell_at_fault(run):
    _said, refused = run(
        f"{HEADER}\n1;2026-03-31;neuvola;9,5\n2;2026-03-31;Uusi  neuvola;9\n"
    )

    assert [row[:4] for row in refused] == [
        ["2", "1", "score", "9,5"],
        ["3", "2", "unit", "Uusi neuvola"],
    ]


@pytest.mark.parametrize(
    "value", ["Soittakaa minulle 040 123 4567", "elsa@example.org", "ei " * 20]
)
def test_report_repeats_no_words_that_slipped_into_a_column(run, value):
    _said, refused = run(f"{HEADER}\n1;2026-03-31;{value};9\n")

    assert refused[0][2] == "unit"
    assert not any(part in refused[0][3] for part in ("4567", "elsa", "ei ei"))


def test_quotation_mark_that_is_not_closed_is_found_where_it_is(run):
    rows = "".join(f"{number};2026-03-31;neuvola;9\n" for number in range(3, 8))
    said, refused = run(
        f'{HEADER}\n1;2026-03-31;neuvola;9\n2;2026-03-31;"neuvola;9\n{rows}'
    )

    assert said.startswith("1 new")
    assert refused[0][0] == "3"
    assert "8" in refused[0][4]


def test_file_is_taken_out_again(run, tmp_path):
    run(f"{HEADER}\n1;2026-03-31;neuvola;9\n2;2026-03-31;neuvola;8\n")
    run(f"{HEADER}\n1;2026-03-31;neuvola;9\n", source="device")
    before = version(FIGURES)

    file, said = tmp_path / "mistake.csv", StringIO()
    file.write_text(f"{HEADER}\n1;x;y;z\n2;2026-03-31;neuvola;8\n3;x;y;z\n")
    call_command("import_nps", file, remove=True, stdout=said)

    assert said.getvalue() == "2 removed.\n"
    assert [each.source for each in Recommendation.objects.all()] == ["device"]
    assert version(FIGURES) != before
    assert AuditEvent.objects.filter(detail="nps 2 removed").exists()


def test_column_of_words_is_named_and_not_taken(run):
    said, refused = run(
        f'{HEADER};comment\n1;2026-03-31;neuvola;9;"Kiitos,\nElsa Meikäläinen"\n'
        "2;2026-03-31;neuvola;8;\n"
    )

    assert "Columns not read: comment" in said
    assert (said[:5], refused) == ("2 new", [])


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\x01\x02",
        b"id;date\n1;2026-03-31\n",
        b"id;id;date;unit;score\n",
        b"PK\x03\x04" + bytes(range(256)),
        b"\x81\x8d" * 9,
        b"x" * 30_000,
        HEADER.encode() + b"\n" + b"y" * 30_000,
        b";" * 200,
        b'"id;date;unit;score',
    ],
    ids=lambda content: str(content[:8]),
)
def test_what_is_no_table_is_refused_in_words(run, content):
    with pytest.raises(CommandError, match=r"\w+ \w+"):
        run(content)

    assert not Recommendation.objects.exists()


def test_dry_run_writes_nothing(run):
    said, _refused = run(f"{HEADER}\n1;2026-03-31;neuvola;9\n", dry_run=True)

    assert said.startswith("1 new")
    assert not Recommendation.objects.exists()
    assert not AuditEvent.objects.exists()


def test_import_stands_in_the_log_with_its_numbers(run):
    run(f"{HEADER}\n1;2026-03-31;neuvola;9\n2;2026-03-31;neuvola;99\n")

    event = AuditEvent.objects.get()
    assert (event.action, event.detail) == (Action.IMPORTED, "nps 1+0, 1 refused")


def test_same_number_twice_in_a_file_counts_the_later(run):
    said, _ = run(f"{HEADER}\n1;2026-03-31;neuvola;9\n1;2026-03-31;neuvola;4\n")

    assert said.startswith("1 new, 1 changed")
    assert Recommendation.objects.get().score == 4


def test_ambiguous_unit_is_refused(run):
    ServiceUnitFactory(name_fi="Itäinen neuvola")

    _said, refused = run(f"{HEADER}\n1;2026-03-31;Itäinen neuvola;9\n")

    assert len(refused) == 1


def test_municipality_is_used_where_the_unit_has_none(run):
    ServiceUnitFactory(name_fi="Puhelinpalvelu", slug="puhelin")
    town = MunicipalityFactory(name_fi="Nokia")

    run(f"{HEADER};kunta\n1;2026-03-31;puhelin;9;Nokia\n")

    assert Recommendation.objects.get().municipality == town


def test_refused_identity_is_no_formula(run):
    _said, refused = run(f"{HEADER}\n=1+1;2026-03-31;neuvola;99\n")

    assert refused[0][1] == "'=1+1"


@pytest.mark.parametrize("source", ["", " ", "x" * 61, "a\x00b"])
def test_source_needs_a_name(run, source):
    with pytest.raises(CommandError):
        run(f"{HEADER}\n", source=source)


def test_missing_file_is_said(tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        call_command("import_nps", tmp_path / "none.csv")
