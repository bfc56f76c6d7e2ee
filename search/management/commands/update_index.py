"""Wagtail's command, after which the search also knows of every public object."""

from typing import Any

from django.core.management.base import CommandError
from wagtail.search.management.commands import update_index

from search.engines import ENGINE, EngineAway
from search.services import refresh_all


class Command(update_index.Command):  # type: ignore[misc]
    def handle(self, **options: Any) -> None:
        if not options["schema_only"]:
            refresh_all(self.write_line if options["verbosity"] > 0 else ignore)
        super().handle(**options)

    def update_backend(self, backend_name: str, *args: Any, **kwargs: Any) -> None:
        """The engine knows entries alone, and is never without them (`schema_only`)."""
        if backend_name != ENGINE:
            super().update_backend(backend_name, *args, **kwargs)
            return
        from search.engine_rebuild import rebuild_engine

        self.write("Updating backend: " + backend_name)
        try:
            number = rebuild_engine()
        except EngineAway as away:
            raise CommandError(
                f"The search engine's index is as it was ({away}). Everything else is up "
                "to date; run the command again when the engine answers."
            ) from away
        self.write(f"{backend_name}: indexed {number} entries")

    def write_line(self, line: str) -> None:
        self.stdout.write(line)


def ignore(line: str) -> None:
    """Nothing is said."""
