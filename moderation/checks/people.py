"""Names of people in a sentence who are no staff.

A word is a name by Voikko's classes and by its capital; of one that may be something else,
too, only what stands beside it tells.
"""

import re
from collections.abc import Iterator

from .beside_names import (
    ACTS_OF_PEOPLE,
    FOUND_IN_PEOPLE,
    OF_FAMILY_PLACE,
    OF_PLACE,
    RELATION,
    RELATIVE,
)
from .listed_names import listed_names
from .lists import Lists
from .name_words import (
    BETWEEN,
    FIRST,
    OTHER,
    PLACE,
    SURNAME,
    SURNAME_IN_NEN,
    WORD,
    Word,
    known_words,
)
from .staff import is_staff

LONGEST_WORD = 40
# Words looked up in one sentence, so that the time has an end.
MOST_WORDS = 40
# Words of other languages, which Voikko knows as first names only.
FOREIGN = frozenset(
    [
        "will",
        "else",
        "inga",
        "mark",
        "valde",
        "titta",
        "tagen",
        "per",
        "said",
        "make",
        "mai",
    ]
)
SHORTEST_LOWER = 4
ON_WHOM = re.compile(r"ll[aäe]$|lt[aä]$")
# First names that are words of other things, too, but seldom meant so where a sentence begins.
SURE_LIST = """
aulis diana ellen emmi harri henna hertta hilkka iiris inka ivan jukka jukka-pekka jukan-pekka
kaarina karri kerttu kerttuli kirsi lari liisi lotta marja-leena marja-liisa marjatta marjo martta
matti mimmi nanna paula pinja ritva sari sirkka sirkku terttu tuija virpi
"""
SURE_NAMES = frozenset(SURE_LIST.split())
# A relative, or a thing that may be found in people.
UNSURE_NAMES = frozenset(["sisko", "laina", "lahja", "marja", "pilvi"])
# First names and surname.
LONGEST_NAME = 4


def people_in(
    sentence: str, lists: Lists, *, staff_too: bool = False
) -> Iterator[tuple[int, int]]:
    """Start and end of each name, first name and surname together; of staff, and of whoever
    is greeted or thanked, only if asked for."""
    known = known_words(lists.known_names)
    listed = listed_names(lists.first_names, lists.surnames)
    words = [
        Word.of(match, known, listed)
        for match in WORD.finditer(sentence)
        if len(match.group()) <= LONGEST_WORD
    ]
    looked_at, place = 0, 0
    while place < len(words) and looked_at < MOST_WORDS:
        count = 0
        if not words[place].known and may_begin(words, place):
            looked_at += 1
            count = length_of_name(sentence, words, place)
        if count and (staff_too or not is_staff(sentence, words, place, count)):
            yield words[place].start, words[place + count - 1].end
        place += count or 1


def may_begin(words: list[Word], place: int) -> bool:
    """Whether it is worth a look: a capital, or what may be a name without one: before a word
    that ends as surnames do, after a relative, or where nobody has a capital."""
    word = words[place]
    if word.has_capital or word.is_capitals or is_called(words, place):
        return True
    if len(word.text) >= SHORTEST_LOWER and not has_capitals(words):
        return True
    after = words[place + 1].text if place + 1 < len(words) else ""
    return re.search(r"(?:nen|sen|sella|selle|selta|sta)$", after) is not None


def is_called(words: list[Word], place: int) -> bool:
    """Whether the word before is somebody's relative or a title of courtesy."""
    before = words[place - 1].text.lower() if place else ""
    return bool(RELATION.search(before) or RELATIVE.search(before))


def has_capitals(words: list[Word]) -> bool:
    """A first word's capital is the telephone's."""
    return any(word.has_capital for word in words[1:])


def length_of_name(sentence: str, words: list[Word], place: int) -> int:
    """How many words the name has that begins here; 0 if none does."""
    word = words[place]
    count = 1
    while (
        count < LONGEST_NAME
        and place + count < len(words)
        and is_next(sentence, words, place, place + count)
    ):
        count += 1
    rest = words[place + 1 : place + count]
    if any(is_name_together(word, other) for other in rest):
        return count
    return 1 if is_name_alone(sentence, words, place) else 0


def is_next(sentence: str, words: list[Word], first: int, place: int) -> bool:
    """Whether a word may go on with the name: written as its first word is, close after the
    last one. Without capitals a name has two words."""
    begin, before, word = words[first], words[place - 1], words[place]
    if word.known or OF_PLACE.search(word.text.lower()):
        return False
    if not BETWEEN.fullmatch(sentence, before.end, word.start):
        return False
    if begin.has_capital:
        return word.has_capital
    return place == first + 1 and word.is_capitals == begin.is_capitals


def is_name_together(word: Word, other: Word) -> bool:
    """First name and surname in either order, of which one may be unknown."""
    mine, others = word.classes, other.classes
    if FIRST in mine and other.is_initial:
        return word.has_capital
    if (FIRST in mine and SURNAME in others) or (SURNAME in mine and FIRST in others):
        return word.has_capital or OTHER not in others & mine
    if not word.has_capital:
        return False
    # `Matti Lahti`, `Kaarina Ojala`, `Iita Virtanen`, `Olga Ivanova`
    if FIRST in mine and OTHER not in mine:
        return True
    # `Kaarina Salon`: the first name keeps its form, and the other is no place alone.
    if FIRST in mine and word.text.lower() in word.bases and not others <= {PLACE}:
        return True
    if not mine and FIRST in others:
        return True
    return SURNAME in others and mine.isdisjoint({OTHER, PLACE})


def is_name_alone(sentence: str, words: list[Word], place: int) -> bool:
    word, classes = words[place], words[place].classes
    after = words[place + 1].text.lower() if place + 1 < len(words) else ""
    if OF_PLACE.search(after) or word.is_within or word.is_compound:
        return False
    if not word.has_capital:
        return is_name_without_capital(words, place)
    if is_place_of_family(word, after):
        return False
    if place == 0:
        return is_name_that_begins(sentence, word)
    if FIRST in classes:
        return True
    if is_called(words, place):
        return PLACE not in classes or SURNAME in classes or word.is_base
    if SURNAME in classes:
        return PLACE not in classes or does_as_people_do(sentence, word)
    return False


def is_place_of_family(word: Word, after: str) -> bool:
    return (
        FIRST not in word.classes
        and not SURNAME_IN_NEN.search(word.text)
        and OF_FAMILY_PLACE.match(after) is not None
    )


def is_name_that_begins(sentence: str, word: Word) -> bool:
    """Whether the first word is one; any has a capital there. `Toivo`, `Rauha` and `Heikkilä`
    are, if they do what people do."""
    classes = word.classes
    if word.text.lower() in FOREIGN:
        return False
    if SURNAME in classes and SURNAME_IN_NEN.search(word.text):
        return True
    if FIRST in classes and OTHER not in classes:
        return True
    if classes <= {FIRST, SURNAME}:
        return bool(classes)
    if FIRST in classes and word.bases <= SURE_NAMES:
        return True
    return not classes.isdisjoint({FIRST, SURNAME}) and does_as_people_do(
        sentence, word
    )


def does_as_people_do(sentence: str, word: Word) -> bool:
    """`Toivo sairastaa`, `Mäkelällä todettiin`: what is said right after it."""
    if word.is_base:
        return ACTS_OF_PEOPLE.match(sentence, word.end) is not None
    return (
        word.bases.isdisjoint(UNSURE_NAMES)
        and ON_WHOM.search(word.text) is not None
        and FOUND_IN_PEOPLE.match(sentence, word.end) is not None
    )


def is_name_without_capital(words: list[Word], place: int) -> bool:
    """After a relative (also in capitals: `MIEHENI KALERVO`), or where nobody has a capital."""
    word = words[place]
    if is_called(words, place):
        after = words[place + 1].classes if place + 1 < len(words) else frozenset()
        return FIRST in word.classes or (
            SURNAME in after and PLACE in word.classes  # `siskoni mari vainio`
        )
    return (
        len(word.text) >= SHORTEST_LOWER
        and (not word.is_capitals or all(each.is_capitals for each in words))
        and word.text not in FOREIGN
        and word.classes == {FIRST}
        and not has_capitals(words)
    )
