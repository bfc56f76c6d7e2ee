"""From what a resident types to what the backends are asked.

Each word asks for its base forms, in all of the site's languages; what stands in quotes is
asked for as it stands. A word that no dictionary has (a name, a new word) asks also for
words that begin so.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from wagtail.search.query import And, Or, Phrase, PlainText, SearchQuery

from core.languages import html_language
from search.backends.query import Prefix
from search.words import encode, forms_of, runs_of_digits, words_in
from search.words.finnish import readings
from search.words.forms import OWN, STEMMERS, WITHIN, tagged, tags_for
from search.words.stopwords import stop_words
from search.words.tokens import tidy

LONGEST = 200
MOST_WORDS = 10
# A beginning of two letters is that of half the words; of a word that the dictionary has
# only a long one says something (`Tampere` of a `tamperelainen`).
SHORTEST_PREFIX = 3
SHORTEST_OF_KNOWN = 5
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
QUOTED = re.compile(r'["”“„«»]([^"”“„«»]*)["”“„«»]')


@dataclass(frozen=True)
class Term:
    """A word of the query, or a phrase in quotes."""

    text: str
    is_phrase: bool = False

    @property
    def encoded(self) -> str:
        return encode(self.text)

    @cached_property
    def tokens(self) -> frozenset[str]:
        """The forms that it asks for, as the index has them."""
        if self.is_phrase:
            return frozenset()
        found = {
            tag
            for language in STEMMERS
            for tag in tags_for(forms_of(self.text, language), language)
        }
        return frozenset(found)

    @cached_property
    def is_known(self) -> bool:
        return forms_of(self.text, "fi").known

    @property
    def prefix(self) -> str:
        """What words may begin with to be meant; "" if only its forms are."""
        words = self.encoded.split()
        shortest = SHORTEST_OF_KNOWN if self.is_known else SHORTEST_PREFIX
        return words[0] if len(words) == 1 and len(self.text) >= shortest else ""

    @cached_property
    def readings_apart(self) -> list[list[frozenset[str]]]:
        """Of a compound the forms of each of its parts, which may stand apart in a text; of
        a word made of another that one too."""
        if self.is_phrase:
            return []
        return [
            [
                frozenset(
                    tagged(form, "fi", where)
                    for form in (part.base, *part.kin, *part.roots)
                    for where in (OWN, WITHIN)
                )
                for part in reading.parts
            ]
            for reading in readings(self.text)
            if len(reading.parts) > 1 or reading.roots
        ]

    def exactly(self) -> SearchQuery:
        if self.is_phrase:
            return Phrase(self.encoded)
        return self.asking(prefix=not self.is_known)

    def widely(self) -> SearchQuery:
        """Also what begins so, and a compound whose parts stand apart in the text."""
        if self.is_phrase:
            return Phrase(self.encoded)
        apart = [
            And([any_of(tokens) for tokens in parts]) for parts in self.readings_apart
        ]
        here = self.asking(prefix=True)
        return Or([here, *apart]) if apart else here

    def asking(self, *, prefix: bool) -> SearchQuery:
        wanted = any_of(self.tokens)
        if prefix and self.prefix:
            return Or([wanted, Prefix(self.prefix)])
        return wanted


def any_of(tokens: Iterable[str]) -> SearchQuery:
    return PlainText(" ".join(sorted(tokens)), operator="or")


@dataclass(frozen=True)
class Asked:
    """What was typed, tidied, and its terms without the words that every text has."""

    text: str
    terms: tuple[Term, ...] = ()

    def exactly(self) -> SearchQuery:
        return all_of([term.exactly() for term in self.terms])

    def widely(self) -> SearchQuery:
        return all_of([term.widely() for term in self.terms])

    def partly(self) -> SearchQuery:
        return Or([term.widely() for term in self.terms])

    def marks(self, *, widely: bool) -> tuple[frozenset[str], tuple[str, ...]]:
        """What a word found has: one of these forms, or one of these beginnings."""
        tokens: set[str] = set()
        prefixes: list[str] = []
        for term in self.terms:
            tokens |= term.tokens
            if term.prefix and (widely or not term.is_known):
                prefixes.append(term.prefix)
            if widely:
                tokens.update(
                    *(part for parts in term.readings_apart for part in parts)
                )
        return frozenset(tokens), tuple(prefixes)


def all_of(queries: list[SearchQuery]) -> SearchQuery:
    return queries[0] if len(queries) == 1 else And(queries)


def tidied(text: str) -> str:
    """Single spaces, no characters that cannot be seen, not too long."""
    return " ".join(CONTROL.sub(" ", tidy(text[: 4 * LONGEST]))[:LONGEST].split())


def parse(text: str, language: str) -> Asked:
    """`language` is the reader's: its words that mean nothing alone are passed over."""
    text = tidied(text)
    phrases = [
        Term(phrase, is_phrase=True)
        for phrase in QUOTED.findall(text)
        if encode(phrase)
    ]
    rest = QUOTED.sub(" ", text)
    numbers = runs_of_digits(rest)
    words = [word for word in words_in(rest) if not (numbers and word.isdigit())]
    ignored = stop_words(html_language(language))
    telling = [word for word in words if word.lower() not in ignored]
    terms = [
        *phrases,
        *(Term(word.lower()) for word in dict.fromkeys([*numbers, *telling])),
    ]
    if not terms:  # who looks for such words alone means them as they stand
        terms = [Term(word.lower(), is_phrase=True) for word in dict.fromkeys(words)]
    return Asked(text, tuple(terms[:MOST_WORDS]))
