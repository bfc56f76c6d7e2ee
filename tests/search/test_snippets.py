import time

import pytest

from search.entries import lines_of
from search.models import SearchEntry
from search.query import parse
from search.snippets import LENGTH, Marker


def entry(name: str, text: str, introduction: str = "", language: str = "fi"):
    return SearchEntry(
        name=name,
        text=text,
        introduction=introduction,
        name_forms=lines_of(name, language),
        forms=lines_of(f"{introduction}\n{text}", language),
    )


def test_the_word_is_marked_where_it_is_inflected():
    found = entry("Kotihoito", "Iltakäynti kotihoidossa on liian aikaisin.")
    marker = Marker(parse("kotihoidon", "fi"))
    assert marker.title(found) == "<mark>Kotihoito</mark>"
    assert (
        marker.snippet(found)
        == "Iltakäynti <mark>kotihoidossa</mark> on liian aikaisin."
    )


def test_markup_in_a_text_is_text():
    found = entry("<b>Neuvola</b>", "<script>alert(1)</script> neuvolassa & muualla")
    marker = Marker(parse("neuvola", "fi"))
    assert marker.title(found) == "&lt;b&gt;<mark>Neuvola</mark>&lt;/b&gt;"
    assert marker.snippet(found) == (
        "&lt;script&gt;alert(1)&lt;/script&gt; <mark>neuvolassa</mark> &amp; muualla"
    )


def test_a_phrase_is_marked_whole():
    found = entry("Nimi", "Kirjoita omalla\nnimellä tai ilman nimeä.")
    marker = Marker(parse('"omalla nimellä"', "fi"))
    assert "<mark>omalla nimellä</mark> tai ilman nimeä" in marker.snippet(found)


def test_what_stands_apart_on_the_page_stands_apart_in_the_snippet():
    text = "Neuvola\n\nTerveydenhoitaja\n\n\nTule käymään.\n\nAuki\naina.\n\nkotona"
    assert Marker(parse("neuvola", "fi")).snippet(entry("Muuta", text)) == (
        "<mark>Neuvola</mark> · Terveydenhoitaja · Tule käymään. Auki aina. · kotona"
    )


@pytest.mark.parametrize("asked", ["040 123 4567", "0401234567"])
def test_a_number_is_marked_however_it_is_grouped(asked):
    found = entry("Puhelin", "Soita 040 123 4567 aamulla, ei 040 123 0000.")
    assert Marker(parse(asked, "fi")).snippet(found) == (
        "Soita <mark>040 123 4567</mark> aamulla, ei 040 123 0000."
    )


def test_no_snippet_begins_with_a_point():
    text = f"{'Sanoja on. ' * 20}Heti\n\n{'pitkä' * 11} neuvola."
    shown = Marker(parse("neuvola", "fi")).snippet(entry("Muuta", text))
    assert shown.startswith("… pitkä")


def test_a_new_word_is_marked_by_its_beginning():
    found = entry("Uutta", "OmaPirhassa voi asioida.")
    assert "<mark>OmaPirhassa</mark>" in Marker(parse("omapirha", "fi")).snippet(found)


def test_of_a_long_text_the_part_is_shown_where_the_words_stand():
    before = "Tässä on muuta. " * 40
    text = f"{before}Neuvola ja neuvolan hoitaja. {before}"
    shown = Marker(parse("neuvola", "fi")).snippet(entry("Muuta", text))
    assert shown.count("<mark>") == 2
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    bare = shown.replace("<mark>", "").replace("</mark>", "")
    assert len(bare) <= LENGTH + 4


def test_words_in_the_introduction_come_first():
    found = entry("Muuta", "Neuvola tekstissä.", introduction="Neuvola alussa.")
    assert Marker(parse("neuvola", "fi")).snippet(found) == (
        "<mark>Neuvola</mark> alussa."
    )


def test_found_by_the_title_alone_the_beginning_is_shown():
    found = entry("Neuvola", "Muuta tekstiä.", introduction="Johdanto.")
    assert Marker(parse("neuvola", "fi")).snippet(found) == "Johdanto."


def test_a_text_without_spaces_is_cut_all_the_same():
    shown = Marker(parse("neuvola", "fi")).snippet(entry("Neuvola", "ö" * 5_000))
    assert shown == f"{'ö' * LENGTH} …"


def test_a_word_that_a_long_text_repeats_costs_no_more_for_each_time():
    found = entry("Muuta", "hoito " * 25_000)
    marker = Marker(parse("hoito", "fi"))
    began = time.process_time()
    assert marker.snippet(found).startswith("<mark>hoito</mark> <mark>hoito</mark>")
    assert time.process_time() - began < 1
