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
    assert lines["email"] == ["–", "–", "0", "0", "0"]
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
    ],
)
def test_columns_are_read_with_and_without_their_names(file, text):
    (labelled,) = read_labelled(file(text))
    assert labelled.flags == {Flag.PHONE, Flag.EMAIL}
    assert labelled.text == "A\nB"


@pytest.mark.parametrize(
    ("text", "told"),
    [("fax\tSoita\n", "line 1"), ("\tHyvä\nphone\n", "line 2")],
)
def test_a_line_that_cannot_be_read_is_named(file, text, told):
    with pytest.raises(CommandError, match=told):
        call_command("measure_checks", str(file(text)))


def test_a_file_that_is_not_there_is_told_of(tmp_path):
    with pytest.raises(CommandError, match=r"nothing\.tsv"):
        call_command("measure_checks", str(tmp_path / "nothing.tsv"))
