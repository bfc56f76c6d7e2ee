"""Did you mean: a word that no text has, replaced by the nearest that one has.

Nearness is the number of letters to be changed, added, left out or swapped with the next
one (optimal string alignment); an ä typed as an a counts a quarter.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from itertools import islice
from operator import or_

from django.db.models import Q, QuerySet
from django.db.models.functions import Length, Substr
from rapidfuzz.distance import OSA

from core.languages import html_language
from search.finding import Found, How, find
from search.models import SearchWord
from search.query import Term
from search.vocabulary import SHORTEST
from search.words import forms_of

# Of a word of up to so many letters one may be wrong, of a longer one two.
SHORT = 5
# Near words that are looked for until one finds something.
MOST_TRIED = 3
# One word is put right: where more are wrong that finds nothing, and costs a search each.
MOST_WRONG = 2
UMLAUTS = str.maketrans("äöå", "aoa")
TYPED_AS = {"a": "aäå", "o": "oö"}
OF_AN_UMLAUT = 0.25


@dataclass(frozen=True)
class Suggestion:
    """`before`, the corrected word, and `after` are the query that finds something."""

    before: str
    word: str
    after: str

    @property
    def text(self) -> str:
        return f"{self.before}{self.word}{self.after}"


def suggestion_for(found: Found, language: str) -> Suggestion | None:
    """What was probably meant where nothing has all of the words; None unless it finds
    something that is public now."""
    if found.total:
        return None
    wrong = unknown(found.asked.terms)
    if len(wrong) > MOST_WRONG:
        return None
    for term in wrong:
        candidates = ranked(term.text, html_language(language))
        for word in islice(candidates, MOST_TRIED):
            suggestion = with_word(found.asked.text, term.text, word)
            if suggestion and finds(suggestion.text, language):
                return suggestion
    return None


def finds(text: str, language: str) -> bool:
    found = find(text, language)
    return bool(found.total) and found.how is How.EXACTLY


def with_word(text: str, wrong: str, right: str) -> Suggestion | None:
    """The query with one word put right; None where it does not stand there by itself."""
    word = re.search(rf"(?<!\w){re.escape(wrong)}(?!\w)", text, re.IGNORECASE)
    if not word:
        return None
    return Suggestion(text[: word.start()], right, text[word.end() :])


def unknown(terms: Iterable[Term]) -> list[Term]:
    """The words that no text has in any form."""
    forms = {
        term: {term.text, *forms_of(term.text, "fi").own}
        for term in terms
        if not term.is_phrase and len(term.text) >= SHORTEST and term.text.isalpha()
    }
    every = {form for each in forms.values() for form in each}
    rows = SearchWord.objects.filter(word__in=every)
    known = set(rows.values_list("word", flat=True))
    return [term for term, each in forms.items() if known.isdisjoint(each)]


def ranked(word: str, language: str) -> Iterator[str]:
    """Near words, the nearest first; of those the reader's language, and the most frequent."""
    most = 1 if len(word) <= SHORT else 2
    for candidates in (beginning_alike(word), alike_within(word)):
        near = [
            (distance, code != language, -entries, candidate)
            for code, candidate, entries in candidates
            if (distance := apart(word, candidate)) <= most
        ]
        if near:
            yield from dict.fromkeys(candidate for *_rank, candidate in sorted(near))
            return


def apart(word: str, other: str) -> float:
    as_typed = OSA.distance(word, other)
    folded = OSA.distance(word.translate(UMLAUTS), other.translate(UMLAUTS))
    return folded + (as_typed - folded) * OF_AN_UMLAUT


def as_long(word: str) -> "QuerySet[SearchWord]":
    rows = SearchWord.objects.alias(length=Length("word"))
    return rows.filter(length__gte=len(word) - 2, length__lte=len(word) + 2)


def beginning_alike(word: str) -> Iterator[tuple[str, str, int]]:
    """Words with the same first letter, in which most people make no mistake."""
    letters = TYPED_AS.get(word[0], word[0])
    begins = reduce(or_, (Q(word__startswith=letter) for letter in letters))
    rows = as_long(word).filter(begins)
    return rows.values_list("language", "word", "entries").iterator()


def alike_within(word: str) -> Iterator[tuple[str, str, int]]:
    """Words whose second to fourth letters are the same."""
    rows = as_long(word).alias(within=Substr("word", 2, 3)).filter(within=word[1:4])
    return rows.values_list("language", "word", "entries").iterator()
