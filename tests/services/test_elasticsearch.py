"""The public search on a real Elasticsearch (make test-services): what only it has.

That it finds what the databases find is tested in tests/search/test_backends.py.
"""

import threading

import pytest
from django.core.management import call_command
from django.db import transaction
from wagtail.models import Page
from wagtail.search.query import PlainText

from core.models import SiteImage
from search import engine_rebuild, services
from search.backends.elasticsearch import Rebuilder
from search.backends.query import Prefix
from search.engine_changes import note_differences, send_changes
from search.engine_rebuild import rebuild_engine
from search.engines import EngineAway
from search.finding import find
from search.models import EngineChange, SearchEntry
from tests.factories import pages
from tests.support.search import using_engine

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def backend():
    with using_engine(TIMEOUT=30.0) as engine:
        rebuild_engine()
        yield engine


def indexes(backend):
    prefix = backend.index_prefix
    return sorted(backend.es.indices.get(index=f"{prefix}*"))


def titles(backend, query):
    backend.refresh_indexes()
    ids = backend.search(query, SearchEntry.objects.all())[:1001].ids()
    entries = SearchEntry.objects.in_bulk(list(ids))
    return sorted(entries[pk].name if pk in entries else "gone" for pk in ids)


def page(title="Uimahalli avataan", slug="uimahalli", **fields):
    return pages.information_page(title=title, slug=slug, **fields)


HALL = PlainText("fiquimahalli")


def test_what_is_published_is_found_and_what_is_not_any_more_is_gone(backend):
    hall = page()
    assert titles(backend, HALL) == ["Uimahalli avataan"]
    hall.title = "Uimahalli suljetaan"
    hall.save_revision().publish()
    assert titles(backend, HALL) == ["Uimahalli suljetaan"]
    hall.unpublish()
    assert titles(backend, HALL) == []
    assert not EngineChange.objects.exists()


def test_what_is_deleted_is_gone(backend):
    page().delete()
    assert titles(backend, HALL) == []


def test_what_is_rolled_back_is_not_told(backend):
    with transaction.atomic():
        page()
        transaction.set_rollback(True)
    assert titles(backend, HALL) == []
    assert not EngineChange.objects.exists()


def test_an_answer_holds_keys_alone(backend, django_assert_num_queries):
    page()
    backend.refresh_indexes()
    with django_assert_num_queries(0):
        found = backend.search(HALL, SearchEntry.objects.filter(kind="information"))
        ids = list(found[:5].ids())
    assert ids == [SearchEntry.objects.get().pk]


def test_words_are_suggested_from_their_beginnings_with_their_dots(backend):
    page(title="Äänestys alkaa", slug="a")
    page(title="Yötä päivää", slug="b")
    backend.refresh_indexes()

    def suggested(text):
        return [
            each.name for each in backend.autocomplete(text, SearchEntry.objects.all())
        ]

    assert suggested("aqxaqxnes") == ["Äänestys alkaa"]
    assert suggested("yoqxtaqx") == ["Yötä päivää"]
    assert suggested("aanes") == []
    assert suggested("estys") == []


def test_beginnings_are_found_in_title_and_text(backend):
    page(title="Zeppeliini", slug="a")
    page(title="Tiedote", slug="b", introduction="Tulossa zeppelin.")
    assert titles(backend, Prefix("zeppel")) == ["Tiedote", "Zeppeliini"]
    assert titles(backend, Prefix("eppel")) == []


def test_of_other_models_nothing_is_kept(backend):
    page()
    call_command("update_index", verbosity=0)
    call_command("wagtail_update_index", verbosity=0)
    for model in (Page, SiteImage):
        backend.add_bulk(model, list(model.objects.all()))
        backend.get_index_for_model(model).reset()
    (index,) = indexes(backend)
    assert index.startswith(f"{backend.index_prefix}search_searchentry_")


def test_the_index_is_laid_out_by_us_alone(backend):
    (index,) = indexes(backend)
    (described,) = backend.es.indices.get(index=index).values()
    settings = described["settings"]["index"]
    assert settings["number_of_shards"] == "1"
    assert settings["auto_expand_replicas"] == "0-1"
    assert described["mappings"]["dynamic"] == "strict"
    assert not [
        name for name in described["mappings"]["properties"] if "_all_text" in name
    ]


# -- Rebuilding ------------------------------------------------------------------


def test_a_rebuild_leaves_one_index_and_the_same_results(backend):
    page()
    before = indexes(backend)
    rebuild_engine()
    after = indexes(backend)
    assert len(after) == 1
    assert after != before
    assert titles(backend, HALL) == ["Uimahalli avataan"]


def test_a_rebuild_takes_the_place_of_an_index_without_alias(backend):
    page()
    name = backend.get_index_for_model(SearchEntry).name
    for index in indexes(backend):
        backend.es.indices.delete(index=index)
    backend.es.indices.create(index=name)
    rebuild_engine()
    assert titles(backend, HALL) == ["Uimahalli avataan"]


def test_a_rebuild_works_in_batches(backend, monkeypatch):
    for number in range(5):
        page(slug=f"halli-{number}")
    monkeypatch.setattr(services, "BATCH", 2)
    assert rebuild_engine() == 5
    assert len(titles(backend, HALL)) == 5


def test_what_changes_during_a_rebuild_is_not_lost(backend, monkeypatch):
    """The index is full when one page is changed, one goes and one comes."""
    changed, goes = page(slug="a"), page(title="Uimahalli purettu", slug="b")
    finish = Rebuilder.finish

    def change_and_finish(rebuilder):
        changed.title = "Uimahalli muuttuu"
        changed.save_revision().publish()
        goes.unpublish()
        page(title="Uimahalli uusi", slug="c")
        # All of it has been told to the old index.
        assert not EngineChange.objects.exists()
        finish(rebuilder)

    monkeypatch.setattr(Rebuilder, "finish", change_and_finish)
    rebuild_engine()
    assert titles(backend, HALL) == ["Uimahalli muuttuu", "Uimahalli uusi"]
    assert len(indexes(backend)) == 1


def test_a_rebuild_that_fails_leaves_the_old_index(backend, monkeypatch):
    page()
    before = indexes(backend)

    def fail(rebuilder):
        raise KeyboardInterrupt

    monkeypatch.setattr(Rebuilder, "finish", fail)
    with pytest.raises(KeyboardInterrupt):
        rebuild_engine()
    assert indexes(backend) == before
    assert titles(backend, HALL) == ["Uimahalli avataan"]


def test_nobody_who_searches_notices_a_rebuild(backend):
    page()
    backend.refresh_indexes()
    results = backend.search(HALL, SearchEntry.objects.all())
    answers, stop = [], threading.Event()

    def search_on():
        while not stop.is_set():
            try:
                answers.append(len(results[:5].ids()))
            except EngineAway as away:
                answers.append(away)

    reader = threading.Thread(target=search_on)
    reader.start()
    try:
        for _ in range(3):
            rebuild_engine()
    finally:
        stop.set()
        reader.join()
    assert len(answers) > 3
    assert set(answers) == {1}


# -- Changes ---------------------------------------------------------------------


def test_without_an_index_the_database_answers_and_none_is_made_by_chance():
    with using_engine(TIMEOUT=30.0) as backend:
        page()
        assert find("uimahalli", "fi").fell_back
        assert find("uimahalli", "fi").total == 1
        assert EngineChange.objects.count() == 1
        assert indexes(backend) == []
        with pytest.raises(EngineAway, match="404"):
            backend.apply(list(SearchEntry.objects.all()), set())
        call_command("update_index", verbosity=0)
        backend.refresh_indexes()
        found = find("uimahalli", "fi")
        assert (found.total, found.fell_back) == (1, False)
        assert not EngineChange.objects.exists()


def test_a_change_that_is_refused_waits(backend, caplog):
    """One refused entry among others counts as a failure of all."""
    (index,) = indexes(backend)
    backend.es.indices.put_settings(index=index, settings={"blocks.write": True})
    page()
    assert EngineChange.objects.count() == 1
    assert "away and left alone" in caplog.text
    assert "uimahalli" not in caplog.text.lower()
    backend.es.indices.put_settings(index=index, settings={"blocks.write": False})
    # Left alone for now.
    assert send_changes() == 0
    engine_rebuild.engine_is_back()
    assert send_changes() == 1
    assert titles(backend, HALL) == ["Uimahalli avataan"]


def test_what_is_gone_may_be_missing_already(backend):
    backend.apply([], {1_000_001, 1_000_002})


def test_many_changes_are_sent_in_batches(backend, monkeypatch):
    for number in range(5):
        page(slug=f"halli-{number}")
    for entry in SearchEntry.objects.all():
        EngineChange.objects.create(entry_id=entry.pk, mark=f"{entry.pk:032}")
    monkeypatch.setattr("search.engine_changes.BATCH", 2)
    assert send_changes() == 5
    assert not EngineChange.objects.exists()


def test_an_older_text_that_comes_last_is_put_right(backend):
    """Two processes send the same entry; the slower one has read it before the change."""
    hall = page()
    slow = list(SearchEntry.objects.all())
    hall.title = "Uimahalli suljetaan"
    hall.save_revision().publish()
    gone = page(title="Uimahalli purettu", slug="b")
    slow += SearchEntry.objects.filter(name="Uimahalli purettu")
    gone.unpublish()
    backend.apply(slow, set())
    assert "gone" in titles(backend, HALL)
    assert titles(backend, PlainText("fiqavata")) == ["Uimahalli suljetaan"]

    assert note_differences({entry.pk: entry.digest for entry in slow}) == 2
    assert send_changes() == 2
    assert titles(backend, HALL) == ["Uimahalli suljetaan"]
    assert titles(backend, PlainText("fiqavata")) == []
