"""The words of the public texts: a mistyped word is taken for the nearest of them."""

from collections import Counter
from collections.abc import Iterable

from django.db import connection
from django.db.models import F

from core.languages import html_language
from search.models import SearchEntry, SearchWord
from search.words import forms_of

Counts = Counter[tuple[str, str]]
# Shorter words are too near to too many others.
SHORTEST = 4
LONGEST = SearchWord._meta.get_field("word").max_length or 0
BATCH = 300
UPSERT = """
    INSERT INTO search_searchword (language, word, entries) VALUES {rows}
    ON CONFLICT (language, word)
    DO UPDATE SET entries = search_searchword.entries + excluded.entries
"""


def words_of(entries: Iterable[SearchEntry]) -> Counts:
    """In how many of the entries each word stands, in any form or in its base form."""
    counted: Counts = Counter()
    for entry in entries:
        language = html_language(entry.language)
        counted.update((language, word) for word in vocabulary(entry, language))
    return counted


def vocabulary(entry: SearchEntry, language: str) -> set[str]:
    lines = f"{entry.name_forms}\n{entry.forms}".splitlines()
    found = {line.partition(" ")[0] for line in lines}
    if language == "fi":
        for word in list(found):
            forms = forms_of(word, language)
            found.update(forms.own if forms.known else ())
    return {
        word for word in found if SHORTEST <= len(word) <= LONGEST and has_letter(word)
    }


def has_letter(word: str) -> bool:
    return any(letter.isalpha() for letter in word)


def recount(changes: Counts) -> None:
    """Add to the counts, and take away; a word that no text has any more is gone."""
    more = sorted((key, times) for key, times in changes.items() if times > 0)
    for start in range(0, len(more), BATCH):
        batch = more[start : start + BATCH]
        rows = ", ".join(["(%s, %s, %s)"] * len(batch))
        values = [value for key, times in batch for value in (*key, times)]
        with connection.cursor() as cursor:
            cursor.execute(UPSERT.format(rows=rows), values)
    fewer: dict[tuple[str, int], list[str]] = {}
    for (language, word), times in changes.items():
        if times < 0:
            fewer.setdefault((language, -times), []).append(word)
    for (language, times), words in sorted(fewer.items()):
        rows_of = SearchWord.objects.filter(language=language, word__in=sorted(words))
        rows_of.filter(entries__lte=times).delete()
        rows_of.update(entries=F("entries") - times)


def replace_all(counted: Counts) -> None:
    SearchWord.objects.all().delete()
    SearchWord.objects.bulk_create(
        (
            SearchWord(language=language, word=word, entries=times)
            for (language, word), times in sorted(counted.items())
        ),
        batch_size=BATCH,
    )
