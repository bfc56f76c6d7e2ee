"""Whether a name is one of staff, or of whoever is greeted or thanked: no resident's."""

from .beside_names import (
    ACTS_OF_STAFF,
    AND,
    CALLED_PLACE,
    GREETING,
    IS_CALLED,
    OF_STREET,
    THANKS,
    TITLE,
    WORKPLACE,
)
from .name_words import BETWEEN, Word


def first_of_list(words: list[Word], place: int) -> int:
    while place and (words[place - 1].has_capital or words[place - 1].text in AND):
        place -= 1
    return place


def is_thanked(words: list[Word], place: int) -> bool:
    """Thanks not far before, or before the others of a list: `Kiitos Jaana, Pirjo ja Eija`."""
    place = first_of_list(words, place)
    before = [word.text.lower() for word in words[max(0, place - 3) : place + 1]]
    return any(word.startswith(THANKS) for word in before) and "että" not in before


def is_staff(sentence: str, words: list[Word], place: int, count: int) -> bool:
    """A title or thanks before, a title after (`Liisa Laine, lääkäri`) or in it; or a place's
    or a street's."""
    first, last = words[place], words[place + count - 1]
    before = [word.text.lower() for word in words[max(0, place - 4) : place]]
    after = words[place + count].text.lower() if place + count < len(words) else ""
    comma = sentence[last.end :].lstrip()[:1] == ","
    beside = place > 0 and BETWEEN.fullmatch(
        sentence, words[place - 1].end, first.start
    )
    if beside and (
        has_title(before) or CALLED_PLACE.search(before[-1]) or before[-1] in GREETING
    ):
        return True
    if is_of_workplace(words, place):
        return True
    if count > 1 and last.text.endswith("n") and OF_STREET.match(after):
        return True
    if any(TITLE.search(word.text.lower()) for word in words[place : place + count]):
        return True
    if is_thanked(words, place):
        return True
    if comma:
        return bool(TITLE.search(after))
    return first.is_base and bool(ACTS_OF_STAFF.match(after))


def is_of_workplace(words: list[Word], place: int) -> bool:
    """`Kotihoidon Essi ja Heidi`, `ensihoitajat Ville ja Joni`."""
    if place and WORKPLACE.search(words[place - 1].text.lower()):
        return True
    first = first_of_list(words, place)
    before = words[first - 1].text.lower() if first else ""
    named = words[first].text.lower()
    if first < place and WORKPLACE.search(named):
        return True
    return any(
        word.endswith("t") and TITLE.search(word) is not None
        for word in (before, named)
    )


def has_title(before: list[str]) -> bool:
    """`lääkäri Virtanen`, `hoitajani oli Liisa`, `lääkäri, jonka nimi on Liisa`."""
    while len(before) > 1 and before[-1] in IS_CALLED:
        before = before[:-1]
    return TITLE.search(before[-1]) is not None
