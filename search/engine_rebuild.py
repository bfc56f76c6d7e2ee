"""Making the external engine's index anew, while the old one goes on answering."""

from contextlib import suppress

from search.backends.elasticsearch import FAILURES, failing_as_away
from search.engine_changes import note, note_differences, send_changes
from search.engines import engine, engine_is_back
from search.models import SearchEntry
from search.services import pages_of_keys


def rebuild_engine() -> int:
    """Fill a new index from the entries and put it in the old one's place, in one step;
    returns how many entries. Raises EngineAway, and then all is as it was.

    What changes meanwhile is sent to the old index, so at the end the entries are compared
    with what was written, and those that differ are sent again.
    """
    told: dict[int, str] = {}
    backend = engine()
    assert backend is not None
    with failing_as_away():
        rebuilder = backend.rebuilder_class(backend.get_index_for_model(SearchEntry))
        index = rebuilder.start()
        try:
            index.add_model(SearchEntry)
            for keys in pages_of_keys(SearchEntry.objects.all()):
                entries = SearchEntry.objects.filter(pk__in=keys)
                batch = list(entries.prefetch_related("municipalities"))
                index.add_items(SearchEntry, batch)
                told.update((entry.pk, entry.digest) for entry in batch)
            rebuilder.finish()
        except BaseException:
            with suppress(*FAILURES):
                index.delete()
            raise
    note_differences(told)
    note(missing(told))
    engine_is_back()
    send_changes()
    return len(told)


def missing(told: dict[int, str]) -> list[int]:
    """Entries that have come since the walk through the table passed their place."""
    return [
        pk
        for keys in pages_of_keys(SearchEntry.objects.all())
        for pk in keys
        if pk not in told
    ]
