"""Measure the automatic checks on labelled texts: precision and recall of each.

FILE.tsv has two columns with a tab between: `flags`, with commas between them (none for a
text without any), and `text`. A line for each check follows the line `check precision recall
right wrong missed`, with spaces between; `-` where there is nothing to be right about.
"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from moderation.checks import Lists, current_lists
from moderation.checks.measuring import measure, read_labelled
from moderation.models import CheckLists


class Command(BaseCommand):
    help = "Precision and recall of the automatic checks on labelled texts"
    requires_system_checks: tuple[str, ...] = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--verbose", action="store_true", help="also each text that was misjudged"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            texts = list(read_labelled(path))
        except (OSError, ValueError) as error:
            raise CommandError(f"{path}: {error}") from error
        if not texts:
            raise CommandError(f"{path}: no texts")
        scores = measure(texts, self.lists())
        self.stdout.write(f"{len(texts)} texts")
        self.stdout.write(f"{'check':<14} precision recall right wrong missed")
        for flag, score in scores.items():
            self.stdout.write(
                f"{flag.value:<14} {shown(score.precision):>9} {shown(score.recall):>6} "
                f"{score.right:>5} {len(score.wrong):>5} {len(score.missed):>6}"
            )
        if options["verbose"]:
            for flag, score in scores.items():
                for name, misjudged in (
                    ("wrong", score.wrong),
                    ("missed", score.missed),
                ):
                    for text in misjudged:
                        self.stdout.write(f"{flag.value} {name}: {text!r}")

    def lists(self) -> Lists:
        """The site's; those that a new site begins with where there is no database yet."""
        try:
            return current_lists()
        except DatabaseError:
            self.stderr.write("No database yet: with the lists of a new site.")
            return CheckLists().as_lists()


def shown(share: float | None) -> str:
    return "-" if share is None else f"{share:.3f}"
