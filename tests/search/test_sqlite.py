"""Of SQLite alone: what its planner makes of our queries."""

import pytest
from django.db import connection
from wagtail.search.query import PlainText

from search.engines import database
from search.models import SearchEntry

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's own"),
]


def test_a_count_begins_with_the_words_and_not_with_every_entry():
    results = database().search(PlainText("olematon"), SearchEntry.objects.all())
    plan = results.query_compiler.index_rows().explain()
    assert "VIRTUAL TABLE" in plan.splitlines()[0], plan
