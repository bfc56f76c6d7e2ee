"""An Elasticsearch that is stopped, paused or replaced: nothing else notices.

The trials have a server of their own, since they end it (make test-services).
"""

import time

import pytest
from django.test import override_settings
from django_tasks_db.management.commands.db_worker import Worker

from search import engines
from search.engine_changes import send_changes
from search.engine_rebuild import rebuild_engine
from search.finding import find
from search.models import EngineChange, SearchEntry
from tests.factories import pages
from tests.factories.users import UserFactory
from tests.support.search import (
    HAS_ENGINE,
    Impostor,
    Server,
    forget,
    html,
    using_engine,
)

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

TIMEOUT = 1.0
# A machine that is busy with other tests may be that much later.
SOON = TIMEOUT + 1.0


@pytest.fixture
def server(tmp_path):
    assert HAS_ENGINE, "SEARCH_URL is not set: make test-services starts the engine"
    server = Server(tmp_path / "elasticsearch")
    server.start()
    yield server
    server.stop()


@pytest.fixture
def backend(server):
    with using_engine(URLS=[server.url], TIMEOUT=TIMEOUT) as engine:
        pages.information_page(title="Uimahalli avataan", slug="avataan")
        rebuild_engine()
        engine.refresh_indexes()
        # The first search of a server that has just started is its slowest.
        while find("uimahalli", "fi").fell_back:
            forget()
        yield engine


def timed(act):
    began = time.monotonic()
    result = act()
    return result, time.monotonic() - began


def search():
    return timed(lambda: find("uimahalli", "fi"))


def names(found):
    entries = SearchEntry.objects.in_bulk([row.pk for row in found.rows])
    return {entry.name for entry in entries.values()}


def run_tasks():
    """What the task worker does with all that waits."""
    Worker(
        queue_names=["default"],
        excluded_queue_names=[],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="test",
    ).run()


def assert_nothing_else_notices(client, title, *earlier):
    """Searching, saving, the site and the admin, while the engine is away."""
    found, seconds = search()
    assert found.fell_back
    assert "Uimahalli avataan" in names(found)
    assert seconds < SOON
    # It is left alone after that.
    again, seconds = search()
    assert again.fell_back
    assert seconds < TIMEOUT / 2

    # As in a process that has not met it yet; tasks wait for their worker.
    forget()
    with override_settings(
        TASKS={"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    ):
        page, seconds = timed(
            lambda: pages.information_page(title=title, slug=title.split()[1])
        )
        assert seconds < SOON
        run_tasks()
    assert EngineChange.objects.count() == 1
    found, seconds = search()
    assert names(found) == {"Uimahalli avataan", title, *earlier}

    forget()
    client.force_login(UserFactory(is_superuser=True))
    for path in ("/", page.url, "/admin/", "/admin/pages/"):
        response, seconds = timed(lambda path=path: client.get(path))
        assert response.status_code == 200, path
        assert seconds < 5, path


def assert_all_arrives(backend, *titles):
    forget()
    assert send_changes() >= 1
    assert not EngineChange.objects.exists()
    backend.refresh_indexes()
    found, _seconds = search()
    assert not found.fell_back
    assert names(found) == {"Uimahalli avataan", *titles}


def test_an_engine_that_is_paused_stopped_replaced_and_back(
    server, backend, client, monkeypatch
):
    """One test, because the server takes long to start."""
    server.pause()
    try:
        assert_nothing_else_notices(client, "Uimahalli paussi")
    finally:
        server.go_on()
    assert_all_arrives(backend, "Uimahalli paussi")

    server.stop()
    try:
        assert_nothing_else_notices(client, "Uimahalli pysyy", "Uimahalli paussi")
        forget()
        with Impostor(html(200), port=server.port):
            found, seconds = search()
            assert found.fell_back
            assert seconds < SOON
            forget()
            assert send_changes() == 0
    finally:
        server.start()
    assert_all_arrives(backend, "Uimahalli paussi", "Uimahalli pysyy")

    # It is asked again after a while, with nobody's doing.
    monkeypatch.setattr(engines, "LEFT_ALONE", 0.5)
    server.pause()
    try:
        assert search()[0].fell_back
    finally:
        server.go_on()
    assert search()[0].fell_back
    time.sleep(0.6)
    assert not search()[0].fell_back
