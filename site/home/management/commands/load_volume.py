"""Fills a site with content by the hundred thousand, to measure it."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from home.demo.feedback import foreign_submissions
from home.demo.pages import foreign_pages
from home.volume import initiatives
from home.volume.feedback import load_feedback, ours

# By the option that asks for it. A later kind adds a line.
KINDS = {
    "feedback": load_feedback,
    "initiatives": initiatives.load_initiatives,
    # Of the initiatives that are there.
    "supports": initiatives.load_supports,
}


class Command(BaseCommand):
    help = (
        "Loads many pieces of made-up content, spread over a year, for measuring: the same "
        "each time. Never on a site that is in use."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        for kind in KINDS:
            parser.add_argument(
                f"--{kind}",
                type=int,
                default=0,
                metavar="NUMBER",
                help=f"Until there are so many of {kind}, with those that were loaded before.",
            )
        parser.add_argument("--seed", type=int, default=7, help="Another year.")
        parser.add_argument(
            "--yes",
            action="store_true",
            help="Load it although the site has pages or messages of its own.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not any(options[kind] > 0 for kind in KINDS):
            asked = ", ".join(f"--{kind} 1000" for kind in KINDS)
            raise CommandError(f"Say how many of what: {asked}.")
        if not options["yes"]:
            refuse_site_in_use()
        call_command("setup_site", verbosity=0)

        def progress(line: str) -> None:
            if options["verbosity"] > 1:
                self.stdout.write(line)

        for kind, load in KINDS.items():
            if options[kind] > 0:
                made = load(options[kind], options["seed"], progress)
                self.stdout.write(f"{made:>7} {kind}")


def refuse_site_in_use() -> None:
    """Raises CommandError when somebody has begun to use the site."""
    if foreign_pages().exists() or foreign_submissions().exclude(ours()).exists():
        raise CommandError(
            "This site has pages or messages of its own. What is loaded here could not be "
            "told apart from them in figures; with --yes it is loaded all the same."
        )
