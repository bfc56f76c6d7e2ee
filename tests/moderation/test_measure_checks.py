"""The command that measures the automatic checks."""

import pytest
from django.core.management import CommandError, call_command

from moderation.checks.measuring import read_labelled
from moderation.enums import Flag

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path):
    def write(text):
        path = tmp_path / "labelled.tsv"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def measured(path, capsys, **options):
    call_command("measure_checks", str(path), **options)
    return capsys.readouterr().out


def test_precision_and_recall_are_printed_for_each_check(file, capsys):
    path = file(
        "flags\ttext\n"
        "phone\tSoita 040 123 4567\n"
        "phone\tSoita minulle iltaisin\n"
        "\tLinja 050 123 4567\n"
        "\tKiitos!\n"
    )
    out = measured(path, capsys)
    assert "4 texts" in out
    lines = {line.split()[0]: line.split()[1:] for line in out.splitlines()[2:]}
    assert lines["phone"] == ["0.500", "0.500", "1", "1", "1"]
    assert lines["email"] == ["-", "-", "0", "0", "0"]
    assert set(lines) == set(Flag)


def test_misjudged_texts_are_shown_when_asked(file, capsys):
    path = file("flags\ttext\nemail\tKirjoita minulle\n\tlinkki example.org\n")
    assert "email" in measured(path, capsys)
    assert "Kirjoita" not in measured(path, capsys)
    out = measured(path, capsys, verbose=True)
    assert "email missed: 'Kirjoita minulle'" in out
    assert "link wrong: 'linkki example.org'" in out


@pytest.mark.parametrize(
    "text",
    [
        "flags\ttext\nphone, email\tA\\nB\n",
        "text\tflags\nA\\nB\tphone,email\n",
        "\ufeffphone,email\tA\\nB\r\n",
        "\r\nid\tText \tnote\tFlags\r\n7\tA\\nB\t\tPhone,email",
        'flags\ttext\nphone,email\t"A\nB"\n',
        'text\tflags\n"A\nB"\t"phone,email"\n',
    ],
)
def test_columns_are_read_with_and_without_their_names(file, text):
    (labelled,) = read_labelled(file(text))
    assert labelled.flags == {Flag.PHONE, Flag.EMAIL}
    assert labelled.text == "A\nB"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("fax\tSoita\n", "line 1: “fax” is no flag; they are identity-code"),
        ("\tHyvä\nphone\n", "line 2"),
        ('flags\ttext\n\t"A\nB"\nfax\tC\n', "line 4"),
        ("flags\tmessage\nphone\tSoita\n", "line 1: no column “text”"),
        ("flags\ttext\n", "no texts"),
        ("", "no texts"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(file, text, told):
    with pytest.raises(CommandError, match=told):
        call_command("measure_checks", str(file(text)))


def test_quotation_marks_are_the_text_s_unless_a_spreadsheet_put_them(file):
    path = file(
        '\t"Ihan" kiva "juttu"\n'
        '\t"Jäi kesken\n'
        '\t"Hän sanoi ""ei"", ja\nlähti"\n'
        "\tyksi\tkaksi\n"
    )
    assert [labelled.text for labelled in read_labelled(path)] == [
        '"Ihan" kiva "juttu"',
        '"Jäi kesken',
        'Hän sanoi "ei", ja\nlähti',
        "yksi\tkaksi",
    ]


def test_a_long_text_is_read(file):
    (labelled,) = read_labelled(file("\t" + "a " * 200_000))
    assert len(labelled.text) == 400_000


def test_another_encoding_is_told_of_with_its_line(tmp_path):
    path = tmp_path / "latin.tsv"
    path.write_bytes("flags\ttext\n\tpäivä\n".encode("latin-1"))
    with pytest.raises(CommandError, match="line 2: not in UTF-8"):
        call_command("measure_checks", str(path))


def test_a_file_that_is_not_there_is_told_of(tmp_path):
    with pytest.raises(CommandError, match=r"nothing\.tsv"):
        call_command("measure_checks", str(tmp_path / "nothing.tsv"))
