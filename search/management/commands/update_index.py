"""Wagtail's command, after which the search also knows of every public object."""

from typing import Any

from wagtail.search.management.commands import update_index

from search.services import refresh_all


class Command(update_index.Command):  # type: ignore[misc]
    def handle(self, **options: Any) -> None:
        if not options["schema_only"]:
            refresh_all(self.write_line if options["verbosity"] > 0 else ignore)
        super().handle(**options)

    def write_line(self, line: str) -> None:
        self.stdout.write(line)


def ignore(line: str) -> None:
    """Nothing is said."""
