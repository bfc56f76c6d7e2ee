import pytest

from search.words import forms_of
from search.words.families import FAMILIES, families
from search.words.forms import tagged, tags_for, tags_of


def test_forms_of_a_finnish_compound():
    forms = forms_of("Kotihoidossa", "fi")
    assert forms.own == ("kotihoito",)
    assert {"koti", "hoito", "hoitaa"} <= set(forms.within)
    assert forms.known


def test_a_new_word_is_found_by_its_stem():
    assert forms_of("OmaPirhan", "fi").own == forms_of("omapirhassa", "fi").own
    assert not forms_of("OmaPirhan", "fi").known


def test_a_new_compound_is_found_by_its_parts():
    forms = forms_of("OmaPirha-palvelussa", "fi")
    assert forms.own == ("omapirhapalvelu", "omapirhapalvella")
    assert "palvelu" in forms.within


@pytest.mark.parametrize(
    ("language", "word", "other"),
    [("sv", "vården", "vård"), ("en", "services", "service")],
)
def test_stems_of_other_languages(language, word, other):
    assert forms_of(word, language).own == forms_of(other, language).own


def test_a_form_says_its_language_and_where_it_stands():
    forms = forms_of("kotihoidossa", "fi")
    assert tags_of(forms, "fi")[:1] == ["fiqkotihoito"]
    assert "fiwhoito" in tags_of(forms, "fi")
    assert tagged("sote-uudistus", "fi") == "fiqsoteuudistus"


def test_a_query_asks_for_the_word_alone_and_within():
    assert tags_for(forms_of("tulkin", "fi"), "fi")[0] == "fiqtulkki"
    assert "fiwtulkki" in tags_for(forms_of("tulkin", "fi"), "fi")


def test_a_short_word_that_may_be_two_is_not_looked_for_within():
    """`kuusta` is of the moon or of a spruce; `kuukausi` is of neither."""
    tags = tags_for(forms_of("kuusta", "fi"), "fi")
    assert "fiqkuu" in tags
    assert "fiwkuu" not in tags


def test_feedback_is_not_what_is_given_back():
    asked = tags_for(forms_of("palaute", "fi"), "fi")
    returned = tags_of(forms_of("palautusluukkuun", "fi"), "fi")
    assert set(asked).isdisjoint(returned)


def test_a_word_stands_in_one_family():
    words = FAMILIES.split()
    assert len(words) == len(set(words)) == len(families())
    assert all(len(line.split()) > 1 for line in FAMILIES.strip().splitlines())


def test_a_compound_that_no_dictionary_has_is_two_words_that_it_has():
    forms = forms_of("läsnätulkeille", "fi")
    assert "läsnätulkki" in forms.own
    assert {"läsnä", "tulkki"} <= set(forms.within)


@pytest.mark.parametrize("word", ["omapirhassa", "chatbottia", "x" * 90, "abc123def"])
def test_a_new_word_is_not_cut_by_force(word):
    assert forms_of(word, "fi").within == ()
