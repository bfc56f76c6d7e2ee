"""Base forms and parts, on readings of the real dictionary."""

import pytest

from search.words import finnish, voikko
from search.words.finnish import likely, read, readings, readings_by

BASES = {
    "kotihoidossa": "kotihoito",
    "hyvinvointialueella": "hyvinvointialue",
    "Hervannassa": "hervanta",
    "lapsiperhepalveluiden": "lapsiperhepalvelu",
    "yöpäivystykseen": "yöpäivystys",
    "öissä": "yö",
    "ikäihmisten": "ikäihminen",
    "mielenterveyskuntoutujille": "mielenterveyskuntoutuja",
    "kalliimpaa": "kallis",
    "parantaminen": "parantaa",
    "annettiin": "antaa",
    "sote-uudistuksen": "sote-uudistus",
    "Mänttä-Vilppulassa": "mänttä-vilppula",
    "EU:n": "eu",
    "potilasasiamiehen": "potilasasiamies",
    "tein": "tehdä",
    "tuli": "tulla",
    "vuotta": "vuosi",
    "kuuden": "kuusi0",
    "sosiaalihuoltolain": "sosiaalihuoltolaki",
    "viikonloppuisin": "viikonloppuinen",
    "116117:ään": "116117",
}


@pytest.mark.parametrize(("word", "base"), BASES.items())
def test_base_form(word, base):
    assert base in {reading.base for reading in readings(word)}


def test_a_word_that_nobody_knows_has_no_reading():
    assert readings("hömpsäkäpykkä") == ()


def test_a_word_without_end_has_no_reading():
    assert readings("a" * 10_000) == ()


@pytest.mark.parametrize(
    ("word", "within"),
    [
        ("kotihoidossa", {"koti", "hoito"}),
        (
            "lapsiperhepalveluiden",
            {"lapsi", "perhe", "palvelu", "lapsiperhe", "perhepalvelu"},
        ),
        (
            "hyvinvointialueella",
            {"hyvinvointi", "alue", "vointi", "hyvin", "vointialue"},
        ),
        ("16-vuotiaat", {"16", "vuotias"}),
        ("yhdenvertaisuutta", {"yhden", "vertaisuus", "vertainen"}),
        ("valkeakoskelaisten", {"valkea", "koskelainen", "koski"}),
        ("palautetta", set()),
    ],
)
def test_what_a_compound_holds(word, within):
    assert {form for reading in readings(word) for form in reading.within} == within


@pytest.mark.parametrize(
    ("word", "kin"),
    [
        ("osallistuvat", "osallistua"),
        ("osallistunut", "osallistua"),
        ("hoidettavana", "hoitaa"),
        ("päivystyksessä", "päivystää"),
        ("esteettömyyttä", "esteetön"),
        ("budjetoinnin", "budjetoida"),
        ("yöpäivystykseen", "yöpäivystää"),
        ("yhdenvertaisuutta", "yhdenvertainen"),
        ("iltaisin", "ilta"),
        ("viikonloppuisin", "viikonloppu"),
    ],
)
def test_a_participle_a_doing_and_a_property_say_what_they_are_of(word, kin):
    assert kin in {form for reading in readings(word) for form in reading.kin}


def test_who_does_it_is_another_word_than_what_is_done():
    assert {reading.kin for reading in readings("hoitajat")} == {()}


def test_the_reading_of_the_fewest_parts_is_the_likely_one():
    """Voikko takes `osallistuvat` also for a cottage (`osallis` + `tupa`)."""
    assert "osallistupa" not in {reading.base for reading in readings("osallistuvat")}


@pytest.mark.parametrize(
    ("word", "not_thought_of"),
    [("viikonloppuisin", "viikonloppuisä"), ("huoltolain", "huoltola")],
)
def test_a_weekend_is_no_father_and_a_law_no_old_plural(word, not_thought_of):
    assert not_thought_of not in {reading.base for reading in readings(word)}


def test_an_old_plural_is_read_where_the_word_is_no_other():
    assert {reading.base for reading in readings("yksilöasiain")} == {"yksilöasia"}


def test_a_form_of_a_common_word_is_of_that_word():
    came, fire = (
        read("[Lt][Xp]tulla[X]tul[Tt][Ai][P3][Ny][Ef]i"),
        read("[Ln][Xp]tuli[X]tul[Sn][Ny]i"),
    )
    assert likely([fire, came]) == [came]
    assert likely([fire]) == [fire]


def test_of_two_dictionaries_that_know_a_word_both_say_the_same(labelled_words):
    """Debian's library and the transducer of pyvoikko, on the words of the labelled texts."""
    native, portable = voikko.native(), voikko.portable()
    assert native, "libvoikko1 and voikko-fi are not installed"
    both = differing = 0
    for word in labelled_words:
        found = [
            {
                (reading.base, reading.kin, reading.within)
                for reading in readings_by(analyse, word)
            }
            for analyse in (native, portable)
        ]
        if all(found):
            both += 1
            differing += found[0] != found[1]
    assert both > 3_000
    assert differing / both < 0.002


def test_without_the_system_library_the_portable_one_answers(monkeypatch):
    voikko.analyser.cache_clear()
    finnish.readings.cache_clear()
    monkeypatch.setattr(voikko, "native", lambda: None)
    try:
        assert {reading.base for reading in readings("kotihoidossa")} == {"kotihoito"}
        assert readings("привет") == ()
    finally:
        voikko.analyser.cache_clear()
        finnish.readings.cache_clear()
