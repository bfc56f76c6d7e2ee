"""Which words are names, by both packages that carry Voikko."""

import pytest

from search.words import voikko
from search.words.names import NameClass, name_classes

FIRST, SURNAME, PLACE, OTHER = NameClass


@pytest.fixture(params=["system", "portable"], autouse=True)
def library(request, monkeypatch):
    if request.param == "portable":
        monkeypatch.setattr(voikko, "native", lambda: None)
    else:
        assert voikko.native(), "libvoikko1 and voikko-fi are not installed"
    for cached in (voikko.analyser, name_classes):
        cached.cache_clear()
    yield
    for cached in (voikko.analyser, name_classes):
        cached.cache_clear()


@pytest.mark.parametrize(
    ("word", "classes"),
    [
        ("Eetun", {FIRST}),
        ("Anna-Kaisalle", {FIRST}),
        ("Virtasella", {SURNAME}),
        ("Tampereella", {PLACE}),
        ("Toivo", {FIRST, OTHER}),
        ("Niemi", {SURNAME, OTHER}),
        ("hoitaja", {OTHER}),
        ("Acutassa", set()),
        ("x" * 200, set()),
    ],
)
def test_name_classes_are_all_that_a_word_may_be(word, classes):
    assert name_classes(word) == classes
