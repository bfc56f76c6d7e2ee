"""Templates of the site are read without their indentation, and else as they are."""

from pathlib import Path

import pytest
from django.conf import settings
from django.template import engines
from django.template.loader import get_template

FOLDER = Path(settings.BASE_DIR, "templates")
TEMPLATES = sorted(
    str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*") if path.is_file()
)


@pytest.mark.parametrize("name", TEMPLATES)
def test_only_indentation_is_left_out(name):
    written = (FOLDER / name).read_text(encoding="utf-8")
    read = get_template(name).template.source
    if not name.endswith(".html"):
        assert read == written
    assert [line.lstrip(" \t") for line in read.split("\n")] == [
        line.lstrip(" \t") for line in written.split("\n")
    ]


def test_no_line_of_a_page_is_indented():
    source = get_template("base.html").template.source
    assert not any(line[:1].isspace() for line in source.splitlines())


def test_templates_are_read_once():
    engine = engines["django"].engine
    assert engine.get_template("base.html") is engine.get_template("base.html")


@pytest.mark.parametrize("name", [one for one in TEMPLATES if one.endswith(".html")])
def test_no_text_to_translate_depends_on_indentation(name):
    """What is gathered from the file must be what is looked up: `trimmed` sees to it."""
    text = (FOLDER / name).read_text(encoding="utf-8")
    for part in text.split("{% blocktranslate")[1:]:
        opening, _closed, rest = part.partition("%}")
        inside = rest.partition("{% endblocktranslate")[0]
        assert "\n" not in inside or "trimmed" in opening, inside
