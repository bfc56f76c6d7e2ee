"""Measure how well the search finds, on texts and queries of one's own.

TEXTS.jsonl has a line `{"id": …, "title": …, "body": …, "language": "fi"}` for each text,
QUERIES.jsonl a line `{"query": …, "relevant": [ids]}` for each query.
"""

import json
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from search.engines import engine
from search.measuring import LabelledQuery, LabelledText, Measured, measure

Read = TypeVar("Read")
LANGUAGES = {code for code, _name in settings.LANGUAGES}


class Command(BaseCommand):
    help = "Recall and precision of the search on labelled texts and queries"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("texts", type=Path)
        parser.add_argument("queries", type=Path)
        parser.add_argument("--verbose", action="store_true", help="each query too")

    def handle(self, *args: Any, **options: Any) -> None:
        texts = list(lines(options["texts"], text_of))
        queries = list(lines(options["queries"], query_of))
        try:
            results = measure(texts, queries)
        except KeyError as error:
            raise CommandError(f"Not among the texts: {error.args[0]}") from error
        if options["verbose"]:
            for result in results:
                self.stdout.write(described(result))
        backend = "Elasticsearch" if engine() else "database"
        self.stdout.write(f"{len(texts)} texts, {len(results)} queries, {backend}")
        precisions = [one.precision for one in results if one.precision is not None]
        self.stdout.write(f"recall {mean([one.recall for one in results]):.3f}")
        self.stdout.write(f"precision {mean(precisions):.3f}")


def described(result: Measured) -> str:
    precision = "–" if result.precision is None else f"{result.precision:.2f}"
    line = f"recall {result.recall:.2f} precision {precision} {result.query}"
    if missed := result.relevant - result.found:
        line += f" | missed {' '.join(sorted(missed))}"
    if wrong := result.found - result.relevant:
        line += f" | wrong {' '.join(sorted(wrong))}"
    return line


def mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def lines(path: Path, read: Callable[[Any], Read]) -> Iterator[Read]:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{path} cannot be read: {error}") from error
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            try:
                yield read(json.loads(line))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise CommandError(f"{path}, line {number}: {error!r}") from error


def text_of(row: dict[str, Any]) -> LabelledText:
    language = row.get("language") or settings.LANGUAGE_CODE
    if language not in LANGUAGES:
        raise ValueError(f"language {language}")
    return LabelledText(
        str(row["id"]), str(row.get("title", "")), str(row["body"]), language
    )


def query_of(row: dict[str, Any]) -> LabelledQuery:
    relevant = frozenset(str(each) for each in row["relevant"])
    if not relevant:
        raise ValueError("no relevant text")
    return LabelledQuery(str(row["query"]), relevant)
