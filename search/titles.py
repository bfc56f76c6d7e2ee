"""Titles to choose from while one is still typing."""

from django.conf import settings

from core.languages import html_language
from search.engines import database
from search.models import SearchEntry
from search.query import tidied
from search.words import encode

SHORTEST = 2
MOST = 6
# Of so many the first that are public, and in the version that the reader is offered.
LOOKED_AT = 40


def titles_beginning(text: str, language: str) -> list[dict[str, str]]:
    """At most six public titles in the reader's language that have words beginning so, the
    best first: two queries, and always of the database, which is near."""
    text = tidied(text)
    if len(text) < SHORTEST or not encode(text):
        return []
    alike = [
        code
        for code, _name in settings.LANGUAGES
        if html_language(code) == html_language(language)
    ]
    entries = SearchEntry.objects.filter(language__in=alike)
    keys = database().autocomplete(encode(text), entries)[:LOOKED_AT].ids()
    public = SearchEntry.objects.filter(pk__in=keys).public().with_offered(language)
    offered = public.filter(offered=True).values_list("pk", "name", "url")
    found = {pk: {"title": name, "url": url} for pk, name, url in offered}
    return [found[pk] for pk in keys if pk in found][:MOST]
