"""How well the search finds is measured on its own index, and leaves nothing."""

import io
import json
from contextlib import nullcontext

import pytest
from django.core.management import CommandError, call_command
from wagtail.search.models import IndexEntry

from search.measuring import LabelledQuery, LabelledText, measure
from search.models import EngineChange, SearchEntry, SearchWord
from tests.factories import pages
from tests.search.conftest import LABELLED
from tests.support.search import HAS_ENGINE, using_engine

pytestmark = pytest.mark.django_db

TEXTS = [
    LabelledText("a", "Kotihoito muuttuu", "Käynneistä sovitaan.", "fi"),
    LabelledText("b", "Neuvola", "Kotihoidon lapsille on oma käynti.", "fi"),
    LabelledText("c", "Hemvård", "Vården i hemmet förändras.", "sv"),
]


@pytest.fixture(params=["database", "engine"] if HAS_ENGINE else ["database"])
def backend(request):
    engine = request.param == "engine"
    with using_engine(TIMEOUT=30.0) if engine else nullcontext():
        yield request.param


def write(path, rows):
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return str(path)


def quality(*args):
    out = io.StringIO()
    call_command("search_quality", *args, stdout=out)
    return out.getvalue().splitlines()


def test_each_query_is_held_against_its_labels(backend):
    first, second, third = measure(
        TEXTS,
        [
            LabelledQuery("kotihoidossa", frozenset({"a"})),
            LabelledQuery("vård", frozenset({"c"})),
            LabelledQuery("olematon", frozenset({"a", "b"})),
        ],
    )
    assert first.found == {"a", "b"}
    assert (first.recall, first.precision) == (1, 0.5)
    assert (second.found, second.recall, second.precision) == ({"c"}, 1, 1)
    assert (third.found, third.recall, third.precision) == (frozenset(), 0, None)


def test_nothing_of_it_stays_and_nothing_of_the_site_is_found(indexed, backend):
    pages.information_page(title="Kotihoito")
    indexed()
    before = [
        list(model.objects.order_by("pk").values_list("pk", flat=True))
        for model in (SearchEntry, SearchWord, IndexEntry, EngineChange)
    ]
    (result,) = measure(TEXTS, [LabelledQuery("kotihoito", frozenset({"a", "b"}))])
    assert (result.recall, result.precision) == (1, 1)
    assert before == [
        list(model.objects.order_by("pk").values_list("pk", flat=True))
        for model in (SearchEntry, SearchWord, IndexEntry, EngineChange)
    ]


def test_the_labelled_texts_are_found(backend):
    """The figures of docs/search.md, but for a little."""
    lines = quality(str(LABELLED / "texts.jsonl"), str(LABELLED / "queries.jsonl"))
    counts, recall, precision = lines
    assert counts.startswith("430 texts, 164 queries")
    assert float(recall.split()[1]) >= 0.93
    assert float(precision.split()[1]) >= 0.925


def test_the_command_tells_what_was_missed_and_what_was_wrong(tmp_path):
    texts = write(
        tmp_path / "texts.jsonl",
        [
            {"id": 1, "title": "Kotihoito", "body": "Käynnit", "language": "fi"},
            {"id": "2", "title": "Neuvola", "body": "Ajat"},
        ],
    )
    queries = write(
        tmp_path / "queries.jsonl", [{"query": "kotihoidossa", "relevant": [2]}]
    )
    assert quality(texts, queries, "--verbose") == [
        "recall 0.00 precision 0.00 kotihoidossa | missed 2 | wrong 1",
        "2 texts, 1 queries, database",
        "recall 0.000",
        "precision 0.000",
    ]


@pytest.mark.parametrize(
    ("text", "query", "told"),
    [
        ("{", '{"query": "a", "relevant": ["1"]}', "line 1"),
        ('{"id": "1"}', '{"query": "a", "relevant": ["1"]}', "body"),
        ('{"id": "1", "body": "a", "language": "xx"}', "", "language xx"),
        ('{"id": "1", "body": "a"}', '{"query": "a", "relevant": []}', "no relevant"),
        ('{"id": "1", "body": "a"}', '{"query": "a", "relevant": ["7"]}', "7"),
        ("[]", "", "line 1"),
    ],
)
def test_a_wrong_file_is_said_in_words(tmp_path, text, query, told):
    texts, queries = tmp_path / "texts.jsonl", tmp_path / "queries.jsonl"
    texts.write_text(text, encoding="utf-8")
    queries.write_text(query, encoding="utf-8")
    with pytest.raises(CommandError, match=told):
        quality(str(texts), str(queries))


def test_a_missing_file_is_said_in_words(tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        quality(str(tmp_path / "none"), str(tmp_path / "none"))
