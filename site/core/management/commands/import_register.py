"""A register from a CSV file, as the admin's own screen does it."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.importable import IMPORTS
from core.register_import import (
    MOST_BYTES,
    FileRefused,
    Plan,
    import_register,
    make_plan,
)


class Command(BaseCommand):
    help = (
        "Imports a register from a CSV file: all of it or nothing. "
        "Can be repeated; --dry-run only shows what would change."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("register", choices=sorted(IMPORTS))
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        importer = IMPORTS[options["register"]]
        try:
            with options["file"].open("rb") as file:
                # One more than is taken: a huge file is refused without being read.
                data = file.read(MOST_BYTES + 1)
            plan = make_plan(importer, data)
            for refusal in plan.refused:
                self.stderr.write(f"{options['file']}:{refusal.line}: {refusal.reason}")
            if not options["dry_run"]:
                plan = import_register(importer=importer, data=data)
        except (OSError, FileRefused) as error:
            raise CommandError(str(error)) from error
        if options["verbosity"]:
            self.stdout.write(words(plan))


def words(plan: Plan) -> str:
    return (
        f"{len(plan.new)} new, {len(plan.changed)} changed, "
        f"{len(plan.unchanged)} unchanged, {len(plan.refused)} refused."
    )
