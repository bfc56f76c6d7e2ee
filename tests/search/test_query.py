import pytest

from search.backends.query import Prefix
from search.query import LONGEST, MOST_WORDS, parse, tidied


def terms(text: str, language: str = "fi") -> list[str]:
    return [term.text for term in parse(text, language).terms]


def test_words_that_every_text_has_are_passed_over():
    assert terms("Miten voin antaa palautetta?") == ["antaa", "palautetta"]
    assert terms("how do I give feedback", "en") == ["give", "feedback"]
    assert terms("hur ger jag respons", "sv") == ["ger", "respons"]


def test_who_looks_for_nothing_else_means_them():
    assert terms("miten voin") == ["miten", "voin"]


def test_what_stands_in_quotes_is_a_phrase():
    asked = parse('"omalla nimellä" neuvola', "fi")
    assert [(term.text, term.is_phrase) for term in asked.terms] == [
        ("omalla nimellä", True),
        ("neuvola", False),
    ]
    assert parse("”omalla nimellä”", "fi").terms[0].is_phrase


def test_a_quote_without_its_end_is_no_phrase():
    assert terms('"omalla nimellä') == ["omalla", "nimellä"]


def test_a_number_in_groups_is_one_term():
    assert terms("soita 116 117") == ["116117", "soita"]


def test_the_same_word_is_asked_once():
    assert terms("neuvola neuvola") == ["neuvola"]


def test_no_more_words_than_can_be_asked():
    words = " ".join(f"sana{number}" for number in range(50))
    assert len(terms(words)) == MOST_WORDS


@pytest.mark.parametrize(
    "text", ["", "   ", "\0", '"""(((', "😀", "*", "-", "\ud800", "\x1b[0m"]
)
def test_signs_ask_for_nothing(text):
    assert len(terms(text)) <= 1


def test_a_long_query_is_cut():
    assert len(tidied("ä" * 10_000)) == LONGEST


def test_known_words_ask_for_their_forms_and_new_ones_also_for_beginnings():
    known, new = parse("neuvolassa OmaPirha", "fi").terms
    assert "fiqneuvola" in known.tokens
    assert repr(known.exactly()).startswith("<PlainText")
    assert new.prefix == "omapirha"
    assert Prefix.__name__ in repr(new.exactly())


def test_a_beginning_of_two_letters_is_none():
    assert parse("xq", "fi").terms[0].prefix == ""


def test_a_compound_is_widely_also_its_parts():
    (term,) = parse("palautelomakkeen", "fi").terms
    assert "fiqlomake" in repr(term.widely())
    assert "fiqlomake" not in repr(term.exactly())


def test_marks_of_a_wide_search_are_those_of_the_parts_too():
    asked = parse("palautelomakkeen", "fi")
    assert "fiqlomake" not in asked.marks(widely=False)[0]
    assert "fiqlomake" in asked.marks(widely=True)[0]
