"""What editors want found first for certain words (Wagtail's promoted search results)."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.models import Page

from core.caching import cached, raise_version, version
from core.languages import OtherLanguage, other_language
from core.models import BasePageQuerySet
from core.signal_handlers import PAGES
from core.sites import locale_of
from search.query import Asked, Term, parse

GROUP = "promotions"
# By what each word of the editors' query is found.
Words = tuple[frozenset[str], ...]


@dataclass(frozen=True)
class Promoted:
    title: str
    url: str
    text: str = ""
    other: OtherLanguage | None = None


def promoted_for(asked: Asked, language: str) -> list[Promoted]:
    """What is promoted for these words in any of their forms, and no others; no query while
    nothing of it changes."""
    if not asked.terms:
        return []
    key = f"{language}:{version(PAGES)}"
    here = words_of(asked.terms)
    return [
        each
        for words, promoted in cached(GROUP, key, lambda: load(language))
        if alike(words, here)
        for each in promoted
    ]


def words_of(terms: tuple[Term, ...]) -> Words:
    return tuple(term.tokens or frozenset({term.encoded}) for term in terms)


def alike(words: Words, others: Words) -> bool:
    """Whether each word of the one has a form in common with one of the other."""
    return len(words) == len(others) and all(
        any(word & other for other in others) for word in words
    )


def load(language: str) -> list[tuple[Words, list[Promoted]]]:
    """Two queries: what is promoted, and which of its pages anybody may read now."""
    rows = list(SearchPromotion.objects.select_related("query", "page"))
    public = BasePageQuerySet(Page).public()
    pages = public.filter(
        translation_key__in=[row.page.translation_key for row in rows if row.page]
    )
    versions = {(page.translation_key, locale_of(page)): page for page in pages}
    found: dict[str, list[Promoted]] = defaultdict(list)
    for row in rows:
        if shown := promoted(row, versions, language):
            found[row.query.query_string].append(shown)
    return [
        (words_of(asked.terms), shown)
        for query, shown in found.items()
        if (asked := parse(query, language)).terms
    ]


def promoted(row: Any, versions: dict[Any, Page], language: str) -> Promoted | None:
    """The page in the reader's language where it is in it, or as it was chosen; None if
    nobody may read it."""
    if not row.page:
        return Promoted(
            row.external_link_text or row.external_link_url,
            row.external_link_url,
            row.description,
        )
    by_language = {
        locale.language_code: page
        for (key, locale), page in versions.items()
        if key == row.page.translation_key
    }
    chosen = locale_of(row.page).language_code
    page = by_language.get(language) or by_language.get(chosen)
    if page is None:
        return None
    # The editor's words are in the language of the page that the editor chose.
    text = row.description if page.pk == row.page_id else ""
    other = other_language(locale_of(page).language_code, language)
    return Promoted(page.title, page.get_url(), text, other)


def changed(**kwargs: Any) -> None:
    raise_version(GROUP)


def register() -> None:
    for model in (Query, SearchPromotion):
        for signal in (post_save, post_delete):
            signal.connect(changed, sender=model, dispatch_uid="search-promotions")
