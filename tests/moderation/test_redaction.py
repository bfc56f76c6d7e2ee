"""Where passages stand in a text, and the text without them."""

import pytest

from moderation.enums import RedactionReason
from moderation.redaction import (
    Passage,
    Piece,
    has_mark,
    mark,
    pieces,
    redacted,
    stands_in,
    widened,
)

PERSONAL, HEALTH = RedactionReason.PERSONAL, RedactionReason.HEALTH


def hidden(reason=PERSONAL, language="fi"):
    return mark(reason, language)


def without(text, *passages, language="fi"):
    return redacted(text, [Passage.of(each) for each in passages], language)


@pytest.mark.parametrize(
    ("text", "passage", "expected"),
    [
        ("Elsa tuli. Elsa lähti.", "Elsa", "{0} tuli. {0} lähti."),
        ("Elsalla on asiaa.", "Elsa", "Elsalla on asiaa."),
        ("Soita 040 123\r\n4567 heti", "040 123 4567", "Soita {0} heti"),
        ("Numero (040) 1.", "(040)", "Numero {0} 1."),
        ("Ei ole.", "on", "Ei ole."),
        ("Ei ole.", "", "Ei ole."),
        ("elsa", "Elsa", "elsa"),
        ("ELSA on elsa.", "Elsa", "{0} on elsa."),
        ("ELSA VIRTANEN, elsa virtanen", "Elsa Virtanen", "{0}, {0}"),
        ("Sairastaa Diabetesta, DIABETESTA.", "diabetesta", "Sairastaa {0}, {0}."),
        ("Elsa@Example.org, elsa@example.org", "elsa@example.org", "{0}, {0}"),
        ("Va\u0308ino\u0308 ja Väinö", "Väinö", "{0} ja {0}"),
        ("Väinö", "Va\u0308ino\u0308", "{0}"),
        ("Pekka\u0308", "Pekka", "Pekka\u0308"),
        ("Elsa👩‍🦽 tuli", "Elsa👩‍🦽", "{0} tuli"),
        ("a_Elsa_b", "Elsa", "a_{0}_b"),
    ],
)
def test_passage_is_hidden_as_whole_words(text, passage, expected):
    assert without(text, passage) == expected.format(hidden())


def test_all_of_two_that_overlap_is_hidden():
    text = "Naapuri Elsa Virtanen sairastaa."

    assert without(text, "Elsa Virtanen", "Virtanen sairastaa") == (
        f"Naapuri {hidden()}."
    )


def test_longer_of_two_that_begin_together_is_hidden():
    assert without("Elsa Virtanen kävi.", "Elsa", "Elsa Virtanen") == (
        f"{hidden()} kävi."
    )


def test_redacting_again_leaves_marks_alone():
    once = without("Elsa ja Mikko.", "Elsa")
    inside = hidden().strip("[]").split()[0]

    assert without(once, "Mikko", inside) == f"{hidden()} ja {hidden()}."


def test_passage_across_a_mark_is_not_found():
    text = without("Rouva Elsa kävi.", "Elsa")

    assert not stands_in(text, Passage.of(f"Rouva {hidden()}"))


def test_marks_are_known_in_every_language_and_for_every_reason():
    for language in ("fi", "sv", "en", "fi-simple"):
        for reason in RedactionReason:
            assert has_mark(f"x {mark(reason, language)} y")
    assert not has_mark("x [kuva] y")


def test_pieces_join_to_the_text():
    text = "Elsa ja Mikko."
    passage = Passage.of("Mikko", HEALTH)

    found = pieces(text, [passage])

    assert found == [Piece("Elsa ja "), Piece("Mikko", passage), Piece(".")]


def test_finding_is_widened_to_whole_words():
    assert widened("x ab-cde y", 3, 6) == "ab-cde"
    assert widened("abc", 1, 2) == "abc"


def test_marks_are_short_where_a_column_has_no_room_for_their_words():
    text = "Elsa " * 18 + "Mikko"

    short = redacted(text, [Passage.of("Elsa")], "fi", longest=100)

    assert short == "[…] " * 18 + "Mikko"
    assert has_mark(short)
    assert redacted("x " * 50, [Passage.of("x")], "fi", longest=100) == (
        ("[…] " * 25)[:99] + "…"
    )
    assert redacted(text, [Passage.of("Mikko")], "fi", longest=95) == (
        "Elsa " * 18 + "[…]"
    )
