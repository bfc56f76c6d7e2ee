"""Words as a file's pages hold them → words as they are searched for."""

import re
import unicodedata

from core.documents.reader import MOST_CHARACTERS

SOFT_HYPHEN = "\u00ad"
NEW_LINE = re.compile(r"\r\n?|[\f\v\x85\u2028\u2029]")
SPACES = re.compile(r"[^\S\n]+")
EMPTY_LINES = re.compile(r"\n{3,}")
LIGATURE = re.compile("[\ufb00-\ufb06]")
LINE_END = re.compile(r"(?<=\w)([-\u2010\u00ad])\n(?=(\w+))")
# Between characters, and marks that show nothing.
UNSEEN = str.maketrans("", "", f"{SOFT_HYPHEN}\u200b\ufeff")
# Control characters (PostgreSQL takes no NUL), halves of pairs, private, not assigned.
DROPPED = {"Cc", "Cs", "Co", "Cn"}
VOWELS = set("aeiouyåäö")
# "sosiaali- ja terveyspalvelut": the hyphen stands for what the second word ends with.
CONJUNCTIONS = {"ja", "tai", "sekä", "eli", "och", "eller", "samt", "and", "or"}


def tidy(text: str) -> str:
    """Composed letters, whole words, single spaces; at most MOST_CHARACTERS, and no
    character that a database would refuse."""
    text = NEW_LINE.sub("\n", text)
    text = LIGATURE.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    text = "".join(
        char
        for char in unicodedata.normalize("NFC", text)
        if char in "\n\t" or unicodedata.category(char) not in DROPPED
    )
    text = SPACES.sub(" ", text).replace(" \n", "\n").replace("\n ", "\n")
    text = LINE_END.sub(_line_end, text).translate(UNSEEN)
    text = EMPTY_LINES.sub("\n\n", text).strip()
    return shortened(text)


def _line_end(match: re.Match[str]) -> str:
    """What stands for a hyphen at the end of a line.

    A hyphen that belongs to the word stays: after or before a capital or a digit
    (EU-maat, Pohjois-Suomi), between two of the same vowel, where Finnish always writes
    one and never divides a word (linja-auto), and before a conjunction.
    """
    hyphen, word = match[1], match[2]
    before, after = match.string[match.start() - 1], word[0]
    if hyphen == SOFT_HYPHEN:
        return ""
    if word.lower() in CONJUNCTIONS:
        return "- "
    of_the_word = (before == after and after in VOWELS) or not (
        before.islower() and after.islower()
    )
    return "-" if of_the_word else ""


def shortened(text: str) -> str:
    """The beginning, without the word that the limit cuts."""
    if len(text) <= MOST_CHARACTERS:
        return text
    return text[:MOST_CHARACTERS].rsplit(None, 1)[0]
