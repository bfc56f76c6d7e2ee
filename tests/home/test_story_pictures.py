"""The drawn stories of the demo: their pictures, and their texts in each language."""

import re
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

from home.demo.files import FOLDER, has_page, read, read_page

sys.path.append(str(Path(__file__).resolve().parents[2] / "scripts"))

from art.draw import SCENES

PICTURES = read("pictures/pictures.toml")
STORIES = [
    path.name.removesuffix(".fi.toml")
    for path in sorted((FOLDER / "pages").glob("*.fi.toml"))
    if "consent_given_on" in path.read_text(encoding="utf-8")
]
TRANSLATED = [
    (name, code)
    for name in STORIES
    for code in ("sv", "en", "fi-simple")
    if has_page(name, code)
]
SVG = "{http://www.w3.org/2000/svg}"
THREAD = "var(--thread)"


def steps(name, code="fi"):
    return read_page(name, code)["steps"]


@pytest.mark.parametrize("name", SCENES)
def test_scene_is_a_picture_with_a_title(name):
    drawing = ElementTree.fromstring(SCENES[name]())
    assert drawing.get("viewBox") == "0 0 600 400"
    assert drawing.findtext(f"{SVG}title")


@pytest.mark.parametrize("name", SCENES)
def test_thread_goes_on_from_edge_to_edge_at_three_quarters(name):
    drawing = ElementTree.fromstring(SCENES[name]())
    paths = [
        path.get("d")
        for path in drawing.iter(f"{SVG}path")
        if path.get("stroke") == THREAD
    ]
    assert any(path.startswith("M0 300") for path in paths)
    assert any(re.search(r"\D600 300$", path) for path in paths)


@pytest.mark.parametrize("name", SCENES)
def test_scene_is_drawn_in_the_size_of_the_others(name):
    with Image.open(FOLDER / "pictures" / f"{name}.png") as picture:
        assert picture.size == (1200, 800)


def test_every_scene_is_told_and_described():
    told = [step["picture"] for name in STORIES for step in steps(name)]
    assert sorted(told) == sorted(SCENES)
    assert set(told) <= set(PICTURES)


@pytest.mark.parametrize("name", STORIES)
def test_alternative_text_of_a_step_says_what_the_picture_shows(name):
    for step in steps(name):
        assert step["alt"] == PICTURES[step["picture"]]["fi"]
        assert step["alt"] != step["title"]


@pytest.mark.parametrize(("name", "code"), TRANSLATED)
def test_translation_has_the_steps_of_its_source(name, code):
    source, target = steps(name), steps(name, code)
    assert [step["picture"] for step in target] == [step["picture"] for step in source]
    assert ["quote" in step for step in target] == ["quote" in step for step in source]
    for ours, theirs in zip(source, target, strict=True):
        assert theirs["title"] != ours["title"]
        assert theirs["alt"] != ours["alt"]


@pytest.mark.parametrize("name", STORIES)
def test_story_says_who_tells_it_and_what_followed(name):
    texts = read_page(name, "fi")
    assert texts["teller"]
    assert texts["expert_presentation"]
    assert texts["what_followed"]
    assert texts["consent_given_on"].startswith("-")
    assert 5 <= len(texts["steps"]) <= 6
