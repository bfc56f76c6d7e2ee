"""Words in texts, large or small letters alike, on both databases."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.models import ServiceArea

pytestmark = pytest.mark.django_db

ALPHABET = "aAbäÄåÅöÖß%_*?[]^-\\.$(){}|+#'\" "


def finds(text, word):
    entry = ServiceArea.objects.create(name_fi=text)
    found = ServiceArea.objects.filter(name_fi__mentions=word).exists()
    entry.delete()
    return found


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("ÄITIYSNEUVOLA", "äiti"),
        ("äitiysneuvola", "ÄITI"),
        ("Åbo", "åB"),
        ("5 % [a]", "% ["),
    ],
)
def test_a_word_is_found_in_any_case(text, word):
    assert finds(text, word)


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    text=st.text(ALPHABET, max_size=8), word=st.text(ALPHABET, min_size=1, max_size=3)
)
def test_no_character_means_anything_else(text, word):
    assert finds(text, word) is (word.lower() in text.lower())
