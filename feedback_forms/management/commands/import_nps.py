"""Answers of another system from a CSV file, as the admin's own screen does it."""

import contextlib
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from feedback_forms.nps_import.reading import FileRefused
from feedback_forms.nps_import.reports import Report
from feedback_forms.nps_import.writing import (
    Counts,
    Refusal,
    import_answers,
    known_source,
    look_through,
    remove_answers,
)

DEFAULT_SOURCE = "import"
MOST_TOLD = 20


class Command(BaseCommand):
    help = (
        "Imports answers to the question of recommendation (NPS) from a CSV file; the "
        "columns are in docs/nps-import.md. Rows that cannot be used are reported, the "
        "others stored. Can be repeated; --dry-run only shows what would be done, and "
        "--remove takes it back."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--source",
            default=DEFAULT_SOURCE,
            help="The system that the answers come from: their numbers are its own.",
        )
        parser.add_argument(
            "--report", type=Path, help="A CSV file for the rows that were refused."
        )
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--dry-run", action="store_true")
        what.add_argument(
            "--remove",
            action="store_true",
            help="Take the answers of this file out again, by their numbers.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        source = options["source"].strip()
        if not source or len(source) > 60 or not source.isprintable():
            raise CommandError("--source takes a name of 1 to 60 characters.")
        source = known_source(source)
        work: Any = look_through if options["dry_run"] else import_answers
        try:
            with contextlib.ExitStack() as stack:
                file = stack.enter_context(options["file"].open("rb"))
                if options["remove"]:
                    removed = remove_answers(file=file, source=source)
                    self._say(f"{removed} removed.", options)
                    return
                refuse = self._refuse(options["report"], stack)
                counts = work(
                    file=file, source=source, today=timezone.localdate(), refuse=refuse
                )
        except (OSError, FileRefused) as error:
            raise CommandError(str(error)) from error
        self._say(words(counts), options)

    def _say(self, text: str, options: Any) -> None:
        if options["verbosity"]:
            self.stdout.write(text)

    def _refuse(self, path: Path | None, stack: contextlib.ExitStack) -> Any:
        """Into the report, or the first of them onto the screen."""
        if path:
            return Report(
                stack.enter_context(path.open("w", encoding="utf-8-sig", newline=""))
            )
        told, more = iter(range(MOST_TOLD)), iter(range(1))

        def tell(refusal: Refusal) -> None:
            if next(told, None) is not None:
                self.stderr.write(f"{refusal.line}: {refusal.reason}")
            elif next(more, None) is not None:
                self.stderr.write("More are in the file that --report names.")

        return tell


def words(counts: Counts) -> str:
    done = (
        f"{counts.new} new, {counts.changed} changed, {counts.unchanged} unchanged, "
        f"{counts.refused} refused."
    )
    if not counts.ignored_columns:
        return done
    return f"{done}\nColumns not read: {', '.join(counts.ignored_columns)}"
