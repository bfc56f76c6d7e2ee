"""Finding messages by the forms of their words, which are kept as keyed hashes.

The forms are those of the public search (`search.words`). What is stored of them is a
hash under LOOKUP_KEY, so that neither a copy of the index nor what a database leaves of
a deleted row in its files holds words that nobody may read any more.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from django.conf import settings
from django.db import connection
from django.db.models import Q
from django.db.models.expressions import RawSQL

from core.crypto import keyed_hash
from core.languages import html_language
from moderation.models import MessageWords
from search.query import Term, parse
from search.words import encode, forms_of, runs_of_digits, words_in
from search.words.forms import tagged, tags_of
from search.words.stopwords import stop_words

LETTERS = str.maketrans("0123456789", "ghijklmnop")
# 40 bits: of a million different words about one in a million shares its hash.
LENGTH = 10
LONGEST_WORD = 60
# Beginnings of words that no dictionary has: names, new words, parts of references.
BEGINNINGS = range(3, 16)
# From here on a letter may be cut from a stem: `kaakkurin` and `kaakkuris` are one name.
LONG_STEM = 6

# In both, `words` are letters and spaces, and so is the query but for its operators.
TABLE = MessageWords._meta.db_table
ASKING = {
    "sqlite": f"SELECT rowid FROM {TABLE}_fts WHERE {TABLE}_fts MATCH %s",  # noqa: S608
    # Asked first and once: joined into the list's query, PostgreSQL may make the vector of
    # each message that the filters let through.
    "postgresql": (
        f"WITH found AS MATERIALIZED (SELECT submission_id FROM {TABLE} "  # noqa: S608
        "WHERE to_tsvector('simple', words) @@ to_tsquery('simple', %s){in_order}) "
        "SELECT submission_id FROM found"
    ),
}
OPERATORS = {
    "sqlite": {"and": " AND ", "or": " OR ", "then": " + "},
    # Words that follow each other are compared as text: for `<->` PostgreSQL would make
    # the vector of each message anew that has them all.
    "postgresql": {"and": " & ", "or": " | ", "then": " & "},
}
IN_ORDER = " AND words LIKE %s"


def hashed(what: str) -> str:
    """Ten letters from a to p, in no way the word."""
    return _hashed(what, settings.LOOKUP_KEY)


@lru_cache(maxsize=100_000)
def _hashed(what: str, key: str) -> str:
    # With the key, so that a changed one is not answered from the cache.
    return keyed_hash("word of a message", what)[:LENGTH].translate(LETTERS)


def as_it_stands(part: str) -> str:
    return hashed(f"={part}")


def beginning(part: str) -> str:
    return hashed(f"{part}*")


# What is stored ---------------------------------------------------------------


def words_of_texts(texts: Iterable[tuple[str, str]]) -> str:
    """What a message is found by: of (text, language) each, the words in their order and
    then all their forms."""
    return " ".join(
        hash_ for text, language in texts for hash_ in _stored(text, language)
    )


def _stored(text: str, language: str) -> Iterator[str]:
    language = html_language(language)
    yield from (as_it_stands(part) for part in encode(text).split())
    ignored = stop_words(language)
    words = {word.lower() for word in words_in(text) if len(word) <= LONGEST_WORD}
    found = {
        each for word in sorted(words - ignored) for each in _of_word(word, language)
    }
    found |= {hashed(tagged(number, language)) for number in runs_of_digits(text)}
    yield from sorted(found)


def _of_word(word: str, language: str) -> Iterator[str]:
    yield from (hashed(tag) for tag in tags_of(forms_of(word, language), language))
    if not forms_of(word, "fi").known:
        for part in encode(word).split():
            for length in BEGINNINGS:
                if length <= len(part):
                    yield beginning(part[:length])


# What is asked ----------------------------------------------------------------


def matching(text: str, language: str) -> Q:
    """The submissions that have all the words in any form; what stands in quotes, as it
    stands. `language` is the reader's."""
    terms = parse(text, language).terms
    if not terms:
        return Q(pk__in=[])
    operators = OPERATORS[connection.vendor]
    asked = operators["and"].join(f"({_asked(term, operators)})" for term in terms)
    phrases = [_in_order(term) for term in terms if term.is_phrase]
    if connection.vendor != "postgresql":
        phrases = []
    statement = ASKING[connection.vendor].replace("{in_order}", IN_ORDER * len(phrases))
    values = [asked, *(f"%{phrase}%" for phrase in phrases)]
    return Q(pk__in=RawSQL(statement, values))  # noqa: S611 - our own statement


def _in_order(term: Term) -> str:
    return " ".join(map(as_it_stands, term.encoded.split()))


def _asked(term: Term, operators: dict[str, str]) -> str:
    if term.is_phrase:
        return operators["then"].join(map(as_it_stands, term.encoded.split()))
    wanted = {hashed(token) for token in term.tokens}
    if not term.is_known and term.prefix:
        wanted |= {beginning(start) for start in _beginnings(term)}
    return operators["or"].join(sorted(wanted))


def _beginnings(term: Term) -> set[str]:
    """Of a word that no dictionary has, what its other forms may begin with: `acut` of
    `acutassa`, `kaakkuri` of `kaakkurisella`."""
    stems = {encode(form).replace(" ", "") for form in forms_of(term.text, "fi").own}
    shorter = {stem[:-1] for stem in stems if len(stem) >= LONG_STEM}
    asked = {term.prefix, *stems, *shorter}
    return {start for start in asked if len(start) in BEGINNINGS}
