"""Words as pages hold them, and as they are searched for."""

import pytest

from core.documents import tidying
from core.documents.tidying import tidy


@pytest.mark.parametrize(
    ("found", "searched"),
    [
        ("palve-\nluissa", "palveluissa"),
        ("palve-  \r\n  luissa", "palveluissa"),
        ("palve‐\nluissa", "palveluissa"),
        ("palve\u00ad\nluissa", "palveluissa"),
        ("palve\u00adluissa", "palveluissa"),
        ("hyvin-\nvointi-\nalue", "hyvinvointialue"),
        ("sosiaali-\nja terveyspalvelut", "sosiaali- ja terveyspalvelut"),
        ("hälso-\noch sjukvård", "hälso- och sjukvård"),
        ("linja-\nauto", "linja-auto"),
        ("Pohjois-\nSuomi", "Pohjois-Suomi"),
        ("EU-\nmaat", "EU-maat"),
        ("2030-\nluku", "2030-luku"),
        ("– ajatus -\nviiva", "– ajatus -\nviiva"),
        ("palve-\n\nluissa", "palve-\n\nluissa"),
    ],
)
def test_hyphens_at_line_ends(found, searched):
    assert tidy(found) == searched


def test_letters_are_composed_and_ligatures_are_letters():
    assert tidy("a\u0308iti, o\u0308ljy, A\u030aland, o\ufb03ce, \ufb01") == (
        "äiti, öljy, Åland, office, fi"
    )


def test_what_a_database_would_refuse_is_dropped():
    text = tidy("ä\x00i\x07t\x1bi\ud800 \ufffe\uffff\ue000\ufeffon\u200b\x7f")
    assert text == "äiti on"
    assert text.encode()


def test_spaces_and_empty_lines_are_few():
    assert tidy(" \t yksi\xa0  kaksi \n \n\n\n kolme \x0c neljä ") == (
        "yksi kaksi\n\nkolme\nneljä"
    )


def test_a_long_text_ends_with_a_whole_word(monkeypatch):
    monkeypatch.setattr(tidying, "MOST_CHARACTERS", 12)
    assert tidy("palvelut ovat lähellä") == "palvelut"
    assert tidy("palvelutalo x") == "palvelutalo"
    assert tidy("x" * 20) == "x" * 12


@pytest.mark.parametrize("piece", [" ", "\n", "-\n", "a-", "a-\n", " \n", "\u00ad"])
def test_time_grows_with_the_length_only(piece):
    """Two hundred thousand of a kind: a pattern that looks back would take minutes."""
    assert len(tidy(piece * 200_000)) <= 200_000
