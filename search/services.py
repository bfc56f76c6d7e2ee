"""Keeping what the search knows true: entries of public objects, and nothing else.

Each step can be repeated. Entries, their words and the database's own index change in one
transaction; an external engine is told after it, and again until it has heard
(`search.engine_changes`).
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models import Model, QuerySet
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from search import registry
from search.engine_changes import note_changes
from search.entries import FIELDS, digest_of, key_of, values_of
from search.models import SearchEntry
from search.registry import Content, Source
from search.vocabulary import recount, replace_all, words_of

BATCH = 200


@contextmanager
def writing() -> Iterator[None]:
    """A transaction in which nobody else writes entries or words, as on SQLite.

    Two at a time would lock each other's words for ever, count a text twice, or put an
    older text over a newer one. Only tasks and the clock wait here; who reads does not.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(
                    "LOCK TABLE search_searchword IN SHARE ROW EXCLUSIVE MODE"
                )
        yield


def refresh(*, model: type[Model], pk: int) -> None:
    """Make the object's entry what the object is now: none if it is not public."""
    source = registry.source_of(model)
    if source is None:
        return
    look_up_words(source, [pk])
    with writing():
        items = list(source.public().filter(pk=pk))
        if items:
            write(source, items)
        else:
            remove(SearchEntry.objects.filter(**key_of(source, pk)))


def refresh_all(progress: Callable[[str], None] = lambda line: None) -> int:
    """Make every entry anew where its object has changed, and remove the rest; returns how
    many there are. Counts the words of all texts again."""
    for source in registry.sources():
        number = refresh_each(source, count=False)
        progress(f"{source.kind}: {number}")
    for keys in pages_of_keys(SearchEntry.objects.all()):
        entries = SearchEntry.objects.filter(pk__in=keys)
        public = set(entries.public().values_list("pk", flat=True))
        if len(public) < len(keys):
            with writing():
                remove(entries.exclude(pk__in=public), count=False)
    recount_words()
    return SearchEntry.objects.count()


def refresh_source(*, model: type[Model]) -> None:
    """The entries of all public objects of a model."""
    if source := registry.source_of(model):
        refresh_each(source, count=True)


def refresh_each(source: Source, *, count: bool) -> int:
    number = 0
    for keys in pages_of_keys(source.public()):
        look_up_words(source, keys)
        with writing():
            items = list(source.public().filter(pk__in=keys))
            write(source, items, count=count)
        number += len(items)
    return number


def refresh_pages_below(*, path: str) -> None:
    """The entries of the page at this tree path and of all pages below it."""
    pages = Page.objects.filter(path__startswith=path)
    for pk, content_type_id in pages.values_list("pk", "content_type_id"):
        model = ContentType.objects.get_for_id(content_type_id).model_class()
        if model:
            refresh(model=model, pk=pk)


def refresh_due(now: datetime) -> int:
    """Entries whose state may have changed by the clock, and objects that have become
    public, or ceased to be, without being saved; returns how many."""
    due = SearchEntry.objects.filter(state_until__lte=now)
    keys = list(due.values_list("content_type_id", "item_id"))
    for source in registry.sources():
        if source.is_swept:
            content_type_id = key_of(source, 0)["content_type_id"]
            keys += [(content_type_id, pk) for pk in out_of_step(source)]
    for content_type_id, item_id in keys:
        model = ContentType.objects.get_for_id(content_type_id).model_class()
        if model:
            refresh(model=model, pk=item_id)
    return len(keys)


def out_of_step(source: Source) -> set[int]:
    """Keys of the source's objects that are public without an entry, or the reverse."""
    content_type_id = key_of(source, 0)["content_type_id"]
    entries = SearchEntry.objects.filter(content_type_id=content_type_id)
    return set(source.gate().values_list("pk", flat=True)) ^ set(
        entries.values_list("item_id", flat=True)
    )


def look_up_words(source: Source, keys: list[int]) -> None:
    """Fill the cache of forms with the words that are about to be written or removed.

    To be called before the transaction. On SQLite one writes at a time: a long document, of
    which each word is looked up for a millisecond, would hold up everybody's forms.
    """
    items = list(source.public().filter(pk__in=keys))
    known, changed = compared(source, items)
    for content in changed.values():
        values_of(source, content)
    words_of(known[pk] for pk in changed if pk in known)
    unseen = set(keys) - {item.pk for item in items}
    words_of(entries_of(source, unseen))


def write(source: Source, items: list[Any], *, count: bool = True) -> None:
    """Write the entries of public objects, those that would be another than before."""
    known, changed = compared(source, items)
    if not changed:
        return
    before = [known[pk] for pk in changed if pk in known]
    told = Counter[tuple[str, str]]()
    if count:
        told.subtract(words_of(before))
    new = [make(source, pk, content) for pk, content in changed.items()]
    written = SearchEntry.objects.bulk_create(
        new,
        update_conflicts=True,
        update_fields=FIELDS,
        unique_fields=["content_type", "item_id"],
    )
    set_places(written, changed)
    if count:
        told.update(words_of(written))
        recount(told)
    tell_backends(written)


def compared(
    source: Source, items: list[Any]
) -> tuple[dict[int, SearchEntry], dict[int, Content]]:
    """By the objects' keys: the entries that they have, and what stands in those objects
    whose entries would be another."""
    contents = {item.pk: source.content(item) for item in items}
    known = {entry.item_id: entry for entry in entries_of(source, contents)}
    changed = {
        pk: content
        for pk, content in contents.items()
        if pk not in known or known[pk].digest != digest_of(source, content)
    }
    return known, changed


def entries_of(source: Source, keys: Collection[int]) -> "QuerySet[SearchEntry]":
    content_type_id = key_of(source, 0)["content_type_id"]
    return SearchEntry.objects.filter(content_type_id=content_type_id, item_id__in=keys)


def make(source: Source, pk: int, content: Content) -> SearchEntry:
    return SearchEntry(**key_of(source, pk), **values_of(source, content))


def set_places(entries: list[SearchEntry], contents: dict[int, Content]) -> None:
    places = SearchEntry.municipalities.through
    places.objects.filter(searchentry__in=entries).delete()
    places.objects.bulk_create(
        places(searchentry_id=entry.pk, municipality_id=municipality)
        for entry in entries
        for municipality in contents[entry.item_id].municipality_ids
    )


def tell_backends(entries: list[SearchEntry]) -> None:
    get_search_backend().add_bulk(SearchEntry, entries)
    note_changes([entry.pk for entry in entries])


def remove(entries: "QuerySet[SearchEntry]", *, count: bool = True) -> None:
    gone = list(entries)
    if not gone:
        return
    backend = get_search_backend()
    for entry in gone:
        backend.delete(entry)
    if count:
        recount(Counter({key: -times for key, times in words_of(gone).items()}))
    note_changes([entry.pk for entry in gone])
    SearchEntry.objects.filter(pk__in=[entry.pk for entry in gone]).delete()


def recount_words() -> None:
    """Count the words of all entries anew: what counting in steps has missed is mended."""
    counted = Counter[tuple[str, str]]()
    for keys in pages_of_keys(SearchEntry.objects.all()):
        entries = SearchEntry.objects.filter(pk__in=keys)
        counted.update(words_of(entries.only("language", "name_forms", "forms")))
    with writing():
        replace_all(counted)


def pages_of_keys(items: "QuerySet[Any]") -> Iterator[list[int]]:
    last = 0
    keys = items.order_by("pk").values_list("pk", flat=True)
    while batch := list(keys.filter(pk__gt=last)[:BATCH]):
        yield batch
        last = batch[-1]
