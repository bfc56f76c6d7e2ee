"""A database, a queue or a cache that is really away, met by a process of its own."""

import json
import socket
import sqlite3
import time
from contextlib import closing

import pytest
from django.db import connection

from feedback_forms.models import Feedback
from tests.factories import pages
from tests.factories.feedback_forms import FeedbackFactory
from tests.feedback_forms.test_views import URL, answers

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

# Longer than a page of SQLite's, so that a full disk has no room for it.
TEXT = "Odotin takaisinsoittoa koko päivän, eikä kukaan soittanut. " * 80 + "Loppu."
NOBODY_THERE = "127.0.0.1:1"

# Sends the form and reads some pages; prints status, length of time and what was kept.
VISIT = """
import json, sys, time
from django.test import Client
client = Client(raise_request_exception=False)
found = {}
for method, path, data in json.loads(%r):
    began = time.monotonic()
    response = getattr(client, method)(path, data or None)
    text = response.content.decode()
    found[method + " " + path] = [
        response.status_code, %r in text, "<h1" in text, time.monotonic() - began
    ]
print(json.dumps(found))
"""


def visit(run_child, *, reads=("/",), settings="", **environment):
    steps = [
        ["post", URL, answers(message=TEXT)],
        *[["get", path, {}] for path in reads],
    ]
    code = VISIT % (json.dumps(steps), TEXT)
    return json.loads(run_child(code, settings, **environment))


@pytest.fixture
def form_page():
    pages.feedback_page()


def assert_kept(answer):
    """503 in words, with all that was typed."""
    status, kept, heading, seconds = answer
    assert (status, kept, heading) == (503, True, True)
    assert seconds < 10


sqlite_only = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="a file is opened"
)


@sqlite_only
def test_a_database_file_that_cannot_be_opened(run_child, form_page):
    found = visit(
        run_child,
        reads=("/", URL, "/ei-ole/", "/ei-ole.txt", "/seuranta/P-2026-ABCD/x/"),
        DATABASE_URL="sqlite:////no/such/folder/site.sqlite3",
    )
    assert_kept(found.pop(f"post {URL}"))
    for path, (status, _kept, heading, _seconds) in found.items():
        assert status == 503, path
        assert heading, path


@sqlite_only
@pytest.mark.parametrize(
    "fault",
    [
        # The disk is full: SQLite may not take another page.
        "PRAGMA max_page_count=1;",
        # Nothing may be written, as on a file system that went read-only.
        "PRAGMA query_only=ON;",
    ],
    ids=["disk full", "read-only"],
)
def test_a_database_that_takes_nothing(run_child, form_page, fault):
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as file:
        file.execute("VACUUM")
    change = f'DATABASES["default"]["OPTIONS"]["init_command"] += {fault!r}'
    found = visit(run_child, reads=("/", URL), settings=change)
    assert_kept(found[f"post {URL}"])
    assert [found[f"get {path}"][0] for path in ("/", URL)] == [200, 200]
    assert not Feedback.objects.exists()


@sqlite_only
def test_a_database_that_another_process_keeps_locked(run_child, form_page):
    change = 'DATABASES["default"]["OPTIONS"]["timeout"] = 1'
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as other:
        other.execute("BEGIN IMMEDIATE")
        found = visit(run_child, reads=("/", URL), settings=change)
        other.rollback()
    assert_kept(found[f"post {URL}"])
    # Reading goes on meanwhile.
    assert [found[f"get {path}"][0] for path in ("/", URL)] == [200, 200]
    assert not Feedback.objects.exists()


def test_a_postgresql_that_does_not_answer(run_child, form_page):
    found = visit(
        run_child,
        reads=("/", URL, "/ei-ole/"),
        DATABASE_URL=f"postgres://nobody:x@{NOBODY_THERE}/none",
    )
    assert_kept(found.pop(f"post {URL}"))
    assert {status for status, *_ in found.values()} == {503}


def test_a_task_queue_that_refuses(run_child, form_page):
    """Stored and acknowledged; the clock finds what the queue did not take."""
    found = visit(
        run_child,
        base="tests.reliability.with_redis_queue",
        TASKS_BACKEND="redis",
        REDIS_URL=f"redis://{NOBODY_THERE}/0",
    )
    assert found[f"post {URL}"][0] == 302
    assert Feedback.objects.get().state == "received"


def test_a_task_queue_that_never_answers(run_child, form_page):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        began = time.monotonic()
        found = visit(
            run_child,
            base="tests.reliability.with_redis_queue",
            TASKS_BACKEND="redis",
            REDIS_URL=f"redis://127.0.0.1:{silent.getsockname()[1]}/0",
        )
        assert time.monotonic() - began < 60
    assert found[f"post {URL}"][0] == 302
    assert found[f"post {URL}"][3] < 6
    assert Feedback.objects.get().state == "received"


@pytest.mark.parametrize("kind", ["refuses", "is silent"])
def test_a_cache_that_is_away(run_child, form_page, kind):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        there = f"127.0.0.1:{silent.getsockname()[1]}"
        address = NOBODY_THERE if kind == "refuses" else there
        found = visit(
            run_child, reads=("/", URL, "/ei-ole/"), CACHE_URL=f"redis://{address}/0"
        )
    assert sum(answer[3] for answer in found.values()) < 10
    assert {name: answer[0] for name, answer in found.items()} == {
        f"post {URL}": 302,
        "get /": 200,
        f"get {URL}": 200,
        "get /ei-ole/": 404,
    }


def test_a_withdrawal_while_the_task_queue_refuses(run_child, form_page):
    feedback = FeedbackFactory(published=True, message=TEXT)
    code = (
        "from feedback_forms.models import Feedback; from moderation import services; "
        "services.withdraw(submission=Feedback.objects.get())"
    )
    run_child(
        code,
        base="tests.reliability.with_redis_queue",
        TASKS_BACKEND="redis",
        REDIS_URL=f"redis://{NOBODY_THERE}/0",
    )
    feedback.refresh_from_db()
    assert (feedback.state, feedback.message) == ("withdrawn", "")
