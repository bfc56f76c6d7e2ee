"""From text to words, and from words to what every search backend reads alike.

SQLite makes ä an a, PostgreSQL keeps addresses whole, Elasticsearch does neither: so the
indexes are given words of plain letters and digits, which all three keep as they are.
"""

import re
import unicodedata
from collections.abc import Iterator

# Soft hyphens and other marks within words, halves of letters.
UNSEEN = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
WORD = re.compile(r"[^\W_]+(?:[-‐‑:’'][^\W_]+)*")
SEPARATORS = re.compile(r"[-‐‑:’']")
# 116 117 and 040 123 4567: groups that are one number.
DIGITS = re.compile(r"(?<![\w-])\d{2,4}(?:[ \u00a0]\d{2,4})+(?![\w-])")
# No word of our languages has these letters beside each other.
LETTERS = str.maketrans({"ä": "aqx", "ö": "oqx", "å": "aqz"})


def tidy(text: str) -> str:
    """The text with its letters composed, without what cannot be seen within a word."""
    return (
        text if text.isascii() else UNSEEN.sub("", unicodedata.normalize("NFC", text))
    )


def words_in(text: str) -> Iterator[str]:
    """The words of a text as they stand, also with a hyphen or colon within."""
    return (match.group() for match in WORD.finditer(tidy(text)))


def parts_of(word: str) -> list[str]:
    """What stands between the hyphens and colons of a word."""
    return SEPARATORS.split(word)


def runs_of_digits(text: str) -> list[str]:
    """Numbers written in groups, each without its spaces."""
    return [re.sub(r"\D", "", match) for match in DIGITS.findall(text)]


def encode(text: str) -> str:
    """Lower-case words of letters and digits, a space between; ä, ö and å are kept apart
    from a and o, other accents are not."""
    return " ".join(
        encode_word(part) for word in words_in(text) for part in parts_of(word)
    )


def encode_word(word: str) -> str:
    letters = word.casefold().translate(LETTERS)
    if letters.isascii():
        return letters
    return "".join(
        letter for letter in unicodedata.normalize("NFKD", letters) if letter.isalnum()
    )
