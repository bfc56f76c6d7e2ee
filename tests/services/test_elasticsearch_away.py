"""An Elasticsearch that is stopped, paused or replaced: nothing else notices.

The trials have a server of their own, since they end it (make test-services).
"""

import base64
import time

import pytest
from django.test import override_settings
from django_tasks_db.management.commands.db_worker import Worker
from wagtail.search.query import PlainText

from search import engines
from search.engine_changes import send_changes
from search.engine_rebuild import rebuild_engine
from search.engines import EngineAway
from search.finding import find
from search.models import EngineChange, SearchEntry
from tests.factories import pages
from tests.factories.users import UserFactory
from tests.support.search import HAS_ENGINE, Impostor, Server, forget, using_engine

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

TIMEOUT = 1.0
# A machine that is busy with other tests may be that much later.
SOON = TIMEOUT + 1.0
HALL = PlainText("fiquimahalli")


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    assert HAS_ENGINE, "SEARCH_URL is not set: make test-services starts the engine"
    # A folder that the user who runs the server may enter.
    folder = tmp_path_factory.mktemp("elasticsearch")
    server = Server(folder)
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


def assert_nothing_else_notices(client, title):
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
    assert names(found) == {"Uimahalli avataan", title}

    forget()
    client.force_login(UserFactory(is_superuser=True))
    for path in ("/", page.url, "/admin/", "/admin/pages/"):
        response, seconds = timed(lambda path=path: client.get(path))
        assert response.status_code == 200, path
        assert seconds < 5, path


def assert_all_arrives(backend, title):
    forget()
    assert send_changes() >= 1
    assert not EngineChange.objects.exists()
    backend.refresh_indexes()
    found, _seconds = search()
    assert not found.fell_back
    assert names(found) == {"Uimahalli avataan", title}


def test_paused_and_back(server, backend, client):
    server.pause()
    try:
        assert_nothing_else_notices(client, "Uimahalli paussi")
        forget()
        # A search that has the engine's connection open already, and one without.
        found, seconds = search()
        assert found.fell_back
        assert seconds < SOON
    finally:
        server.go_on()
    assert_all_arrives(backend, "Uimahalli paussi")


def test_stopped_replaced_and_back(server, backend, client):
    server.stop()
    try:
        assert_nothing_else_notices(client, "Uimahalli pysyy")
        forget()
        with Impostor(html(200), port=server.port):
            found, seconds = search()
            assert found.fell_back
            assert seconds < SOON
            forget()
            assert send_changes() == 0
    finally:
        server.start()
    assert_all_arrives(backend, "Uimahalli pysyy")


def test_it_is_asked_again_after_a_while(server, backend, monkeypatch):
    monkeypatch.setattr(engines, "LEFT_ALONE", 0.5)
    server.pause()
    try:
        assert search()[0].fell_back
    finally:
        server.go_on()
    assert search()[0].fell_back
    time.sleep(0.6)
    assert not search()[0].fell_back


# -- Answers that are none ---------------------------------------------------------


def http(status, body, kind="application/json", *, product=True, more=b""):
    head = f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}"
    said = "\r\nX-Elastic-Product: Elasticsearch" if product else ""
    return f"{head}{said}\r\n".encode() + more + b"\r\n" + body


def html(status):
    return http(status, b"<html><h1>Tervetuloa</h1></html>", "text/html", product=False)


HITS = b'{"hits": {"hits": [{"fields": {"pk": ["%s"]}}]}}'
NONSENSE = {
    "nothing": b"",
    "garbage": b"\x00\xff" * 500,
    "another protocol": b"SSH-2.0-OpenSSH_9.2\r\n",
    "html": html(200),
    "html of the engine's proxy": http(200, b"<h1>Login</h1>", "text/html"),
    "not found": html(404),
    "error": http(500, b'{"error": {"type": "x", "reason": "y"}, "status": 500}'),
    "error in words": http(502, b"Bad gateway", "text/plain"),
    "too many": http(429, b"{}"),
    "no right": http(401, b'{"error": "who are you"}'),
    "redirect": http(
        302, b"", product=False, more=b"Location: http://127.0.0.1:1/\r\n"
    ),
    "another product": http(200, HITS % b"1", product=False),
    "broken JSON": http(200, b'{"hits": {"hits": ['),
    "no JSON": http(200, b"\xff\xfe"),
    "deep JSON": http(200, b"[" * 100_000),
    "a list": http(200, b"[]"),
    "a number": http(200, b"5"),
    "null": http(200, b"null"),
    "other keys": http(200, b'{"hits": {"hits": [{"fields": {}}]}}'),
    "no number": http(200, HITS % b"avaa"),
    "hits that are none": http(200, b'{"hits": {"hits": 5}}'),
    "cut off": http(200, HITS % b"1")[:-10],
    "bulk without items": http(200, b'{"errors": false, "items": []}'),
}


def ask(backend):
    return backend.search(HALL, SearchEntry.objects.all())[:5].ids()


@pytest.mark.filterwarnings("ignore::elasticsearch.ElasticsearchWarning")
@pytest.mark.parametrize("name", NONSENSE)
def test_nonsense_is_an_absence(name):
    entry = pages.information_page(title="Uimahalli avataan", slug="avataan")
    with (
        Impostor(NONSENSE[name]) as impostor,
        using_engine(URLS=[impostor.url], TIMEOUT=TIMEOUT) as backend,
    ):
        with pytest.raises(EngineAway):
            ask(backend)
        with pytest.raises(EngineAway):
            backend.apply(list(SearchEntry.objects.all()), {1})
        found, seconds = search()
        assert found.fell_back
        assert names(found) == {"Uimahalli avataan"}
        assert seconds < SOON
        # Each request was made once.
        assert len(impostor.requests) <= 3
    assert entry.live


@pytest.mark.parametrize(
    "pieces",
    [[http(200, b"{}")], [b"H"] * 100, [http(200, b"[" * 500)[:300], *([b"["] * 100)]],
    ids=["slow", "dripping from the first letter", "dripping body"],
)
def test_a_slow_answer_is_not_waited_for(pieces, db):
    pause = 0.3 if len(pieces) > 1 else 5 * TIMEOUT
    with (
        Impostor(*pieces, pause=pause) as impostor,
        using_engine(URLS=[impostor.url], TIMEOUT=TIMEOUT) as backend,
    ):
        began = time.monotonic()
        with pytest.raises(EngineAway, match="Timeout"):
            ask(backend)
        assert time.monotonic() - began < SOON


def test_keys_that_are_not_public_entries_show_nothing(db):
    """An engine that gives keys of nothing, or of what is not public, leaks nothing."""
    hidden = pages.information_page(title="Uimahalli salaa", slug="salaa")
    entry = SearchEntry.objects.get()
    type(hidden).objects.filter(pk=hidden.pk).update(live=False)
    with (
        Impostor(http(200, HITS % str(entry.pk).encode())) as impostor,
        using_engine(URLS=[impostor.url], TIMEOUT=TIMEOUT),
    ):
        found = find("uimahalli", "fi")
        assert (found.total, found.fell_back) == (0, False)


# -- Who we say we are ---------------------------------------------------------------


def sent_header(impostor):
    for line in impostor.requests[0].decode().split("\r\n"):
        if line.lower().startswith("authorization: "):
            return line.partition(": ")[2]
    return None


def asked_with(url, options, db):
    with Impostor(http(200, b'{"hits": {"hits": []}}')) as impostor:
        address = url.replace("HOST", impostor.url.removeprefix("http://"))
        with using_engine(URLS=[address], OPTIONS=options) as backend:
            assert ask(backend) == []
        return sent_header(impostor), impostor.requests[0].split(b" ")[1]


def test_user_and_password_stand_in_the_address(db):
    header, path = asked_with("http://os%40listu:s%3Ala%2Fsana@HOST/haku/", {}, db)
    assert header == f"Basic {base64.b64encode(b'os@listu:s:la/sana').decode()}"
    assert path.startswith(b"/haku/test_")


def test_a_key_is_sent(db):
    header, _path = asked_with("http://HOST", {"api_key": "YWJj"}, db)
    assert header == "ApiKey YWJj"


def test_without_either_nothing_is_sent(db):
    header, _path = asked_with("http://HOST", {}, db)
    assert header is None
